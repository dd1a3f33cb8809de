"""An agency in a published round: where it stands, what decided its level, how far to the next, its groups against the block, its years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.definition.model import Node
from thuocdo.scoring.explain import Explained
from thuocdo.scoring.explain_words import spoken
from thuocdo.web.publication.agency_shown import agency_shown
from thuocdo.web.publication.explained import Step, explained_nodes, lacking, said, steps_of
from thuocdo.web.publication.head import node_label
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.sharing import share_of_agency
from thuocdo.web.publication.shown import Shown
from thuocdo.web.publication.spread import Spread, spread_of
from thuocdo.web.publication.spread_drawing import Drawing, drawing_of
from thuocdo.web.publication.version import Asked
from thuocdo.web.publication.years import years_of
from thuocdo.web.results.models import Standing
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import page_language


@dataclass(frozen=True, slots=True)
class Below:
    """One node below a ranked one: the agency's points beside those of its block."""

    node: Node
    name: str
    depth: int
    explained: Explained
    points: Decimal | None
    available: Decimal | None
    arithmetic: str
    spread: Spread
    drawing: Drawing | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One ranked node: the standing, what decided, what is missing, what is below (once: not again for a ranked node inside it)."""

    named: Shown
    name: str
    standing: Standing | None
    compared: bool
    why: str
    ranked: int
    available: str
    limits: tuple[Limit, ...]
    steps: tuple[Step, ...]
    lacking: tuple[str, ...]
    reasons: tuple[str, ...]
    below: tuple[Below, ...]


def agency(request: HttpRequest, asked: Asked, code: str) -> HttpResponse:
    """One agency by its code."""
    found = agency_shown(asked, code)
    version = found.version
    context: dict[str, Any] = {
        "version": version,
        "publication": version.publication,
        "round": version.round,
        "of": found.of,
        "name": found.name,
        "left_out": found.standing.not_evaluated if found.standing else "",
        "sections": [_section(named, row, code, found.name) for named, row in found.standings],
        "years": years_of(code),
        "figures": version.publication.public_figures,
        "share": share_of_agency(version, found.name, code, found.standings),
    }
    return render(request, "publication/agency.html", context)


def _section(named: Shown, standing: Standing | None, code: str, name: str) -> Section:
    key = code if "code" in named.scored.agencies.columns else name
    explained = explained_nodes(named.result, key)
    here = explained.get(named.node.id)
    why = why_unranked(standing, named.node, brought_in=named.version.brought_in) if standing else ""
    counts = named.scored.counts(named.node.id, named.in_table)
    most = standing.available if standing else None
    available = "" if most is None else written.number(written.exact(most, named.decimals).normalize() + 0)
    known = here is not None and here.points is not None
    return Section(
        named=named,
        name=node_label(named, named.node),
        standing=standing,
        compared=named.scored.earlier is not None,
        why=why,
        ranked=counts.ranked,
        available=available,
        limits=named.limits_for(standing) if standing else (),
        steps=tuple(steps_of(here.levels, here.level, here.id)) if here and known else (),
        lacking=tuple(lacking(here.next, here.id)) if here and known else (),
        reasons=tuple(said(here)) if here else (),
        below=() if _inside_another(named) else tuple(_below(named, named.node, explained)),
    )


def _inside_another(named: Shown) -> bool:
    """Whether another ranked node holds this one, so that what is below stands there already."""
    return any(named.node in other.walk() for other in named.nodes if other is not named.node)


def _below(named: Shown, node: Node, explained: dict[str, Explained], depth: int = 0) -> Iterator[Below]:
    for child in node.criteria:
        found = explained.get(child.id)
        if found is None:
            continue
        spread = spread_of(named, child.id)
        points, available = _decimal(found.points), _decimal(found.available)
        name = name_of(child)
        drawing = drawing_of(spread, points, available) if spread.counted else None
        untold = found.state == "missing" and named.version.brought_in
        reasons = tuple(said(found)) if child.is_leaf and not untold else ()
        arithmetic = spoken(found.arithmetic, page_language()) if found.arithmetic else ""
        yield Below(child, name, depth, found, points, available, arithmetic, spread, drawing, reasons)
        yield from _below(named, child, explained, depth + 1)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
