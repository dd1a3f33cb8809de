"""The levels of a node as a table: what each asks of the total and of every part below."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from thuocdo.definition.amounts import Amount
from thuocdo.definition.model import Level, Node
from thuocdo.definition.resolved import Resolved
from thuocdo.vietnamese import Lang
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import number, page_language


@dataclass(frozen=True, slots=True)
class Asked:
    """What a level asks of one column: as the decision writes it, and in points where that is a percent."""

    words: str
    points: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with what it asks, column by column (None: nothing)."""

    name: str
    label: str
    place: int
    total: Asked
    asked: tuple[Asked | None, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A column: a part of the set that some level asks for."""

    id: str
    name: str
    max: Decimal | None


@dataclass(frozen=True, slots=True)
class LevelTable:
    """All levels of one node, best first; `limits` are their totals in points, for a ruler."""

    id: str
    name: str
    max: Decimal | None
    columns: tuple[Asking, ...]
    rows: tuple[LevelRow, ...]
    below: str
    limits: tuple[Limit, ...]
    with_percent: bool

    @property
    def lines(self) -> list[tuple[Asking, tuple[Asked | None, ...]]]:
        """Every part with what each level asks of it, best level first."""
        return [(column, tuple(row.asked[place] for row in self.rows)) for place, column in enumerate(self.columns)]


def level_table(node: Resolved) -> LevelTable:
    """The levels of a node for the kind of agency it was resolved for."""
    there = {below.id: below for below in node.walk()}
    asked = [_asked_of(level, node) for level in node.node.levels]
    ids = [id for id in there if any(id in limits for limits in asked)]
    amounts = [amount for limits in asked for amount in limits.values()]
    rows = tuple(
        LevelRow(
            name=level.name,
            label=level.label or "",
            place=place,
            total=_words(level.limit, node, strict=level.strict),
            asked=tuple(_words(limits[id], there[id]) if id in limits else None for id in ids),
        )
        for place, (level, limits) in enumerate(zip(node.node.levels, asked, strict=True))
    )
    return LevelTable(
        id=node.id,
        name=_name(node),
        max=node.max,
        columns=tuple(Asking(id, _name(there[id]), there[id].max) for id in ids),
        rows=rows,
        below=node.node.below,
        limits=limits_within(node.node, node.max or Decimal(0)),
        with_percent=any(amount.percent for amount in (*amounts, *(level.limit for level in node.node.levels))),
    )


def limits_within(node: Node, whole: Decimal) -> tuple[Limit, ...]:
    """The totals of a node's levels in points, for a ruler so long: percents are of what an agency can reach, without what does not apply."""
    return tuple(Limit(level.name, _of(level.limit, whole), level.strict) for level in node.levels)


def _asked_of(level: Level, node: Resolved) -> dict[str, Amount]:
    """What a level asks of nodes below: of every ordinary child, or of those it names and that are there."""
    if isinstance(level.each, Amount):
        return {child.id: level.each for child in node.ordinary}
    there = {below.id for below in node.walk()}
    return {limit.node: limit.amount for limit in level.each or () if limit.node in there}


def _words(amount: Amount, node: Resolved, *, strict: bool = False) -> Asked:
    value = f"{number(amount.value)}%" if amount.percent else number(amount.value)
    words = (_("trên %(amount)s") if strict else _("từ %(amount)s")) % {"amount": value}
    points = _("%(points)s điểm") % {"points": number(_points(amount, node))} if amount.percent and node.max else ""
    return Asked(words, points)


def _points(amount: Amount, node: Resolved) -> Decimal:
    return _of(amount, node.max or Decimal(0))


def _of(amount: Amount, whole: Decimal) -> Decimal:
    exact = amount.of(Fraction(whole))
    return (Decimal(exact.numerator) / exact.denominator).normalize() + 0


def _name(node: Resolved) -> str:
    own = node.node
    return (own.name_en or own.name) if page_language() is Lang.EN else own.name
