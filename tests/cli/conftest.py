"""The command, run inside this process with a plain environment."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from thuocdo.cli.run import run


@dataclass(frozen=True, slots=True)
class Ran:
    """How one run ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Thuocdo = Callable[..., Ran]


@pytest.fixture
def thuocdo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Thuocdo:
    for name in ("THUOCDO_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def command(*args: str) -> Ran:
        capsys.readouterr()
        code = run(args)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command
