"""Why an agency has the level it has, in sentences of the page's language, from the explanation of the scoring core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _

from thuocdo.scoring.explain import Explained, UnknownAgency, explain
from thuocdo.scoring.tried import Condition, LevelTried
from thuocdo.web.publication.scored import scored_of
from thuocdo.web.results.models import Result
from thuocdo.web.ui import written
from thuocdo.web.ui.written import page_language


@dataclass(frozen=True, slots=True)
class Line:
    """One condition of a level: whether it holds (None: not known), and what it asks and found, in words."""

    holds: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One level as it was tried; `mine` is the one that the agency has."""

    name: str
    holds: bool | None
    mine: bool
    lines: tuple[Line, ...]


def explained_nodes(result: Result, agency: str) -> dict[str, Explained]:
    """Every node of an agency's explanation by its id; nothing for an agency that the result does not hold."""
    return _kept(result.pk, result.result_digest, agency)


@lru_cache(maxsize=256)
def _kept(key: int, digest: str, agency: str) -> dict[str, Explained]:
    try:
        root = explain(scored_of(Result(pk=key, result_digest=digest)), agency).root
    except UnknownAgency:
        return {}
    return {node.id: node for node in _walk(root)}


def _walk(node: Explained) -> Iterator[Explained]:
    yield node
    for child in node.children:
        yield from _walk(child)


def steps_of(levels: Iterable[LevelTried], level: str | None, node: str) -> list[Step]:
    """The levels tried at a node, best first, down to the one reached."""
    found = []
    for tried in levels:
        mine = tried.name == level
        found.append(Step(tried.name, tried.holds, mine, tuple(_lines(tried, node))))
        if mine:
            break
    return found


def lacking(tried: LevelTried | None, node: str) -> list[str]:
    """What is missing for a level, a sentence for each condition that fails."""
    if tried is None:
        return []
    return [_lacking(each, tried.name, node) for each in tried.conditions if each.holds is False]


def figure(value: Fraction) -> str:
    """A figure as people write it; one without an end to four decimals, marked as near."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) == value:
        return written.number(exact.normalize() + 0)
    return "≈" + written.number(exact.quantize(Decimal("0.0001")))


def said(node: Explained) -> list[str]:
    """The reasons of a node in the language of the page."""
    return [reason.to(page_language()) for reason in node.reasons]


def _lines(tried: LevelTried, node: str) -> Iterator[Line]:
    for each in tried.conditions:
        name = _("Điểm của mục") if each.node == node else each.name
        yield Line(each.holds, _("%(name)s: %(asked)s, %(have)s.") % {"name": name, **_figures(each)})


def _figures(each: Condition) -> dict[str, str]:
    need = figure(each.need)
    asked = _("cần trên %(need)s") if each.strict else _("cần từ %(need)s")
    said = asked % {"need": need}
    if each.limit_percent is not None:
        said += f" ({written.percent(each.limit_percent)})"
    if each.have is None:
        return {"asked": said, "have": _("chưa có điểm")}
    have = _("được %(have)s") % {"have": figure(each.have)}
    if each.percent is not None:
        have += f" ({written.percent(each.percent)})"
    return {"asked": said, "have": have}


def _lacking(each: Condition, level: str, node: str) -> str:
    told = {"level": level, "name": each.name, "need": figure(each.need), "short": figure(each.lacking or Fraction(0))}
    if not each.lacking:
        return _("%(name)s: phải trên %(need)s điểm để đạt %(level)s.") % told
    if each.node == node:
        return _("Thiếu %(short)s điểm để đạt %(level)s.") % told
    return _("%(name)s: thiếu %(short)s điểm để đạt %(level)s.") % told
