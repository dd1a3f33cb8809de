"""The organiser's pages of rounds: the list, prepare, open, close, extend, exclude. Each makes one call into an act."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.web.accounts.at_work import holding_of, holding_one_of, person_of
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.deadline import deadline_of
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.forms import ExcludeForm, ExtendForm, PrepareForm
from thuocdo.web.rounds.managed import ORGANISERS, rounds_seen_by
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import prepare_round

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@holding_one_of(*ORGANISERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of one's organisers, newest first."""
    holding = holding_of(request)
    seen = rounds_seen_by(holding).select_related("organiser").order_by("-year", "name")
    managing = bool(holding.anywhere(RoleName.MANAGER))
    return render(request, "rounds/rounds.html", {"rounds": seen, "managing": managing, "now": timezone.now()})


@form_page
@holding_one_of(RoleName.MANAGER)
def prepare(request: HttpRequest) -> HttpResponse:
    """Describe a round and keep it as prepared."""
    form = PrepareForm(request.POST or None)
    if request.method != "POST":
        return render(request, "rounds/prepare.html", {"form": form})
    if form.is_valid():
        try:
            made = prepare_round(
                plan=form.plan(), organiser=_organiser(request), actor=person_of(request), at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã chuẩn bị đợt đánh giá. Xem lại rồi mở khi sẵn sàng."))
            return redirect("desk:board", slug=made.slug)
    return render(request, "rounds/prepare.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _organiser(request: HttpRequest) -> Agency:
    return Agency.objects.get(pk=min(holding_of(request).anywhere(RoleName.MANAGER)))


@require_POST
@holding_one_of(RoleName.MANAGER)
def open_(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a prepared round."""
    round = get_object_or_404(Round, slug=slug)
    try:
        open_round(round=round, not_evaluated={}, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, " ".join((str(refused), *getattr(refused, "problems", ()))))
    else:
        messages.success(request, _("Đợt đánh giá đã mở: mỗi đơn vị có một phiếu tự đánh giá."))
    return redirect("desk:board", slug=slug)


@require_POST
@holding_one_of(RoleName.MANAGER)
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close self-assessment."""
    round = get_object_or_404(Round, slug=slug)
    try:
        close_round(round=round, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã khép phần tự đánh giá. Đợt chuyển sang thẩm định."))
    return redirect("desk:board", slug=slug)


@form_page
@holding_one_of(RoleName.MANAGER)
def extend(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give one agency more time."""
    submission = _submission(request, slug, code)
    form = ExtendForm(request.POST or None, initial={"until": deadline_of(submission)})

    def act() -> None:
        extend_deadline(
            submission=submission,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )

    return _one_agency(request, "rounds/extend.html", submission, form, act)


@form_page
@holding_one_of(RoleName.MANAGER)
def exclude(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """List one agency without evaluating it."""
    submission = _submission(request, slug, code)
    form = ExcludeForm(request.POST or None)

    def act() -> None:
        exclude_agency(
            submission=submission, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
        )

    return _one_agency(request, "rounds/exclude.html", submission, form, act)


def _submission(request: HttpRequest, slug: str, code: str) -> Submission:
    rows = Submission.objects.select_related("round__organiser", "agency")
    submission = rows.filter(round__slug=slug, agency__code=code).first()
    if submission is None:
        raise Http404
    if not may_manage(holding_of(request), submission.round.organiser):
        raise NotAllowed(_("Chỉ người quản trị của cơ quan chủ trì được làm việc này."))
    return submission


def _one_agency(
    request: HttpRequest, template: str, submission: Submission, form: forms.Form, act: Callable[[], None]
) -> HttpResponse:
    """Ask, act, and go back to the board; what the act refuses is said beside the form."""
    context = {"submission": submission, "round": submission.round, "form": form, "deadline": deadline_of(submission)}
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi nhận cho %(name)s.") % {"name": submission.name})
            return redirect("desk:board", slug=submission.round.slug)
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
