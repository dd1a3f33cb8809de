"""What the log says about one agency as an agency: entered, renamed, moved, merged, split; and its deadlines in rounds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.vietnamese.dates import NotADate, read_date
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.desk.act_words import words
from thuocdo.web.ui import written

# Acts that name the agency in the entry itself, and those whose entry names many in its text.
OWN: Final = ("correct_agency", "rename_agency", "move_agency", "extend_deadline", "exclude_agency", "include_agency")
OF_MANY: Final = ("import_agencies", "succeed_agencies")
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Event:
    """One entry as the page shows it."""

    at: datetime
    act: str
    told: tuple[str, ...]
    reason: str
    actor: str


def history_of(agency: Agency) -> list[Event]:
    """Newest first, by one query."""
    named = Q(act__in=OF_MANY, text__contains=json.dumps(agency.code))
    rows = LogEntry.objects.filter(Q(act__in=OWN, agency=agency.code) | named).order_by("-number")
    found = []
    for entry in rows[:MOST]:
        said = json.loads(entry.text)
        if entry.act in OF_MANY and not _names(said, agency.code):
            continue
        told = tuple(_told(entry.act, said["before"], said["after"], agency.code))
        found.append(Event(entry.at, words(entry.act), told, said["reason"], entry.actor))
    return found


def _names(said: Mapping[str, Any], code: str) -> bool:
    """Whether an entry of many is about this agency: its code may stand in a text by chance."""
    after = said["after"]
    lists = (after.get("codes"), after.get("changed"), after.get("successors"), said["before"].get("predecessors"))
    return any(code in (each or ()) for each in lists)


def _told(act: str, before: Mapping[str, Any], after: Mapping[str, Any], code: str) -> Iterator[str]:
    """What happened, in words."""
    if act == "rename_agency":
        yield _("«%(before)s» → «%(after)s», từ %(day)s") % {
            "before": before["name"],
            "after": after["name"],
            "day": _day(after["start"]),
        }
    elif act == "correct_agency":
        yield from _told_of_correction(before, after)
    elif act == "move_agency":
        for key, label in (("block", _("khối")), ("kind", _("loại"))):
            if before[key] != after[key]:
                yield _("%(label)s: %(before)s → %(after)s, từ %(day)s") % {
                    "label": label,
                    "before": before[key] or _("chưa có"),
                    "after": after[key] or _("không có"),
                    "day": _day(after["start"]),
                }
    elif act == "succeed_agencies":
        yield _("%(before)s → %(after)s, từ %(day)s") % {
            "before": ", ".join(before["predecessors"]),
            "after": ", ".join(after["successors"]),
            "day": _day(after["day"]),
        }
        if after["basis"]:
            yield after["basis"]
    elif act == "import_agencies":
        yield from _told_of_import(before, after, code)


def _told_of_correction(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    labels = {"code": _("mã"), "name": _("tên"), "kind": _("loại"), "block": _("khối"), "start": _("từ ngày")}
    for key, value in before.items():
        was, now = (_day(each) if key == "start" and each else each for each in (value, after[key]))
        yield _("%(label)s: «%(before)s» sửa thành «%(after)s»") % {
            "label": labels[key],
            "before": was or _("chưa có"),
            "after": now or _("không có"),
        }


def _told_of_import(before: Mapping[str, Any], after: Mapping[str, Any], code: str) -> Iterator[str]:
    yield _("từ tệp %(origin)s") % {"origin": after["origin"]}
    changed = (after.get("changed") or {}).get(code) or {}
    was = (before.get("changed") or {}).get(code) or {}
    for key, value in changed.items():
        if key != "start":
            yield f"«{was.get(key, '')}» → «{value}»"


def _day(text: str) -> str:
    try:
        return written.day(read_date(text))
    except NotADate:
        return text
