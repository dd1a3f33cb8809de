"""The `measure` of a criterion: a mapping -> one of the measure kinds, with every fault reported."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from thuocdo.definition.amounts import Amount
from thuocdo.definition.document import Entry, Mapping
from thuocdo.definition.faults import Faults
from thuocdo.definition.fields import MAX_POINTS, MISSING_KEY, NO_VALUE, Fields, wrong_shape
from thuocdo.definition.keys import MEASURES, OPTION, STEP
from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Input,
    Measure,
    Option,
    Over,
    Quota,
    Ratio,
    Relative,
    Step,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.words import A_MAPPING, B_CAN_BE_ZERO
from thuocdo.diagnostics import error, hint
from thuocdo.vietnamese.languages import Text

TOGETHER = error(
    "TD214",
    "Ở {where} phải có đúng một trong các khóa {keys}; ở đây {found}.",
    "In {where} there must be exactly one of the keys {keys}; here {found}.",
)
WRONG_UNIT = error(
    "TD407",
    "«{key}: {value}» phải là {expected}, vì bậc được so với {compared}.",
    "«{key}: {value}» must be {expected}, because steps are compared with {compared}.",
)
BAD_RANGE = error(
    "TD409",
    "Thang điểm khảo sát phải tăng: «low: {low}» không nhỏ hơn «high: {high}».",
    "The scale of a survey must rise: «low: {low}» is not below «high: {high}».",
)
LEAST_TARGET = Decimal("0.000001")
THIS_MEASURE = Text("cách tính điểm này", "this measure")
SHARE_OF_VALUE = (Text("tỷ lệ phần trăm", "a percent"), Text("tỷ lệ a / b", "the ratio a / b"))
PLAIN_OF_VALUE = (Text("một số, không có %", "a number without %"), Text("giá trị đã nhập", "the value entered"))


def read_measure(mapping: Mapping, faults: Faults) -> Measure | None:
    """Read a measure; None where its faults leave nothing to score with."""
    kind = _kind(mapping, faults)
    if kind is None:
        return None
    return READERS[kind](Fields(mapping, MEASURES[kind], faults))


def _kind(mapping: Mapping, faults: Faults) -> str | None:
    entry = mapping.entry("kind")
    probe = Fields(mapping, None, faults)
    if entry is None:
        kinds = hint("Chọn một trong: {kinds}.", "Choose one of: {kinds}.", kinds=tuple(MEASURES))
        faults.add(MISSING_KEY.at(mapping.place, help=kinds, key="kind", where=THIS_MEASURE))
        return None
    scalar = probe.scalar("kind")
    if scalar is None or scalar.text.strip() in MEASURES:
        return scalar.text.strip() if scalar else None
    probe.not_one_of("kind", scalar, tuple(MEASURES))
    return None


def _yes_no(_fields: Fields) -> Measure | None:
    return YesNo()


def _choice(fields: Fields) -> Measure | None:
    options = _options(fields)
    return Choice(options) if options else None


def _checklist(fields: Fields) -> Measure | None:
    options = _options(fields)
    return Checklist(options) if options else None


def _options(fields: Fields) -> tuple[Option, ...]:
    inner = fields.inner("options")
    if inner is None:
        return ()
    found = [_option(entry, fields.faults) for entry in inner.entries]
    if not found:
        fields.faults.add(NO_VALUE.at(inner.place, key="options"))
    return tuple(option for option in found if option is not None)


def _option(entry: Entry, faults: Faults) -> Option | None:
    if not isinstance(entry.value, Mapping):
        faults.add(wrong_shape(entry.key.text, entry.value, A_MAPPING))
        return None
    fields = Fields(entry.value, OPTION, faults)
    id, name, worth = fields.checked_id(entry.key), fields.text("name"), _worth(fields)
    return Option(id, name, worth) if id and name and worth else None


def _worth(fields: Fields) -> Amount | None:
    key = exactly_one(fields, "points", "share")
    if key == "points":
        points = fields.bounded("points", -MAX_POINTS)
        return None if points is None else Amount(points)
    if key == "share":
        share = fields.percent("share")
        return None if share is None else Amount(share, percent=True)
    return None


def exactly_one(fields: Fields, *keys: str) -> str | None:
    """The one key of several that is written; none or more than one is reported."""
    there = tuple(key for key in keys if fields.has(key))
    if len(there) == 1:
        return there[0]
    listed = ", ".join(there)
    found = Text(f"có {listed}", f"there are {listed}") if there else Text("không có khóa nào", "there is none")
    place = fields.place(there[1]) if there else fields.mapping.place
    fields.faults.add(TOGETHER.at(place, where=fields.where, keys=keys, found=found))
    return None


def _ratio(fields: Fields) -> Measure | None:
    a, b, if_none = fields.text("a"), fields.text("b"), fields.choice("if_none", IfNone)
    target, start = fields.percent("target", LEAST_TARGET), fields.percent("from", 0)
    if not (a and b and if_none):
        return None
    return Ratio(a, b, if_none, Decimal(100) if target is None else target, start)


def _value_or_pair(
    fields: Fields, single: str, pair: tuple[str, str]
) -> tuple[tuple[Input, ...], IfNone | None] | None:
    """One input, or two whose quotient counts; the second form must say what a divisor of 0 means."""
    if fields.has(single) and not any(fields.has(key) for key in pair):
        label = fields.text(single)
        return None if label is None else ((Input(single, label),), None)
    if fields.has(single) or not any(fields.has(key) for key in pair):
        exactly_one(fields, single, pair[0])
        return None
    for key in (*pair, "if_none"):
        fields.require(key, B_CAN_BE_ZERO if key == "if_none" else None)
    first, second, if_none = fields.text(pair[0]), fields.text(pair[1]), fields.choice("if_none", IfNone)
    if not (first and second and if_none):
        return None
    return (Input(pair[0], first), Input(pair[1], second)), if_none


def _relative(fields: Fields) -> Measure | None:
    read = _value_or_pair(fields, "value", ("a", "b"))
    over = fields.choice("over", Over) or Over.BLOCK
    if read is None:
        return None
    inputs, if_none = read
    if if_none is IfNone.FULL:
        scalar = fields.scalar("if_none")
        if scalar:
            fields.not_one_of("if_none", scalar, (str(IfNone.LEAVE), str(IfNone.ZERO)))
        return None
    return Relative(inputs, over, if_none)


def _steps(fields: Fields) -> Measure | None:
    read = _value_or_pair(fields, "value", ("a", "b"))
    if read is None:
        return None
    inputs, if_none = read
    steps = [_step(Fields(item, STEP, fields.faults), percent=len(inputs) == 2) for _, item in fields.mappings("steps")]
    kept = tuple(step for step in steps if step is not None)
    return Steps(inputs, kept, if_none) if kept and len(kept) == len(steps) else None


def _step(fields: Fields, *, percent: bool) -> Step | None:
    worth = _worth(fields)
    lower = _bound(fields, "min", "above", percent=percent)
    upper = _bound(fields, "to", "below", percent=percent)
    if not any(fields.has(key) for key in ("min", "above", "to", "below")):
        exactly_one(fields, "min", "above", "to", "below")
        return None
    written = sum(fields.has(key) for key in ("min", "above", "to", "below"))
    if worth is None or written != sum(bound is not None for bound in (lower, upper)):
        return None
    return Step(lower, upper, worth)


def _bound(fields: Fields, inclusive: str, exclusive: str, *, percent: bool) -> Bound | None:
    if not (fields.has(inclusive) or fields.has(exclusive)):
        return None
    key = exactly_one(fields, inclusive, exclusive)
    amount = fields.amount(key) if key else None
    if key is None or amount is None:
        return None
    if amount.percent != percent:
        expected, compared = SHARE_OF_VALUE if percent else PLAIN_OF_VALUE
        fields.faults.add(
            WRONG_UNIT.at(fields.place(key), key=key, value=str(amount), expected=expected, compared=compared)
        )
        return None
    return Bound(amount.value, percent, key == inclusive)


def _count(fields: Fields) -> Measure | None:
    n, per = fields.text("n"), fields.bounded("per", -MAX_POINTS)
    start: Decimal | None = Decimal(0)
    scalar = fields.scalar("start")
    if scalar and scalar.text.strip() == "max":
        start = None
    elif scalar:
        start = fields.bounded("start", -MAX_POINTS)
        if start is None:
            return None
    return Count(n, per, start) if n and per is not None else None


def _survey(fields: Fields) -> Measure | None:
    read = _value_or_pair(fields, "mean", ("total", "n"))
    low, high = fields.number("low"), fields.number("high")
    if read is None or low is None or high is None:
        return None
    if low >= high:
        fields.faults.add(BAD_RANGE.at(fields.place("low"), low=low, high=high))
        return None
    return Survey(read[0], low, high, read[1])


def _quota(fields: Fields) -> Measure | None:
    target, actual = fields.text("target"), fields.text("actual")
    return Quota(target, actual) if target and actual else None


READERS: dict[str, Callable[[Fields], Measure | None]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "checklist": _checklist,
    "ratio": _ratio,
    "relative": _relative,
    "steps": _steps,
    "count": _count,
    "survey": _survey,
    "quota": _quota,
}
