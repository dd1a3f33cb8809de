"""Texts kept beside the tests that produce them: compared in every run, written anew by `make golden`."""

import difflib
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Golden:
    """Call it with the file of the kept text and the text of today."""

    renew: bool

    def __call__(self, path: Path, text: str) -> None:
        if self.renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        if not path.exists():
            pytest.fail(f"{path.name} is not kept yet: run `make golden` and read what it wrote", pytrace=False)
        kept = path.read_text(encoding="utf-8")
        if text != kept:
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="", n=1)
            pytest.fail("\n".join([f"{path.name} differs; `make golden` writes it anew", *lines]), pytrace=False)
