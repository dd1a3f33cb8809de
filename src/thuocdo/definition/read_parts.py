"""The parts that only the set itself has: rounding, texts, dates, causes of void, the set before."""

from __future__ import annotations

from thuocdo.definition import keys
from thuocdo.definition.document import Mapping
from thuocdo.definition.faults import Faults
from thuocdo.definition.fields import Fields
from thuocdo.definition.model import (
    At,
    Cause,
    LegalText,
    Link,
    LinkKind,
    Period,
    Rounding,
    Scope,
    Succession,
    VoidRule,
)

MAX_DECIMALS = 6


def read_rounding(mapping: Mapping | None, faults: Faults) -> Rounding:
    """Decimals, and where points are rounded."""
    if mapping is None:
        return Rounding()
    fields = Fields(mapping, keys.ROUNDING, faults)
    decimals, percent = fields.whole("decimals", 0, MAX_DECIMALS), fields.whole("percent", 0, MAX_DECIMALS)
    at = fields.choice("at", At) or At.DIVISION
    return Rounding(2 if decimals is None else decimals, at, 2 if percent is None else percent)


def read_texts(mapping: Mapping | None, faults: Faults) -> tuple[LegalText, ...]:
    """The texts the set rests on, by their ids."""
    found = []
    for entry in mapping.entries if mapping else ():
        inner = Fields(Mapping((entry,), entry.key.place), None, faults)
        id, body = inner.checked_id(entry.key), inner.inner(entry.key.text)
        fields = Fields(body, keys.TEXT, faults) if body else None
        number = fields.text("number") if fields else None
        if id and fields and number:
            issued = fields.date("date")
            found.append(LegalText(id, number, issued, fields.text("issuer"), fields.text("title")))
    return tuple(found)


def read_period(mapping: Mapping | None, faults: Faults) -> Period:
    """From when until when it is in force."""
    if mapping is None:
        return Period()
    fields = Fields(mapping, keys.VALID, faults)
    return Period(fields.date("from"), fields.date("until"))


def read_void(mapping: Mapping | None, faults: Faults) -> tuple[VoidRule, ...]:
    """What each cause takes away."""
    if mapping is None:
        return ()
    fields = Fields(mapping, keys.VOID, faults)
    scopes = ((cause, fields.choice(cause, Scope)) for cause in Cause)
    return tuple(VoidRule(cause, scope) for cause, scope in scopes if scope is not None)


def read_deadline(mapping: Mapping | None, faults: Faults) -> tuple[int, int] | None:
    """Month and day before which reports are due."""
    if mapping is None:
        return None
    fields = Fields(mapping, keys.REPORT_BEFORE, faults)
    month, day = fields.whole("month", 1, 12), fields.whole("day", 1, 31)
    return (month, day) if month and day else None


def read_succession(mapping: Mapping | None, faults: Faults) -> Succession | None:
    """The set before, and how criteria stand to those of it."""
    if mapping is None:
        return None
    fields = Fields(mapping, keys.SUCCEEDS, faults)
    links = [_link(item, faults) for _, item in fields.mappings("links")]
    before = fields.id("set")
    return Succession(before, tuple(link for link in links if link)) if before else None


def _link(mapping: Mapping, faults: Faults) -> Link | None:
    fields = Fields(mapping, keys.LINK, faults)
    kind, new, old = fields.choice("as", LinkKind), fields.ids("new"), fields.ids("old")
    return Link(new, old, kind) if kind and new and old else None
