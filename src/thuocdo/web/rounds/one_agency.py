"""The pages for one agency of a round: give it more time, list it without evaluating it, evaluate it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.answer_form import answer_form
from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.rounds.deadline import deadline_of, is_late
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.forms import ExcludeForm, ExtendForm, IncludeForm
from thuocdo.web.rounds.include_agency import include_agency
from thuocdo.web.rounds.models import Submission
from thuocdo.web.ui import written

USUAL_DAYS = 3
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@signed_in
def extend(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give one agency more time."""
    submission = _submission(request, slug, code)
    form = ExtendForm(request.POST or None, initial={"until": _usual_extension(submission, timezone.now())})

    def act() -> str:
        extension = extend_deadline(
            submission=submission,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )
        said = _("%(name)s được nộp trước %(until)s.")
        return said % {"name": submission.name, "until": written.moment(extension.until)}

    return _one_agency(request, "rounds/extend.html", submission, form, act)


@form_page
@signed_in
def exclude(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """List one agency without evaluating it."""
    submission = _submission(request, slug, code)
    form = ExcludeForm(request.POST or None, initial={"reason": submission.not_evaluated})

    def act() -> str:
        exclude_agency(
            submission=submission, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
        )
        return _("%(name)s không được đánh giá trong đợt này.") % {"name": submission.name}

    return _one_agency(request, "rounds/exclude.html", submission, form, act)


@form_page
@signed_in
def include(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Evaluate one agency again."""
    submission = _submission(request, slug, code)
    form = IncludeForm(request.POST or None)

    def act() -> str:
        include_agency(
            submission=submission, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
        )
        return _("%(name)s được đánh giá trở lại; phiếu đứng như trước.") % {"name": submission.name}

    return _one_agency(request, "rounds/include.html", submission, form, act)


def _usual_extension(submission: Submission, now: datetime) -> datetime:
    """Three days after the deadline, or from now where it is past, at five in the afternoon."""
    day = written.there(max(deadline_of(submission), now)) + timedelta(days=USUAL_DAYS)
    return day.replace(hour=17, minute=0, second=0, microsecond=0)


def _submission(request: HttpRequest, slug: str, code: str) -> Submission:
    rows = Submission.objects.select_related("round__organiser", "agency")
    submission = rows.filter(round__slug=slug, agency__code=code).first()
    if submission is None:
        raise Http404
    if not may_manage(holding_of(request), submission.round.organiser):
        raise NotAllowed(_("Chỉ người quản trị của cơ quan chủ trì được làm việc này."))
    return submission


def _one_agency(
    request: HttpRequest, template: str, submission: Submission, form: forms.Form, act: Callable[[], str]
) -> HttpResponse:
    """Ask about a submission, and go back to the board."""
    now = timezone.now()
    context = {
        "submission": submission,
        "round": submission.round,
        "deadline": deadline_of(submission),
        "late": is_late(submission, now),
        "extensions": submission.extensions.select_related("granted_by").order_by("granted_at"),
        "now": now,
    }
    back = reverse("desk:board", args=[submission.round.slug])
    return answer_form(request, template, context, form=form, act=act, back=back)
