"""The organiser's criteria: which there are and how much is entered, and one of them for a hundred agencies at a time."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.enter_marks import ENTERING, enter_marks
from thuocdo.web.review.marks_columns import ENTERED, MarkedCriterion, counted_criteria, left_of, marked_criteria
from thuocdo.web.review.marks_rows import MarkRow, stored_rows, typed_rows
from thuocdo.web.review.marks_shown import Shown, shown_rows
from thuocdo.web.review.refusals import OwnAgency
from thuocdo.web.review.who import own_agencies
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.submissions.models import Answer
from thuocdo.web.ui.paging import Choice, Column, Filter, Page, list_page
from thuocdo.web.ui.row_numbers import row_number

BLOCKS: Final = 4  # so many are shown together
LONG: Final = ("set_version__content", "set_version__cases")
FIELDS: Final = ("name", "kind", "agency__code", "agency_id", "set_version_id")
COLUMNS: Final = (Column("ten", gettext_lazy("Đơn vị"), ("sort_key",)),)


@require_safe
@signed_in
def marks(request: HttpRequest, slug: str) -> HttpResponse:
    """Every criterion the organiser enters, by block; where there are many blocks, one of them (`khoi`)."""
    holding = holding_of(request)
    round = round_for(holding, slug)
    criteria = marked_criteria(round)
    blocks = list({each.of.block_id: each.of.block for each in criteria}.values())
    many = len(blocks) > BLOCKS
    chosen = next((block for block in blocks if block.slug == request.GET.get("khoi")), blocks[0]) if many else None
    shown = counted_criteria(round, (each for each in criteria if chosen is None or each.of.block_id == chosen.pk))
    context = {
        "round": round,
        "tab": "marks",
        "criteria": shown,
        "blocks": blocks if many else (),
        "chosen": chosen,
        "left": left_of(round, criteria) if many else sum(each.left for each in shown),
        "managing": may_manage(holding, round.organiser),
        "entering": round.state in ENTERING,
    }
    return render(request, "marks/marks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def criterion(request: HttpRequest, slug: str, block: str, id: str) -> HttpResponse:
    """One criterion, a hundred agencies to a page; all that is typed is saved at once, or nothing and what is wrong is said."""
    holding = holding_of(request)
    posted = request.method == "POST"
    round = managed_round(holding, slug) if posted else round_for(holding, slug)
    marked = _marked(round, block, id)
    page = list_page(_rows(marked), request.GET, columns=COLUMNS, filters=(_filter(),), search="search_key")
    for submission in page:
        submission.set_version = marked.of.set_version
    editing = may_manage(holding, round.organiser) and round.state in ENTERING
    if not posted:
        return _page(request, marked, page, stored_rows(id, page), editing=editing)
    everything = marked.submissions.select_related("set_version", "agency").defer(*LONG).order_by("sort_key", "pk")
    named = [row_number(name.removesuffix("-seen")) for name in request.POST if name.endswith("-seen")]
    typed = typed_rows(id, everything.filter(pk__in=[each for each in named if each][: page.size]), request.POST)
    if typed.wrong:
        return _page(request, marked, page, typed.rows, editing=editing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        count = enter_marks(round=round, marks=typed.marks, origin="", actor=person_of(request), at=timezone.now())
    except Refused as refused:
        if isinstance(refused, NotAllowed) and not isinstance(refused, OwnAgency):
            raise
        return _page(request, marked, page, typed.rows, editing=editing, refused=str(refused), status=refused.status)
    if count:
        said = ngettext("Đã lưu %(count)d đơn vị.", "Đã lưu %(count)d đơn vị.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Không có gì thay đổi."))
    address = reverse("marks:criterion", args=[slug, block, id])
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _marked(round: Round, block: str, id: str) -> MarkedCriterion:
    found = next((each for each in marked_criteria(round, block) if each.node.id == id), None)
    if found is None:
        raise Http404
    return found


def _rows(marked: MarkedCriterion) -> Any:
    there = Answer.objects.filter(ENTERED, submission=OuterRef("pk"), criterion=marked.node.id)
    return marked.submissions.select_related("agency").only(*FIELDS).alias(entered=Exists(there))


def _entered(marked: MarkedCriterion) -> QuerySet[Answer]:
    """What is entered at the criterion."""
    rows = Answer.objects.filter(ENTERED, submission__in=marked.submissions.values("pk"))
    return rows.filter(criterion=marked.node.id)


def _filter() -> Filter:
    choices = (
        Choice("chua", _("chưa nhập"), Q(entered=False)),
        Choice("da", _("đã nhập"), Q(entered=True)),
    )
    return Filter("nhap", _("Đã nhập hay chưa"), _("Mọi đơn vị"), choices)


def _page(
    request: HttpRequest,
    marked: MarkedCriterion,
    page: Page[Submission],
    rows: list[MarkRow],
    *,
    editing: bool,
    refused: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    own = own_agencies(holding_of(request), marked.of.round.organiser_id) if editing else frozenset()
    decimals = criteria_set_of(marked.of.set_version).rounding.decimals
    shown = Shown(decimals, marked.node.not_applicable is not None, own, editing)
    context = {
        "round": marked.of.round,
        "tab": "marks",
        "marked": marked,
        "entered": _entered(marked).count(),
        "page": page,
        "rows": shown_rows(rows, shown),
        "wrong": [row for row in rows if row.wrong],
        "editing": editing,
        "refused": refused,
        "query": request.GET.urlencode(),
    }
    return render(request, "marks/criterion.html", context, status=status)
