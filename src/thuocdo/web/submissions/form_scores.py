"""The totals beside the form: points so far on the ruler, the level they reach, and what is missing for the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.tried import Condition
from thuocdo.web.sets.level_tables import limits_within
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.preview import NodePoints, Preview
from thuocdo.web.submissions.sheet import Sheet
from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import Limit

MOST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Score:
    """One total: of the whole set, or of a section where the sections are not added up."""

    id: str
    name: str
    points: Decimal | None
    available: Decimal
    low: Decimal
    decimals: int
    limits: tuple[Limit, ...]
    level: str
    place: int | None
    lacking: tuple[str, ...]
    waits: bool


def scores_of(sheet: Sheet, preview: Preview) -> tuple[Score, ...]:
    """The total of the set, or of every section with levels or points of its own."""
    return tuple(_score(node, preview.nodes[node.id], preview.decimals) for node in _scored(sheet.tree))


def _scored(node: Resolved) -> Iterator[Resolved]:
    if node.node.combine is not Combine.NONE:
        yield node
        return
    for child in node.children:
        yield from _scored(child)


def _score(node: Resolved, found: NodePoints, decimals: int) -> Score:
    available = node.max if found.available_so_far is None else written.exact(found.available_so_far, decimals)
    limits = limits_within(node.node, available or Decimal(0))
    names = [limit.name for limit in limits]
    level = found.level_so_far or ""
    return Score(
        id=node.id,
        name=title_of(node.node)[0],
        points=None if found.so_far is None else written.exact(found.so_far, decimals),
        available=available or Decimal(0),
        low=min(node.node.min, Decimal(0)),
        decimals=decimals,
        limits=limits,
        level=level,
        place=names.index(level) if level in names else None,
        lacking=_lines(node, found, decimals),
        waits=found.waits,
    )


def _lines(node: Resolved, found: NodePoints, decimals: int) -> tuple[str, ...]:
    """What is missing for the next level, the total first; long lists are cut short."""
    if found.next is None:
        return ()
    failing = [one for one in found.next.conditions if one.holds is not True]
    lines = [_line(node, one, found.next.name, decimals) for one in failing]
    rest = len(lines) - MOST_LINES
    if rest <= 0:
        return tuple(lines)
    more = ngettext("và %(count)d điều kiện nữa", "và %(count)d điều kiện nữa", rest) % {"count": rest}
    return (*lines[:MOST_LINES], more)


def _line(node: Resolved, one: Condition, level: str, decimals: int) -> str:
    if one.node == node.id:
        if one.strict:
            return _("Cần trên %(need)s điểm để đạt «%(level)s»") % {
                "need": _points(one.need, decimals),
                "level": level,
            }
        short = _points(one.lacking or Fraction(0), decimals)
        return _("Thiếu %(short)s điểm để đạt «%(level)s»") % {"short": short, "level": level}
    said = {"name": one.name, "level": level}
    if one.limit_percent is not None:
        has = written.percent(one.percent if one.percent is not None else 0)
        return _("%(name)s mới đạt %(has)s, «%(level)s» cần %(need)s") % {
            **said,
            "has": has,
            "need": written.percent(one.limit_percent),
        }
    has = _points(one.have or Fraction(0), decimals)
    need = _points(one.need, decimals)
    return _("%(name)s mới đạt %(has)s điểm, «%(level)s» cần %(need)s điểm") % {**said, "has": has, "need": need}


def _points(value: Fraction, decimals: int) -> str:
    """A shown figure of points; a limit in percent may need more digits than the set shows, and is then rounded up."""
    units = -(-value.numerator * 10**decimals // value.denominator)
    return written.number(written.exact(int(units), decimals))
