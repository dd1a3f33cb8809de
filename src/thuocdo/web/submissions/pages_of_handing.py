"""A submission changes hands: the check before, the whole on one page for the head, and the four steps. Each makes one call into an act."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.submissions.checks import checks_of
from thuocdo.web.submissions.documents import documents_of
from thuocdo.web.submissions.forms import HandOverForm, SendBackForm, WithdrawForm
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.last_year import last_year_of
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.submissions.send_back import send_back
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.who import why_not_send_back, why_not_submit, why_not_withdraw
from thuocdo.web.submissions.whole_parts import whole_of
from thuocdo.web.submissions.withdraw import withdraw

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def check(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What is missing or odd, each with the way to its place; then on to the head."""
    return _check_page(request, opened_for(request, slug, code), HandOverForm(), HTTPStatus.OK)


@require_POST
@signed_in
def give_to_head(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hand it over to the head."""
    opened = opened_for(request, slug, code)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _check_page(request, opened, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    hand_over(submission=opened.submission, note=form.cleaned_data["note"], actor=person_of(request), at=timezone.now())
    messages.success(request, _("Đã trình thủ trưởng."))
    return redirect("submissions:form", slug=slug, code=code)


@require_safe
@signed_in
def whole(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Everything on one page, as the head reads it and as it is printed."""
    opened = opened_for(request, slug, code)
    last = last_year_of(opened.submission)
    documents = documents_of(opened.submission)
    groups = [(group, list(whole_of(opened, group.node, last, documents))) for group in opened.groups]
    return render(request, "submissions/whole.html", {"opened": opened, "groups": groups})


@form_page
@signed_in
def give_back(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Send it back to the officers with a note."""
    opened = opened_for(request, slug, code)
    form = SendBackForm(request.POST or None)

    def act() -> HttpResponse:
        send_back(
            submission=opened.submission, note=form.cleaned_data["note"], actor=person_of(request), at=timezone.now()
        )
        messages.success(request, _("Đã trả lại phiếu cho cán bộ đầu mối."))
        return redirect("submissions:form", slug=slug, code=code)

    refusal = why_not_send_back(opened.holding, opened.submission, opened.now)
    return _ask(request, opened, form, "submissions/send_back.html", _("Trả lại phiếu để sửa"), act, refusal)


@form_page
@signed_in
def hand_in(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Submit it to the organiser, after saying what that means."""
    opened = opened_for(request, slug, code)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        receipt = submit(submission=opened.submission, actor=person_of(request), at=timezone.now())
        messages.success(request, _("Đã nộp phiếu. Đây là biên nhận."))
        return redirect("submissions:receipt", slug=slug, code=code, number=receipt.number)

    return _ask(
        request,
        opened,
        form,
        "submissions/submit.html",
        _("Nộp phiếu tự đánh giá"),
        act,
        why_not_submit(opened.holding, opened.submission, opened.now),
    )


@form_page
@signed_in
def take_back(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Withdraw what was submitted, with a reason."""
    opened = opened_for(request, slug, code)
    form = WithdrawForm(request.POST or None)

    def act() -> HttpResponse:
        withdraw(
            submission=opened.submission,
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Đã rút phiếu về. Phiếu cần được nộp lại trước hạn."))
        return redirect("submissions:form", slug=slug, code=code)

    return _ask(
        request,
        opened,
        form,
        "submissions/withdraw.html",
        _("Rút phiếu đã nộp"),
        act,
        why_not_withdraw(opened.holding, opened.submission, opened.now),
    )


def _ask(
    request: HttpRequest,
    opened: Opened,
    form: forms.Form,
    template: str,
    heading: str,
    act: Callable[[], HttpResponse],
    refusal: Refused | None,
) -> HttpResponse:
    """Ask, act, and go on; what may not happen is said at once, not after something was written."""
    if refusal is not None:
        raise refusal
    context: dict[str, Any] = {
        "opened": opened,
        "form": form,
        "heading": heading,
        "back": reverse("submissions:whole", args=(opened.slug, opened.code)),
        "unanswered": len(opened.sheet.asked) - len(opened.answered),
    }
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        return act()
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _check_page(request: HttpRequest, opened: Opened, form: forms.Form, status: int) -> HttpResponse:
    checked = checks_of(opened.submission, opened.answers)
    found = [(one, opened.group_of.get(one.criterion)) for one in checked]
    context = {
        "opened": opened,
        "form": form,
        "missing": [each for each in found if each[0].missing],
        "odd": [each for each in found if not each[0].missing],
    }
    return render(request, "submissions/check.html", context, status=status)
