import subprocess
import sys

import pytest

import thuocdo


def test_it_imports_nothing_of_its_own_until_asked() -> None:
    program = (
        "import sys, thuocdo; print(*sorted(name for name in sys.modules if name.startswith(('thuocdo.', 'polars'))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == ""


@pytest.mark.parametrize("name", thuocdo.__all__)
def test_it_gives_every_public_name(name: str) -> None:
    assert getattr(thuocdo, name) is not None
    assert name in dir(thuocdo)


def test_it_refuses_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="load_sets"):
        _ = thuocdo.load_sets  # type: ignore[attr-defined]
