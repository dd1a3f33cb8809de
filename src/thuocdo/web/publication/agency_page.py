"""An agency in a published round: where it stands, what decided its level, how far to the next, its groups against the block, its years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from thuocdo.definition.model import Node
from thuocdo.scoring.explain import Explained
from thuocdo.scoring.explain_words import spoken
from thuocdo.vietnamese import Lang, format_number
from thuocdo.web.publication.agency_shown import agency_shown
from thuocdo.web.publication.explained import Step, explained_nodes, lacking, said, steps_of
from thuocdo.web.publication.head import node_label
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.scored import known_in
from thuocdo.web.publication.sharing import share_of_agency
from thuocdo.web.publication.shown import Shown
from thuocdo.web.publication.spread import spread_of
from thuocdo.web.publication.spread_drawing import drawing_of, quartiles
from thuocdo.web.publication.version import Asked
from thuocdo.web.publication.years import years_of
from thuocdo.web.results.models import Standing
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import page_language


@dataclass(frozen=True, slots=True)
class Below:
    """One node below a ranked one, written out: the agency's points beside the median and the middle half of its block.

    `notes` are its arithmetic, where figures are public, and its reasons. Empty texts where there are no points.
    """

    id: str
    name: str
    depth: int
    points: str
    available: str
    middle: str
    half: str
    drawing: SafeString
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the lines below a ranked node are written from: asking for the language of the page at each of them would cost most of it."""

    named: Shown
    explained: dict[str, Explained]
    language: Lang


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
        "criteria": f"{version.criteria}{found.of.block.slug}/",
        "name": found.name,
        "left_out": found.standing.not_evaluated if found.standing else "",
        "sections": [_section(named, row, code, found.name) for named, row in found.standings],
        "years": years_of(code),
        "share": share_of_agency(version, found.name, code, found.standings),
    }
    return render(request, "publication/agency.html", context)


def _section(named: Shown, standing: Standing | None, code: str, name: str) -> Section:
    key = code if known_in(named.result).codes else name
    explained = explained_nodes(named.result, key)
    here = explained.get(named.node.id)
    why = why_unranked(standing, named.node, brought_in=named.version.brought_in) if standing else ""
    counts = named.counts
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
        below=() if _inside_another(named) else tuple(_below(Told(named, explained, page_language()), named.node)),
    )


def _inside_another(named: Shown) -> bool:
    """Whether another ranked node holds this one, so that what is below stands there already."""
    return any(named.node in other.walk() for other in named.nodes if other is not named.node)


def _below(told: Told, node: Node, depth: int = 0) -> Iterator[Below]:
    for child in node.criteria:
        found = told.explained.get(child.id)
        if found is None:
            continue
        yield _line(told, child, found, depth)
        yield from _below(told, child, depth + 1)


def _line(told: Told, node: Node, found: Explained, depth: int) -> Below:
    points, available = _decimal(found.points), _decimal(found.available)
    spread = spread_of(told.named, node.id)
    drawing = drawing_of(spread, points, available, told.language)
    middle, half = quartiles(spread, told.language)
    return Below(
        node.id,
        name_of(node),
        depth,
        "" if points is None else format_number(points, told.language, told.named.decimals),
        "" if available is None else format_number(available, told.language),
        middle,
        half,
        drawing.svg if drawing else SafeString(""),
        tuple(_notes(told, node, found)),
    )


def _notes(told: Told, node: Node, found: Explained) -> Iterator[str]:
    version = told.named.version
    if found.arithmetic and version.publication.public_figures:
        yield spoken(found.arithmetic, told.language)
    if node.is_leaf and not (found.state == "missing" and version.brought_in):
        yield from (reason.to(told.language) for reason in found.reasons)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
