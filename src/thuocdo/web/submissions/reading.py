"""One input as text -> its canonical text, or a sentence that names the input and says what was expected.

The limits are those of the input table (thuocdo.tables), so that whatever is stored here can be scored.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.measures import Input, InputType, Option
from thuocdo.definition.resolved import Resolved
from thuocdo.tables.figures import MAX_DECIMALS
from thuocdo.tables.limits import digits_allowed, range_of
from thuocdo.vietnamese import AmbiguousNumber, NotANumber, format_number, read_number
from thuocdo.vietnamese.numbers import DecimalMark, plain_number
from thuocdo.web.submissions.sheet import Sheet, label_of
from thuocdo.web.ui.written import page_language

YES, NO = "yes", "no"
BETWEEN, NONE = ";", "-"
_PLAIN: Final = "."


class Unreadable(ValueError):
    """An input that cannot be an answer; the message is a full sentence."""


def read_input(sheet: Sheet, node: Resolved, entry: Input, text: str, *, typed: bool) -> str:
    """The canonical text of one input. `typed`: as people write numbers; else canonical already, and only checked."""
    if entry.type in {InputType.NUMBER, InputType.WHOLE}:
        return _number(sheet, node, entry, text, None if typed else _PLAIN)
    options: tuple[Option, ...] = getattr(node.node.measure, "options", ())
    if entry.type is InputType.YES_NO:
        found = text if text in {YES, NO} else None
        wanted = _("«%(label)s»: hãy chọn «Có» hoặc «Không».")
    elif entry.type is InputType.OPTION:
        found = _listed(text, options, most=1)
        wanted = _("«%(label)s»: hãy chọn một trong các mục đã cho.")
    else:
        found = NONE if text == NONE else _listed(text, options)
        wanted = _("«%(label)s»: hãy chọn các nội dung đã cho, hoặc chỉ chọn «không có nội dung nào».")
    if found is None:
        raise Unreadable(wanted % {"label": label_of(node, entry)})
    return found


def tidy(text: str) -> str:
    """A text as it is kept: composed letters, one kind of line end, nothing around it, no sign that a database refuses."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")).strip()


def _listed(text: str, options: tuple[Option, ...], most: int | None = None) -> str | None:
    """Ids in the order of the set, each once; nothing if one is unknown or there are too many."""
    ids = {part.strip() for part in text.split(BETWEEN)}
    known = [option.id for option in options if option.id in ids]
    if len(known) < len(ids) or (most is not None and len(known) > most):
        return None
    return BETWEEN.join(known)


def _number(sheet: Sheet, node: Resolved, entry: Input, text: str, mark: DecimalMark | None) -> str:
    label = label_of(node, entry)
    try:
        number = read_number(text, decimal_mark=mark)
    except AmbiguousNumber as two:
        raise Unreadable(
            _(
                "«%(label)s»: số này đọc được hai cách. Hãy viết %(whole)s nếu là hàng nghìn, hoặc %(part)s nếu là số thập phân."
            )
            % {"label": label, "whole": _spelt(two.with_comma), "part": _spelt(two.with_point)}
        ) from None
    except NotANumber:
        raise Unreadable(_("«%(label)s»: hãy nhập một số, ví dụ 842,5.") % {"label": label}) from None
    return _within(sheet, node, entry, number)


def _spelt(number: Decimal) -> str:
    """A number without groups, which are what makes it ambiguous."""
    return format_number(number, page_language(), group=False)


def _within(sheet: Sheet, node: Resolved, entry: Input, number: Decimal) -> str:
    """A number as canonical text, if it is neither too fine nor too long nor outside its bounds."""
    column = sheet.layout.columns[node.id if node.node.measure is None else f"{node.id}:{entry.key}"]
    text = plain_number(number)
    whole, _point, fraction = text.lstrip("-").partition(".")
    said = {"label": label_of(node, entry)}
    decimals = sheet.set.rounding.decimals if node.node.measure is None else MAX_DECIMALS
    if fraction and entry.type is InputType.WHOLE:
        raise Unreadable(_("«%(label)s»: hãy nhập một số nguyên, không có phần thập phân.") % said)
    if len(fraction) > decimals:
        raise Unreadable(
            _("«%(label)s»: hãy nhập số có nhiều nhất %(decimals)d chữ số thập phân.") % {**said, "decimals": decimals}
        )
    if len((whole + fraction).lstrip("0")) > (digits := digits_allowed(column)):
        raise Unreadable(_("«%(label)s»: hãy nhập số có nhiều nhất %(digits)d chữ số.") % {**said, "digits": digits})
    limits = range_of(column, sheet.kind)
    low = limits.low is not None and (number <= limits.low if limits.strict else number < limits.low)
    if low or (limits.high is not None and number > limits.high):
        wanted = limits.wanted.to(page_language())
        raise Unreadable(_("«%(label)s»: hãy nhập %(wanted)s.") % {**said, "wanted": wanted})
    return text
