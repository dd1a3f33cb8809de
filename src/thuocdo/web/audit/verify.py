"""Read the log from its first entry and find the first that is not what was written.

    number k: follows k - 1;  prev = hash of k - 1;  hash = sha256(prev + text);  columns = what the text says

Whoever can write to the database can also write the whole chain anew. That is seen by a receipt: the head as it stood
when a receipt, an approval or a publication was given out, kept by somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.record import FIRST, chained

COLUMNS = ("number", "actor", "act", "subject", "agency", "round")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The head of the log at some time."""

    number: int
    hash: str

    @classmethod
    def read(cls, text: str) -> Receipt:
        """Read `{"number": 12, "hash": "..."}`; raises `ValueError` for anything else."""
        match json.loads(text):
            case {"number": int(number), "hash": str(found)} if number >= 0 and len(found) == len(FIRST):
                return cls(number, found)
        raise ValueError(_("không phải biên nhận của nhật ký"))

    def written(self) -> str:
        """The text that `read` reads."""
        return json.dumps({"number": self.number, "hash": self.hash}) + "\n"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is wrong, and what is wrong with it."""

    number: int
    wrong: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries hold, the head after the last of them, and what stopped the reading."""

    count: int
    head: str
    broken: Broken | None = None


def verify(receipt: Receipt | None = None) -> Verdict:
    """Check the whole log, and that it still contains what the receipt saw."""
    return verify_entries(LogEntry.objects.order_by("number").iterator(chunk_size=2000), receipt)


def verify_entries(entries: Iterable[LogEntry], receipt: Receipt | None = None) -> Verdict:
    """As `verify`, for entries in the order of their numbers."""
    count, head = 0, FIRST
    seen = receipt is None or receipt == Receipt(0, FIRST)
    for entry in entries:
        wrong = next(_wrong(entry, count + 1, head), None)
        if wrong is None and receipt is not None and entry.number == receipt.number:
            seen = entry.hash == receipt.hash
            wrong = None if seen else _("không phải mục mà biên nhận đã ghi: nhật ký đã bị viết lại")
        if wrong is not None:
            return Verdict(count, head, Broken(count + 1, wrong))
        count, head = entry.number, entry.hash
    if receipt is not None and not seen:
        wrong = _("biên nhận đã ghi đến mục %(number)d, nhưng nhật ký dừng trước đó") % {"number": receipt.number}
        return Verdict(count, head, Broken(count + 1, wrong))
    return Verdict(count, head)


def _wrong(entry: LogEntry, number: int, head: str) -> Iterator[str]:
    if entry.number != number:
        yield _("không còn trong nhật ký; mục sau nó là %(number)d") % {"number": entry.number}
    if entry.prev != head:
        yield _("không nối vào mục trước nó: một trong hai mục đã bị thay")
    if entry.hash != chained(entry.prev, entry.text):
        yield _("nội dung đã bị sửa sau khi ghi")
    differing = _differing(entry)
    if differing:
        yield _("cột %(columns)s không khớp với nội dung đã ghi") % {"columns": ", ".join(differing)}


def _differing(entry: LogEntry) -> list[str]:
    """The columns that do not repeat what the hashed text says."""
    try:
        said: dict[str, Any] = json.loads(entry.text)
        at = datetime.fromisoformat(said["at"])
    except (ValueError, KeyError, TypeError):
        return ["text"]
    found = [name for name in COLUMNS if said.get(name) != getattr(entry, name)]
    return found if at == entry.at.astimezone(UTC) else [*found, "at"]
