"""The ranking of a published round: one page for each block and ranked node."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from thuocdo.definition.model import Node
from thuocdo.web.publication.published import newest_public, published_now
from thuocdo.web.results.models import Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.rounds.models import Round, RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page
from thuocdo.web.ui.ruler import Limit

MINUTES: Final = 5
COLUMNS: Final = (
    Column("hang", _("Hạng"), ("rank_or_last", "submission__sort_key"), numeric=True),
    Column("ten", _("Đơn vị"), ("submission__sort_key",)),
    Column("muc", _("Mức"), ("level_or_last", "submission__sort_key")),
    Column("diem", _("Điểm"), ("points_or_least",), largest_first=True, numeric=True),
    Column("thay-doi", _("So với kỳ trước"), ("change_or_least",), largest_first=True, numeric=True),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures people came for."""

    agencies: int
    ranked: int
    levels: tuple[tuple[str, int], ...]
    best: Standing | None


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def rounds(request: HttpRequest) -> HttpResponse:
    """The published rounds, newest first."""
    newest = newest_public(timezone.now()).values("round_id")
    published = Round.objects.filter(pk__in=newest).select_related("organiser").order_by("-year", "name")
    return render(request, "publication/rounds.html", {"rounds": published.annotate(agencies=Count("submissions"))})


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def first_ranking(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """On to the first block and node of a round."""
    round, block, node = _first(slug)
    return redirect("publication:ranking", slug=round.slug, block=block.block.slug, node=node.id)


def _first(slug: str) -> tuple[Round, RoundBlock, Node]:
    round = published_now(slug).round
    of = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name").first()
    if of is None:
        raise Http404
    return round, of, ranked_nodes(criteria_set_of(of.set_version))[0]


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def ranking(request: HttpRequest, slug: str, block: str, node: str) -> HttpResponse:
    """Agencies of a block at a node: rank, level, points on the ruler, change."""
    publication = published_now(slug)
    of = get_object_or_404(
        RoundBlock.objects.select_related("round", "block", "set_version"),
        round=publication.round,
        block__slug=block,
    )
    criteria_set = criteria_set_of(of.set_version)
    nodes = {each.id: each for each in ranked_nodes(criteria_set)}
    if node not in nodes:
        raise Http404
    result = publication.results.filter(set_version=of.set_version).first()
    if result is None:
        raise Http404
    rows = Standing.objects.filter(result=result, node=node, block=of.block).select_related("submission")
    facts = _facts(rows, nodes[node])
    context = {
        "of": of,
        "round": of.round,
        "publication": publication,
        "result": result,
        "node": nodes[node],
        "nodes": list(nodes.values()),
        "decimals": criteria_set.rounding.decimals,
        "limits": _limits(nodes[node]),
        "facts": facts,
        "levels": len(nodes[node].levels),
        "blocks": of.round.blocks.select_related("block").order_by("block__order", "block__name"),
        "page": list_page(
            _sortable(rows),
            request.GET,
            columns=COLUMNS,
            filters=_filters(nodes[node]),
            search="submission__search_key",
        ),
    }
    return render(request, "publication/ranking.html", context)


def _sortable(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """Agencies without a figure come last whichever way one looks at it first."""
    return rows.annotate(
        rank_or_last=Coalesce(F("rank"), 10**9),
        level_or_last=Coalesce(F("level_place"), 10**4),
        points_or_least=Coalesce(F("points"), -(10**15)),
        change_or_least=Coalesce(F("change"), -(10**15)),
    )


def _filters(node: Node) -> tuple[Filter, ...]:
    if not node.levels:
        return ()
    names = [*(level.name for level in node.levels), node.below]
    choices = tuple(Choice(str(place), name, Q(level=name)) for place, name in enumerate(names))
    return (Filter("muc", _("Mức"), _("Mọi mức"), choices),)


def _limits(node: Node) -> tuple[Limit, ...]:
    """The levels' limits in points; those in percent are of the node's maximum."""
    if not isinstance(node.max, Decimal):
        return ()
    return tuple(
        Limit(
            level.name, level.limit.value * node.max / 100 if level.limit.percent else level.limit.value, level.strict
        )
        for level in node.levels
    )


def _facts(rows: QuerySet[Standing], node: Node) -> Facts:
    counted = rows.aggregate(agencies=Count("pk"), ranked=Count("rank"))
    by_level = dict(rows.exclude(level="").values_list("level").annotate(number=Count("pk")))
    best = rows.filter(rank=1).order_by("submission__sort_key").first()
    names = tuple((level.name, by_level.get(level.name, 0)) for level in node.levels)
    return Facts(counted["agencies"], counted["ranked"], names, best)
