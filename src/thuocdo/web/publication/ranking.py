"""The ranking of a published round: one page for each block and ranked node, of the newest version or of one that is named."""

from __future__ import annotations

from typing import Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from thuocdo.web.publication.head import facts_of, head_of
from thuocdo.web.publication.public_page import public_page
from thuocdo.web.publication.published import newest_public
from thuocdo.web.publication.shown import Shown, first_of, shown
from thuocdo.web.publication.version import Asked, version_of
from thuocdo.web.results.models import Standing
from thuocdo.web.results.standing_list import COLUMNS as EVERY_COLUMN
from thuocdo.web.results.standing_list import standing_page
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.paging import Column

COLUMNS: Final[tuple[Column, ...]] = tuple(column for column in EVERY_COLUMN if column.key != "ty-le")


@public_page
def rounds(request: HttpRequest) -> HttpResponse:
    """The published rounds, newest first."""
    newest = newest_public(timezone.now())
    by_round = {each.round_id: each for each in newest}
    published = Round.objects.filter(pk__in=by_round).select_related("organiser").order_by("-year", "name")
    rows = [(round, by_round[round.pk]) for round in published.annotate(agencies=Count("submissions"))]
    return render(request, "publication/rounds.html", {"rows": rows})


def first_ranking(request: HttpRequest, asked: Asked) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """On to the first block and node of a round."""
    found = version_of(asked)
    of, node = first_of(found)
    return redirect(found.address("ranking", block=of.block.slug, node=node.id))


def ranking(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """Agencies of a block at a node: rank, level, points on the ruler, change; without a rank, the reason."""
    named = shown(asked, block, node)
    page = standing_page(named.rows, request.GET, named.node, COLUMNS)
    context = head_of(named) | {
        "page": page,
        "rows": [(row, named.limits_for(row), *reason_of(row, named)) for row in page],
        "facts": facts_of(named),
    }
    return render(request, "publication/ranking.html", context)


def reason_of(row: Standing, named: Shown) -> tuple[str, bool]:
    """Why an agency has no rank, and whether that is only that its points were not published, which its empty cell says."""
    brought_in = named.version.brought_in
    untold = brought_in and row.points is None and row.state in {"given", "missing", "computed"}
    return ("" if untold else why_unranked(row, named.node, brought_in=brought_in)), untold
