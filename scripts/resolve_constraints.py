"""Write constraints.txt anew: the newest versions that everything declared in pyproject.toml agrees on.

Resolved in an environment of its own, so that what happens to be installed here plays no part.
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING = ".[demo,dev,postgres,s3]"


def pin(line: str) -> str:
    """`PyYAML==6.0.3` as `pyyaml==6.0.3`: names in the one form that package indexes compare."""
    name, version = line.split("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", EVERYTHING], cwd=ROOT, check=True)
        frozen = subprocess.run(
            [*pip, "freeze", "--exclude", "thuocdo"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    pins = sorted(pin(line) for line in frozen.splitlines())
    (ROOT / "constraints.txt").write_text("\n".join(pins) + "\n", encoding="utf-8")
    print(f"constraints.txt: {len(pins)} packages, Python {sys.version_info.major}.{sys.version_info.minor}")


if __name__ == "__main__":
    main()
