"""The inputs of one criterion as the form draws them: what kind, under which name, with which value.

A value is text by the input's key: as it is stored (`38.5`), or as somebody typed it (`38,5`), which is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Checklist, Choice, Input, InputType, YesNo
from thuocdo.definition.resolved import Resolved
from thuocdo.vietnamese import Lang, format_number
from thuocdo.web.submissions.reading import BETWEEN, NO, NONE, YES
from thuocdo.web.submissions.sheet import inputs_of, label_of
from thuocdo.web.submissions.value import Posted
from thuocdo.web.ui import written

Kind = Literal["number", "one", "many"]
FIELD: Final = """<div class="field{look}">
{input}<p class="errorlist" id="loi-{id}" data-error>{error}</p></div>
"""
NUMBER: Final = """<label for="{id}">{label}</label>
<input class="figures" id="{id}" name="{key}" value="{value}" inputmode="decimal" maxlength="60" aria-describedby="loi-{id}"{invalid}>
"""
CHOICES: Final = """<fieldset class="{look}" aria-describedby="loi-{id}"><legend class="unseen">{label}</legend>
{buttons}{none}</fieldset>
"""
NOTHING: Final = (
    '<label><input type="checkbox" name="{key}" value="{none}"{checked}><span data-name>{words}</span></label>'
)


@dataclass(frozen=True, slots=True)
class Choosing:
    """One thing to choose: its value, its name, what it is worth."""

    value: str
    name: str
    worth: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `choices` for radio buttons and boxes, `value` for a number; `error` what is wrong with it."""

    criterion: str
    key: str
    label: str
    kind: Kind
    value: str
    choices: tuple[Choosing, ...] = ()
    error: str = ""

    @property
    def id(self) -> str:
        """The id of its element, unique on the page."""
        return f"o-{self.criterion}-{self.key}"

    @property
    def drawn(self) -> SafeString:
        """The input with its label and what is wrong with it; written without a template, since a page has many dozens."""
        look = (" wrong" if self.error else "") + (" rungs-field" if self.worths else "")
        input = self._number if self.kind == "number" else self._choices
        return format_html(FIELD, look=look, input=input, id=self.id, error=self.error)

    @property
    def _number(self) -> SafeString:
        invalid = SafeString(' aria-invalid="true"' if self.error else "")
        return format_html(NUMBER, id=self.id, key=self.key, label=self.label, value=self.value, invalid=invalid)

    @property
    def _choices(self) -> SafeString:
        look = "options" if self.worths else "inline"
        none = self._none if self.kind == "many" else ""
        return format_html(CHOICES, look=look, id=self.id, label=self.label, buttons=self._buttons, none=none)

    @property
    def _none(self) -> SafeString:
        checked = " checked" if self.value == NONE else ""
        return format_html(NOTHING, key=self.key, none=NONE, checked=checked, words=_("Không có nội dung nào"))

    @property
    def _buttons(self) -> SafeString:
        kind = "radio" if self.kind == "one" else "checkbox"
        worth = '<span class="worth-of">{}</span>'
        return format_html_join(
            "",
            '<label><input type="{}" name="{}" value="{}"{}><span data-name>{}</span>{}{}</label>\n',
            (
                (kind, self.key, one.value, " checked" if one.chosen else "", one.name)
                + ((" ", format_html(worth, one.worth)) if one.worth else ("", ""))
                for one in self.choices
            ),
        )

    @property
    def worths(self) -> bool:
        """Whether its choices are worth different points, so that each stands on a line of its own."""
        return any(choice.worth for choice in self.choices)


def fields_of(node: Resolved, values: Mapping[str, str]) -> tuple[Field, ...]:
    """Every input of a criterion with its stored value."""
    return tuple(_field(node, entry, values.get(entry.key, ""), shown_number) for entry in inputs_of(node))


def typed_fields(node: Resolved, posted: Posted, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """Every input of a criterion as somebody typed it, with what is wrong with it."""
    found = []
    for entry in inputs_of(node):
        field = _field(node, entry, BETWEEN.join(posted.getlist(entry.key)), str)
        found.append(replace(field, error=errors.get(entry.key, "")))
    return tuple(found)


def typed_words(node: Resolved, posted: Posted) -> str:
    """What somebody typed, in words."""
    return said(node, {entry.key: BETWEEN.join(posted.getlist(entry.key)) for entry in inputs_of(node)})


def said(node: Resolved, values: Mapping[str, str]) -> str:
    """A stored value in words, for where nothing is typed: «38 / 41», «Có», «Máy quét; Camera»; empty for none."""
    parts = [_said(node, values.get(entry.key, "")) for entry in inputs_of(node)]
    return " / ".join(parts) if any(parts) else ""


def shown_number(value: str) -> str:
    """A stored number as one types it: no thousands marks, which could be read in two ways."""
    try:
        return format_number(Decimal(value), Lang.VI, group=False)
    except (InvalidOperation, ValueError):
        return value


def _field(node: Resolved, entry: Input, value: str, write: Callable[[str], str]) -> Field:
    label = label_of(node, entry) if node.node.measure is not None else _("Điểm tự chấm")
    match entry.type:
        case InputType.YES_NO:
            choices = tuple(Choosing(one, name, "", one == value) for one, name in ((YES, _("Có")), (NO, _("Không"))))
            return Field(node.id, entry.key, label, "one", value, choices)
        case InputType.OPTION:
            return Field(node.id, entry.key, label, "one", value, tuple(_options(node, {value})))
        case InputType.OPTIONS:
            return Field(node.id, entry.key, label, "many", value, tuple(_options(node, ids_in(value))))
        case InputType.NUMBER | InputType.WHOLE:
            return Field(node.id, entry.key, label, "number", write(value))


def ids_in(value: str) -> set[str]:
    """The ids of a checklist's value."""
    return {part.strip() for part in value.split(BETWEEN)} - {"", NONE}


def _options(node: Resolved, chosen: Collection[str]) -> Iterator[Choosing]:
    measure = node.node.measure
    if isinstance(measure, Choice | Checklist):
        for option in measure.options:
            yield Choosing(option.id, option.name, _worth(option.worth, node), option.id in chosen)


def _worth(amount: Amount, node: Resolved) -> str:
    exact = amount.of(Fraction(node.max or 0))
    points = (Decimal(exact.numerator) / exact.denominator).normalize() + 0
    return _("%(points)s điểm") % {"points": written.number(points)}


def _said(node: Resolved, value: str) -> str:
    if not value:
        return ""
    measure = node.node.measure
    if isinstance(measure, YesNo):
        return _("Có") if value == YES else _("Không")
    if isinstance(measure, Choice | Checklist):
        chosen = ids_in(value)
        return "; ".join(option.name for option in measure.options if option.id in chosen) or _("không có nội dung nào")
    try:
        return written.number(Decimal(value))
    except InvalidOperation:
        return value
