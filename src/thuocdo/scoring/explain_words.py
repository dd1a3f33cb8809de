"""What an explanation says of one node: its inputs as people wrote them, the arithmetic in figures, and why it is as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thuocdo.definition.measures import (
    Checklist,
    Choice,
    Count,
    InputType,
    Quota,
    Ratio,
    Relative,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Cause
from thuocdo.definition.resolved import Resolved
from thuocdo.diagnostics import fill
from thuocdo.scoring.exact import Worked
from thuocdo.scoring.exact_measures import Row
from thuocdo.scoring.quotient import input_columns, yardstick
from thuocdo.scoring.scale import Scale, plain
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

YES, NO = Text("có", "yes"), Text("không", "no")
NONE_CHOSEN = Text("không có nội dung nào", "none of them")
CAUSES = {
    Cause.LATE: Text("nộp chậm", "late"),
    Cause.NO_EVIDENCE: Text("không có tài liệu kiểm chứng", "no evidence"),
    Cause.INSUFFICIENT: Text("không đủ thông tin, số liệu", "insufficient information"),
    Cause.UNTRUE: Text("số liệu không đúng thực tế", "untrue figures"),
}


@dataclass(frozen=True, slots=True)
class InputShown:
    """One input of a leaf: its column, its label, and what was entered (None: nothing)."""

    column: str
    label: Text
    value: Text | None


def inputs_of(node: Resolved, row: Row, scale: Scale, scales: Mapping[str, int]) -> tuple[InputShown, ...]:
    """The inputs of a leaf and what was entered; a mark is one too."""
    if not node.is_leaf:
        return ()
    measure, own = node.node.measure, Text(node.node.name, node.node.name_en or node.node.name)
    if measure is None:
        mark = row.get(node.id)
        return (InputShown(node.id, own, None if mark is None else _number(Decimal(mark).scaleb(-scale.decimals))),)
    shown = []
    for entry, name in zip(measure.inputs, input_columns(node), strict=True):
        label = Text(entry.label, entry.label) if entry.label else own
        shown.append(InputShown(name, label, _value(node, entry.type, row.get(name), scales.get(name, 0))))
    return tuple(shown)


def _value(node: Resolved, type: InputType, value: Any, scale: int) -> Text | None:
    if value is None:
        return None
    names = {option.id: option.name for option in getattr(node.node.measure, "options", ())}
    match type:
        case InputType.YES_NO:
            return YES if value else NO
        case InputType.OPTION:
            return Text(names[value], names[value])
        case InputType.OPTIONS:
            listed = "; ".join(names[id] for id in value)
            return Text(listed, listed) if listed else NONE_CHOSEN
        case InputType.NUMBER | InputType.WHOLE:
            return _number(Decimal(value).scaleb(-scale))


def _number(value: Decimal) -> Text:
    exact = Decimal(plain(value))
    return Text(format_number(exact, Lang.VI), format_number(exact, Lang.EN))


def arithmetic(node: Resolved, worked: Worked, row: Row, scale: Scale, scales: Mapping[str, int]) -> str | None:
    """A leaf's points as a sum people can repeat, with decimal points; None where nothing was calculated.

    Percents are written as such, results are those shown: "38 / 41 * 20 = 18.54".
    """
    measure = node.node.measure
    if worked.state != "computed" or worked.earned is None or measure is None or not node.is_leaf:
        return None
    names = input_columns(node)
    if isinstance(measure, YesNo | Choice | Checklist):
        return None
    numbers = [plain(Decimal(row[name]).scaleb(-scales.get(name, 0))) for name in names]
    formula = _formula(node, numbers, row)
    return None if formula is None else f"{formula} = {scale.text(scale.shown(worked.earned))}"


def spoken(arithmetic: str, lang: Lang) -> str:
    """Arithmetic with the signs people write by hand, its numbers as a language writes them.

    >>> spoken("3223 / 4110 * 20 = 15.68", Lang.VI)
    '3.223 ÷ 4.110 × 20 = 15,68'
    """
    written = arithmetic.replace(" * ", " × ").replace(" / ", " ÷ ")
    return re.sub(r"\d+(?:\.\d+)?", lambda number: format_number(Decimal(number[0]), lang), written)


def _formula(node: Resolved, numbers: list[str], row: Row) -> str | None:
    measure, top = node.node.measure, plain(node.max or Decimal(0))
    value = " / ".join(numbers)
    if len(numbers) == 2 and numbers[1] == "0" and not isinstance(measure, Quota):
        return None
    formula = None
    match measure:
        case Ratio():
            target = "" if measure.target == 100 else f" / {plain(measure.target)}%"
            formula = f"{value}{target} * {top}"
        case Relative():
            own = f"({value})" if len(numbers) > 1 else value
            formula = f"{own} / {_best(node, row)} * {top}"
        case Count():
            start = top if measure.start is None else plain(measure.start)
            sign = "-" if measure.per < 0 else "+"
            formula = f"{start} {sign} {numbers[0]} * {plain(abs(measure.per))}"
        case Survey():
            low, high = plain(measure.low), plain(measure.high)
            formula = f"({value} - {low}) / ({high} - {low}) * {top}"
        case Quota():
            formula = _quota(numbers, top, _best(node, row))
        case _:
            pass
    return formula


def _quota(numbers: list[str], top: str, best: str) -> str:
    target, actual = numbers
    if Decimal(actual) <= Decimal(target):
        return f"{actual} / {target} * {top} / 2"
    return f"{top} / 2 + ({actual} / {target} - 1) / {best} * {top} / 2"


def _best(node: Resolved, row: Row) -> str:
    n, d = (row.get(name) for name in yardstick(node.id))
    if n is None or not d:
        return "?"
    best = Fraction(n, d)
    return str(best) if best.denominator == 1 else f"({best})"


def reasons(node: Resolved, worked: Worked | None, row: Row, names: Mapping[str, str], scale: Scale) -> list[Text]:
    """Why a node is as it is: void and why, left out, missing, given, a condition unmet, a conversion."""
    if worked is None:
        return []
    found = _state_reasons(node, worked, row)
    if worked.unmet is not None:
        other = names.get(worked.unmet, worked.unmet)
        found.append(
            fill(
                Text("Không được tính điểm vì «{other}» chưa có điểm.", "Not counted: «{other}» has no points."),
                other=other,
            )
        )
    if worked.before_rescale is not None and worked.assessable is not None and worked.shown is not None:
        found.append(
            fill(
                Text(
                    "Đạt {before} trên {assessable} điểm được xét, quy đổi về thang {max}.",
                    "{before} of {assessable} assessable points, converted to the scale of {max}.",
                ),
                before=_decimal(worked.before_rescale, scale),
                assessable=_decimal(worked.assessable, scale),
                max=node.max or Decimal(0),
            )
        )
    if node.node.assumed:
        found.append(fill(Text("Giả định: {why}", "Assumed: {why}"), why=node.node.assumed))
    return found


def _decimal(value: Fraction, scale: Scale) -> Decimal:
    return Decimal(scale.shown(value)).scaleb(-scale.decimals)


def _state_reasons(node: Resolved, worked: Worked, row: Row) -> list[Text]:
    if worked.state.startswith("void:"):
        cause = CAUSES[Cause(worked.state.removeprefix("void:"))]
        return [fill(Text("Không được tính điểm: {cause}.", "Void: {cause}."), cause=cause)]
    match worked.state:
        case "na":
            return [Text("Không áp dụng cho đơn vị này.", "Not applicable to this agency.")]
        case "given":
            return [Text("Điểm cho sẵn, không tính từ số liệu.", "Points were given, not worked out from figures.")]
        case "missing":
            lacking = [name for name in input_columns(node) if row.get(name) is None] if node.is_leaf else []
            if lacking:
                columns = ", ".join(lacking)
                return [fill(Text("Thiếu số liệu: {columns}.", "Figures are missing: {columns}."), columns=columns)]
            return [Text("Có mục bên dưới chưa có điểm.", "Something below has no points.")]
        case _:
            return []
