"""Accept many answers: first the list of what will be accepted, then it is done, and can be taken back one by one or as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.batch_rows import accepted_in, batch_rows
from thuocdo.web.review.desk import Desk, desk_for
from thuocdo.web.review.in_words import value_words
from thuocdo.web.review.models import Verification
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.rounds.models import Round
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.ui import written
from thuocdo.web.ui.row_numbers import row_number

MOST: Final = 1000
SURE: Final = "chac"


@require_POST
@signed_in
def accept_many(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is chosen (`ke_khai`: row and version seen, "12:3"); with `chac`, accept it."""
    desk = _reviewers_desk(request, slug)
    seen = _seen_in(request.POST)
    if not seen:
        messages.error(request, _("Hãy chọn ít nhất một kê khai."))
        return redirect(_back(request, slug))
    if SURE not in request.POST:
        context = {"desk": desk, "round": desk.round, "rows": _rows(desk.round, seen), "back": _back(request, slug)}
        return render(request, "review/accept_many.html", context)
    try:
        done = accept_answers(round=desk.round, seen=seen, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_back(request, slug))
    count = len(done.answers)
    messages.success(
        request,
        ngettext("Đã chấp nhận %(count)d kê khai.", "Đã chấp nhận %(count)d kê khai.", count) % {"count": count},
    )
    for answer, why in done.left:
        said = {"name": answer.submission.name, "criterion": answer.criterion, "why": why}
        messages.warning(request, _("Để lại %(criterion)s của %(name)s: %(why)s") % said)
    return redirect("review:batch", slug, done.batch)


@require_safe
@signed_in
def batch(request: HttpRequest, slug: str, batch: str) -> HttpResponse:
    """What was accepted together, with the ways to take it back."""
    desk = desk_for(request, slug)
    rows = Verification.objects.filter(batch=batch, answer__submission__round=desk.round)
    accepted = accepted_in(rows, MOST) if batch else []
    own = desk.holding.agencies - {desk.round.organiser_id}
    if not accepted or any(each.agency in own for each in accepted):
        raise Http404
    told = batch_rows(slug, accepted, desk.person)
    context = {
        "desk": desk,
        "round": desk.round,
        "batch": batch,
        "first": rows.select_related("reviewer").get(pk=accepted[0].pk),
        "rows": told,
        "mine": sum(bool(each.number) for each in told),
        "csrf_input": csrf_input(request),
    }
    return render(request, "review/batch.html", context)


@require_POST
@signed_in
def undo_many(request: HttpRequest, slug: str, batch: str) -> HttpResponse:
    """Take back one decision of a batch (`quyet_dinh`), or everything in it that holds."""
    desk = _reviewers_desk(request, slug)
    rows = Verification.objects.filter(
        batch=batch, answer__submission__round=desk.round, reviewer=desk.person, undone_at__isnull=True
    )
    if "quyet_dinh" in request.POST:
        rows = rows.filter(pk=row_number(request.POST["quyet_dinh"]) or 0)
    try:
        undone = undo_verification(
            round=desk.round,
            verifications=list(rows.values_list("pk", flat=True)),
            actor=person_of(request),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        count = len(undone)
        messages.success(
            request,
            ngettext("Đã hoàn tác %(count)d kê khai.", "Đã hoàn tác %(count)d kê khai.", count) % {"count": count},
        )
    return redirect("review:batch", slug, batch)


def _reviewers_desk(request: HttpRequest, slug: str) -> Desk:
    """The desk of somebody who decides; raises `NotAllowed`."""
    desk = desk_for(request, slug)
    if not desk.holding.has(RoleName.REVIEWER, desk.round.organiser_id):
        raise NotAllowed(_("Chỉ người thẩm định của cơ quan chủ trì được làm việc này."))
    return desk


def _seen_in(posted: QueryDict) -> dict[int, int]:
    """Rows with the versions seen; what is not written so is left out."""
    found = {}
    for text in posted.getlist("ke_khai")[:MOST]:
        row, version = (row_number(part) for part in text.partition(":")[::2])
        if row is not None and version is not None:
            found[row] = version
    return found


def _rows(round: Round, seen: Mapping[int, int]) -> list[tuple[Answer, str, str, str, int]]:
    """What is to be accepted: the answer, its criterion's name, value, points, and the version seen."""
    answers = (
        Answer.objects.filter(pk__in=seen, submission__round=round)
        .select_related("submission__agency", "submission__set_version")
        .defer("submission__set_version__content", "submission__set_version__cases")
        .order_by("submission__sort_key", "pk")
    )
    found = []
    for answer in answers:
        node, decimals = _node(answer), sheet_of(answer.submission).set.rounding.decimals
        points = answer.claimed_points
        worth = "" if points is None else written.number(written.exact(points, decimals))
        value = value_words(node, answer.claimed, answer.claimed_state)
        found.append((answer, node.node.name, value, worth, seen[answer.pk]))
    return found


def _node(answer: Answer) -> Resolved:
    return sheet_of(answer.submission).criteria[answer.criterion]


def _back(request: HttpRequest, slug: str) -> str:
    """The list one came from (`ve`)."""
    asked = request.POST.get("ve", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("review:desk", args=(slug,))
