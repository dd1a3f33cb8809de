"""The pages of claimed against verified, one for each way of looking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.results.gaps import KEPT, by_agency, by_criterion, by_reviewer, lines_of
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui.paging import SORT, Column, Page, list_page

AGENCY_COLUMNS: Final = (
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("tu-danh-gia", _("Tự đánh giá"), ("claimed", "sort_key"), largest_first=True, numeric=True),
    Column("tham-dinh", _("Thẩm định"), ("counted", "sort_key"), largest_first=True, numeric=True),
    Column("chenh", _("Chênh lệch"), ("difference", "sort_key"), numeric=True),
    Column("giam", _("Tiêu chí giảm"), ("lower", "sort_key"), largest_first=True, numeric=True),
    Column("tang", _("Tiêu chí tăng"), ("higher", "sort_key"), largest_first=True, numeric=True),
)


@require_safe
@signed_in
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Every criterion of each set."""
    round = round_for(holding_of(request), slug)
    gaps = by_criterion(round, timezone.now())
    parts = [
        (version, decimals, lines_of(criteria_set_of(version), version, gaps))
        for version, decimals in _sets(round).values()
    ]
    context = {"round": round, "tab": "gaps", "by": "criteria", "parts": parts, "any": bool(gaps)}
    return render(request, "results/gaps_criteria.html", context)


@require_safe
@signed_in
def agencies(request: HttpRequest, slug: str) -> HttpResponse:
    """Agencies, a hundred to a page, the largest difference first if one likes."""
    round = round_for(holding_of(request), slug)
    decimals = {pk: places for pk, (_version, places) in _sets(round).items()}
    page = _agencies(round, request.GET)
    rows = [(row, decimals.get(row.set_version_id, 0)) for row in page]
    context = {"round": round, "tab": "gaps", "by": "agencies", "page": page, "rows": rows}
    return render(request, "results/gaps_agencies.html", context)


def _agencies(round: Round, query: Mapping[str, str]) -> Page[Submission]:
    """Going by a figure, all are summed up. By their names, only those of the page are: in a country a hundred of thousands."""
    by_figure = query.get(SORT, "").removeprefix("-") in {column.key for column in AGENCY_COLUMNS[1:]}
    if by_figure or round.state in KEPT:
        return list_page(by_agency(round), query, columns=AGENCY_COLUMNS)
    named = Submission.objects.filter(round=round, not_evaluated="").only("pk")
    page = list_page(named, query, columns=AGENCY_COLUMNS)
    summed = by_agency(round).in_bulk([row.pk for row in page])
    return replace(page, rows=[summed[row.pk] for row in page if row.pk in summed])


@require_safe
@signed_in
def reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    """Reviewers, to see whether they judge alike."""
    round = round_for(holding_of(request), slug)
    sets = _sets(round)
    rows = [(each, *sets[each.set_version]) for each in by_reviewer(round) if each.set_version in sets]
    context = {"round": round, "tab": "gaps", "by": "reviewers", "rows": rows, "sets": len(sets)}
    return render(request, "results/gaps_reviewers.html", context)


def _sets(round: Round) -> dict[int, tuple[SetVersion, int]]:
    """The sets of a round with the decimals of their points."""
    versions = SetVersion.objects.filter(rounds__round=round).distinct().order_by("set_id", "number")
    return {version.pk: (version, criteria_set_of(version).rounding.decimals) for version in versions}
