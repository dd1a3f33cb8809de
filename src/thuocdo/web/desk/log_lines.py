"""Entries of the log as its page shows them.

    {"act":…,"actor":…,"after":{…},"agency":…,"at":…,"before":{…},"number":7,"reason":"…","round":"…","subject":"…"}

That is an entry's text: JSON with sorted keys. An act on a whole country leaves a megabyte of it. Of a text that long the list asks the
database for the end alone, where the reason stands, and leads to the page of the entry by itself, which has all of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField, TextField
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import NamesOfTheTime
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.desk.act_words import words
from thuocdo.web.files.sizes import size_words
from thuocdo.web.ui import marks, written
from thuocdo.web.ui.markup import filled

LONGEST: Final = 10_000  # bytes or letters of a text that the list reads; of a longer one it reads so many at the end
FEW: Final = 20  # values of an entry in the list
SHORT: Final = 400  # letters of each
REASON: Final = ',"reason":"'


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words. `told`: the reason and the values before and after; `code`: its hash in groups that fit any width."""

    number: str
    act: str
    round: str
    at: SafeString
    actor: str
    agency: str
    subject: str
    told: SafeString
    code: str


def lines_of(entries: Collection[LogEntry], *, whole: bool) -> list[Line]:
    """Each entry with its values: all of them, or where they are many the first or how long they are."""
    codes = {entry.agency for entry in entries} - {""}
    ids = dict(Agency.objects.filter(code__in=codes).values_list("code", "pk"))
    names = NamesOfTheTime.of(ids.values())
    acts = {act: words(act) for act in {entry.act for entry in entries}}
    told = _told(entries, whole=whole)
    return [
        Line(
            written.number(entry.number),
            acts[entry.act],
            entry.round,
            marks.moment(entry.at),
            entry.actor,
            _called(entry, ids.get(entry.agency), names),
            entry.subject,
            told[entry.pk],
            " ".join(entry.hash[start : start + 8] for start in range(0, len(entry.hash), 8)),
        )
        for entry in entries
    ]


def _called(entry: LogEntry, agency_id: int | None, names: NamesOfTheTime) -> str:
    """What the entry's agency was called on the day of the entry."""
    found = names.on(agency_id, timezone.localdate(entry.at)) if agency_id is not None else None
    return found or entry.agency


def _told(entries: Collection[LogEntry], *, whole: bool) -> dict[int, SafeString]:
    """By the entry's row. One query; for long texts another, and one more where a reason began before what was read of them."""
    rows = LogEntry.objects.filter(pk__in=[entry.pk for entry in entries])
    if whole:
        return {pk: _all_of(text) for pk, text in rows.values_list("pk", "text")}
    numbers = {entry.pk: entry.number for entry in entries}
    ends = dict(rows.values_list("pk", _End("text")))
    told = {pk: _beginning_of(end, numbers[pk]) for pk, end in ends.items() if len(end) <= LONGEST}
    long = ends.keys() - told.keys()
    if not long:
        return told
    reasons = {pk: reason_at_end(ends[pk]) for pk in long}
    unread = rows.filter(pk__in=[pk for pk, reason in reasons.items() if reason is None])
    reasons |= {pk: json.loads(text)["reason"] for pk, text in unread.values_list("pk", "text")}
    sizes = rows.filter(pk__in=long).values_list("pk", _Size("text"))
    return told | {pk: _end_of(reasons[pk] or "", size, numbers[pk]) for pk, size in sizes}


class _End(Func):
    """The end of a text, of a short one all of it. SQLite gives bytes, of which the first letter may lack some: it would count letters
    from the beginning, and twice.
    """

    template = f"RIGHT(%(expressions)s, {LONGEST + 1:d})"
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        """As bytes."""
        bytes_at_end = f"SUBSTR(CAST(%(expressions)s AS BLOB), -{LONGEST + 1:d})"
        return self.as_sql(compiler, connection, template=bytes_at_end, **more)


class _Size(Func):
    """How many bytes a text takes, which both databases know without reading it."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        """As SQLite says it before its version 3.43."""
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **more)


def reason_at_end(end: str | bytes) -> str | None:
    r"""The reason from the end of an entry's text; None where it begins before that.

    Behind the reason only strings follow, and quotes in strings are escaped: the last place is the right one.

    >>> reason_at_end('…0"},"number":7,"reason":"Sửa \\"HT1\\"","round":"","subject":"r:1"}')
    'Sửa "HT1"'
    """
    text = end if isinstance(end, str) else end.decode(errors="ignore")
    _before, found, rest = text.rpartition(REASON)
    if not found:
        return None
    said: str = json.loads(f"{{{REASON[1:]}{rest}")["reason"]
    return said


def _end_of(reason: str, size: int, number: int) -> SafeString:
    more = _("Nội dung dài %(size)s: xem toàn bộ mục này") % {"size": size_words(size)}
    return _drawn(reason, (), _link(number, more))


def _beginning_of(text: str | bytes, number: int) -> SafeString:
    said = json.loads(text)
    changes = list(_changes(said["before"], said["after"]))
    told = [(name, before[:SHORT], after[:SHORT]) for name, before, after in changes[:FEW]]
    if told == changes:
        return _drawn(said["reason"], told)
    return _drawn(said["reason"], told, _link(number, _("Nội dung dài, ở đây chỉ có phần đầu: xem toàn bộ mục này")))


def _all_of(text: str) -> SafeString:
    said = json.loads(text)
    return _drawn(said["reason"], _changes(said["before"], said["after"]))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The name of each value, with what it was and what it became; what was not there is nothing."""
    for name in {**before, **after}:
        yield name, _shown(before.get(name)), _shown(after.get(name))


def _shown(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _drawn(reason: str, changes: Iterable[tuple[str, str, str]], more: str = "") -> SafeString:
    because = filled("<p>{} {}</p>", _("Lý do:"), reason) if reason else ""
    values = (
        filled("<p>{}: <del>{}</del> → {}</p>", name, before, after) if before else filled("<p>{}: {}</p>", name, after)
        for name, before, after in changes
    )
    return SafeString(f"{because}{''.join(values)}{more}")


def _link(number: int, words: str) -> SafeString:
    return filled('<p><a href="?so={}">{}</a></p>', str(number), words)
