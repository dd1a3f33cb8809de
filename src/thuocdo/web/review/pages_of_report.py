"""A whole submission: closed, taken up again, not counted; and the round's way from verification to explanation."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thuocdo.web.accounts.answer_form import answer_form
from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.decision import VOID
from thuocdo.web.review.desk import desk_at
from thuocdo.web.review.forms import ReasonForm, VoidForm
from thuocdo.web.review.in_words import cause_words
from thuocdo.web.review.models import Finding
from thuocdo.web.review.reopen_submission import reopen_submission
from thuocdo.web.review.void_report import report_causes, void_report
from thuocdo.web.rounds.extended import still_extended
from thuocdo.web.rounds.managed import managed_round
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import sheet_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@signed_in
def close(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Close a submission: everything is decided."""
    _desk, submission = desk_at(request, slug, code)
    try:
        close_submission(submission=submission, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã khép phiếu của %(name)s.") % {"name": submission.name})
    return redirect("review:agency", slug, code)


@form_page
@signed_in
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take a closed submission up again."""
    submission = _managed(request, slug, code)
    form = ReasonForm(request.POST or None)

    def act() -> str:
        reopen_submission(
            submission=submission, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
        )
        return _("Đã mở lại phiếu của %(name)s.") % {"name": submission.name}

    return _ask(request, "review/reopen.html", submission, form, act)


@form_page
@signed_in
def void(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Not count a whole report, or count it again."""
    submission = _managed(request, slug, code)
    causes = [
        (cause.value, _("không được tính điểm: %(cause)s") % {"cause": cause_words(cause)})
        for cause in report_causes(sheet_of(submission))
    ]
    form = VoidForm(causes, request.POST or None, initial={"cause": submission.void.removeprefix(VOID)})

    def act() -> str:
        void_report(
            submission=submission,
            cause=form.cleaned_data["cause"],
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )
        if form.cleaned_data["cause"]:
            return _("Phiếu của %(name)s không được tính điểm.") % {"name": submission.name}
        return _("Phiếu của %(name)s được tính điểm.") % {"name": submission.name}

    return _ask(request, "review/void.html", submission, form, act)


@form_page
@signed_in
def explain_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask all agencies to explain what was changed: what that means first, then it is done."""
    round = managed_round(holding_of(request), slug)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            begin_explaining(round=round, actor=person_of(request), at=timezone.now())
        except NotAllowed:
            raise
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Các đơn vị đã thấy điều được điều chỉnh của mình và giải trình được."))
            return redirect("review:desk", slug)
    now = timezone.now()
    waiting = Answer.objects.filter(submission__round=round, state=AnswerState.CLAIMED, submission__not_evaluated="")
    context = {
        "round": round,
        "refused": refused,
        **_to_explain(round),
        "waiting": waiting.count(),
        "extended": list(still_extended(round, now)),
        "now": now,
    }
    return render(request, "review/explain_round.html", context, status=refused.status if refused else HTTPStatus.OK)


def _to_explain(round: Round) -> dict[str, int]:
    """How many findings are open, and at how many agencies: an answer has one at most. They are few, so it is them that are gone through."""
    opened = Finding.objects.filter(settled_at__isnull=True).values("answer")
    answers = Answer.objects.filter(pk__in=opened, submission__in=round.submissions.values("pk"))
    return answers.aggregate(findings=Count("pk"), agencies=Count("submission", distinct=True))


def _managed(request: HttpRequest, slug: str, code: str) -> Submission:
    """A submission of a round that the person manages."""
    desk, submission = desk_at(request, slug, code)
    if not desk.managing:
        raise NotAllowed(_("Chỉ người quản trị của cơ quan chủ trì được làm việc này."))
    return submission


def _ask(
    request: HttpRequest, template: str, submission: Submission, form: forms.Form, act: Callable[[], str]
) -> HttpResponse:
    """Ask about a submission, and go back to the agency."""
    back = reverse("review:agency", args=(submission.round.slug, submission.agency.code))
    context = {"submission": submission, "round": submission.round, "back": back}
    return answer_form(request, template, context, form=form, act=act, back=back)
