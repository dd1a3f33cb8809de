"""The pages of claimed against verified, one for each way of looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.results.gaps import by_agency, by_criterion, by_reviewer, lines_of
from thuocdo.web.results.gaps_shown import Shown, gaps_shown
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import Round
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui.paging import Column, list_page

Query = Mapping[str, str]
Context = dict[str, object]
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
    return _page(request, slug, "criteria", _by_criterion)


@require_safe
@signed_in
def agencies(request: HttpRequest, slug: str) -> HttpResponse:
    """Agencies, a hundred to a page, the largest difference first if one likes."""
    return _page(request, slug, "agencies", _by_agency)


@require_safe
@signed_in
def reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    """Reviewers, to see whether they judge alike."""
    return _page(request, slug, "reviewers", _by_reviewer)


def _page(request: HttpRequest, slug: str, by: str, of: Callable[[Round, Shown, Query], Context]) -> HttpResponse:
    """One way of looking. A page that was opened asks again while sums are being made, and needs nothing until they are there."""
    round = round_for(holding_of(request), slug)
    shown = gaps_shown(round, person_of(request), timezone.now())
    if shown.making and request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"round": round, "tab": "gaps", "by": by, "shown": shown}
    if shown.missing:
        return render(request, "results/gap_page.html", context)
    return render(request, f"results/gaps_{by}.html", {**context, **of(round, shown, request.GET)})


def _by_criterion(round: Round, shown: Shown, _query: Query) -> Context:
    gaps = by_criterion(round, kept=shown.kept)
    parts = [
        (version, decimals, lines_of(criteria_set_of(version), version, gaps))
        for version, decimals in _sets(round).values()
    ]
    return {"parts": parts, "any": bool(gaps)}


def _by_agency(round: Round, shown: Shown, query: Query) -> Context:
    decimals = {pk: places for pk, (_version, places) in _sets(round).items()}
    page = list_page(by_agency(round, kept=shown.kept), query, columns=AGENCY_COLUMNS)
    return {"page": page, "rows": [(row, decimals.get(row.set_version_id, 0)) for row in page]}


def _by_reviewer(round: Round, shown: Shown, _query: Query) -> Context:
    sets = _sets(round)
    gaps = by_reviewer(round, kept=shown.kept)
    return {"rows": [(each, *sets[each.set_version]) for each in gaps if each.set_version in sets], "sets": len(sets)}


def _sets(round: Round) -> dict[int, tuple[SetVersion, int]]:
    """The sets of a round with the decimals of their points."""
    versions = SetVersion.objects.filter(rounds__round=round).distinct().order_by("set_id", "number")
    return {version.pk: (version, criteria_set_of(version).rounding.decimals) for version in versions}
