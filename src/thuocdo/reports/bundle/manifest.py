"""The manifest of a bundle: which set, how many agencies, the digests, the software, and every file by its SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from thuocdo.reports.bundle.layout import FORMAT, UNLISTED
from thuocdo.reports.bundle.strict_json import NotJson, parsed
from thuocdo.vietnamese.languages import Text

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Digests:
    """What stands for the whole content: of the set, the figures, the figures of the year before (if a table), the result."""

    set: str
    input: str
    previous: str | None
    result: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps each name but those of the manifest and of SHA256SUMS to its SHA-256 in hexadecimal."""

    version: str
    set_id: str
    set_name: str
    agencies: int
    digests: Digests
    files: Mapping[str, str]

    def text(self) -> str:
        """The manifest as JSON."""
        content = {
            "format": FORMAT,
            "software": {"name": "thuocdo", "version": self.version},
            "set": {"id": self.set_id, "name": self.set_name},
            "agencies": self.agencies,
            "digests": {
                "set": self.digests.set,
                "input": self.digests.input,
                "previous": self.digests.previous,
                "result": self.digests.result,
            },
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def read(cls, text: str) -> Manifest:
        """Read what `text` wrote; raises `NotJson`, with `UnknownFormat` for another format than ours."""
        content = parsed(text)
        stated = content.get("format") if isinstance(content, dict) else None
        if isinstance(stated, str) and stated != FORMAT:
            raise UnknownFormat(stated)
        try:
            return cls._of(content)
        except (KeyError, TypeError, AttributeError):
            raise NotJson(Text("thiếu khóa, hoặc khóa sai dạng", "a key is missing or has another form")) from None

    @classmethod
    def _of(cls, content: Any) -> Manifest:
        digests = content["digests"]
        before = digests["previous"]
        return cls(
            version=_text(content["software"]["version"]),
            set_id=_text(content["set"]["id"]),
            set_name=_text(content["set"]["name"]),
            agencies=_whole(content["agencies"]),
            digests=Digests(
                _like(_DIGEST, digests["set"]),
                _like(_DIGEST, digests["input"]),
                None if before is None else _like(_DIGEST, before),
                _like(_DIGEST, digests["result"]),
            ),
            files={_text(name): _like(_SHA256, sum) for name, sum in content["files"].items()},
        )


class UnknownFormat(NotJson):
    """A bundle of another format: newer, or none of ours."""

    def __init__(self, stated: str) -> None:
        super().__init__(Text(stated, stated))
        self.stated = stated


def sha256(content: bytes) -> str:
    """The SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def listed(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every file that a manifest lists."""
    return {name: sha256(content) for name, content in files.items() if name not in UNLISTED}


def sums(files: Mapping[str, bytes]) -> str:
    """The file that `sha256sum -c` reads."""
    return "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items()))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _like(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise NotJson(Text(f"«{str(value)[:80]}» không phải mã băm", f"«{str(value)[:80]}» is not a digest"))
    return value
