"""The screen of one answer, and what is done on it. Each act goes on to the next answer that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.case import Case, case_for, case_url
from thuocdo.web.review.decision import ACCEPT, Decision
from thuocdo.web.review.just import just_done, with_done
from thuocdo.web.review.models import Reason
from thuocdo.web.review.refusals import NotDecidable, NothingToUndo
from thuocdo.web.review.return_answer import return_answer
from thuocdo.web.review.settle_finding import settle_finding
from thuocdo.web.review.typed import Typed, decision_in, question_in, seen_in, settlement_in, typed_in
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.review.verify_answer import verify_answer
from thuocdo.web.submissions.form_inputs import fields_of, typed_fields
from thuocdo.web.submissions.reading import tidy
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.ui.row_numbers import row_number


@require_safe
@signed_in
def case(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """One answer: claim, evidence, rule, last year's, points, and the ways to decide."""
    return _page(request, case_for(request, slug, code, criterion), Typed(), HTTPStatus.OK)


@require_POST
@signed_in
def accept(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Accept what is claimed."""
    found = case_for(request, slug, code, criterion)
    return _done(request, found, typed_in(request.POST, "chap-nhan"), lambda: _verify(request, found, ACCEPT))


@require_POST
@signed_in
def decide(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Change it, find it not applicable, or not count it."""
    found = case_for(request, slug, code, criterion)

    def act() -> str:
        return _verify(request, found, decision_in(found.sheet, criterion, request.POST))

    return _done(request, found, typed_in(request.POST, "quyet-dinh"), act)


@require_POST
@signed_in
def ask(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Return it with a question."""
    found = case_for(request, slug, code, criterion)

    def act() -> str:
        return_answer(
            submission=found.submission,
            criterion=criterion,
            question=question_in(request.POST),
            seen=seen_in(request.POST),
            actor=person_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Đã hỏi %(name)s về %(criterion)s.") % _names(found))
        return ""

    return _done(request, found, typed_in(request.POST, "hoi"), act)


@require_POST
@signed_in
def settle(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Bring the thread with the agency to its end."""
    found = case_for(request, slug, code, criterion)

    def act() -> str:
        if found.finding is None:
            raise NotDecidable(_("Tiêu chí này không có gì chờ kết luận."))
        settle_finding(
            finding=found.finding,
            decision=settlement_in(found.sheet, criterion, request.POST),
            text=tidy(request.POST.get("y_kien", "")),
            seen=seen_in(request.POST),
            actor=person_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Đã kết luận %(criterion)s của %(name)s.") % _names(found))
        return ""

    return _done(request, found, typed_in(request.POST, "ket-luan"), act)


@require_POST
@signed_in
def undo(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Take back one's own decision (`quyet_dinh`), and look at the answer again."""
    found = case_for(request, slug, code, criterion)
    _must_be_allowed(found)
    number = row_number(request.POST.get("quyet_dinh", ""))
    try:
        if number is None:
            raise NothingToUndo(_("Không còn gì để hoàn tác."))
        undo_verification(round=found.desk.round, verifications=[number], actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, found, Typed("hoan-tac", refused=str(refused)), refused.status)
    messages.success(request, _("Đã hoàn tác %(criterion)s của %(name)s.") % _names(found))
    return redirect(case_url(slug, code, criterion, found.by))


def _verify(request: HttpRequest, case: Case, decision: Decision) -> str:
    kept = verify_answer(
        submission=case.submission,
        criterion=case.criterion,
        decision=decision,
        seen=seen_in(request.POST),
        actor=person_of(request),
        at=timezone.now(),
    )
    return str(kept.pk)


def _done(request: HttpRequest, case: Case, typed: Typed, act: Callable[[], str]) -> HttpResponse:
    """Act and go on; what is refused is said on the screen, with what stands now and what was typed."""
    _must_be_allowed(case)
    try:
        made = act()
    except NotAllowed:
        raise
    except Refused as refused:
        problems = refused.problems if isinstance(refused, BadValue) else {}
        again = case_for(request, case.slug, case.code, case.criterion)
        return _page(request, again, replace(typed, refused=str(refused), problems=problems), refused.status)
    onward = case.walk.onward
    if onward is None:
        messages.info(request, _("Không còn tiêu chí nào chờ bạn trong danh sách này."))
        return redirect(with_done(case.list_url, made))
    return redirect(with_done(case_url(case.slug, onward.code, onward.criterion, case.by), made))


def _must_be_allowed(case: Case) -> None:
    """What somebody typed is read only if they may decide here at all."""
    if isinstance(case.refusal, NotAllowed):
        raise case.refusal


def _page(request: HttpRequest, case: Case, typed: Typed, status: int) -> HttpResponse:
    node, shown = case.node, case.answer
    inputs = case.value.inputs
    fields = typed_fields(node, request.POST, typed.problems) if typed.outcome == "changed" else fields_of(node, inputs)
    context: dict[str, Any] = {
        "case": case,
        "answer": shown,
        "typed": typed,
        "fields": fields,
        "reasons": Reason.choices,
        "just": just_done(request, case.desk, case.by),
        "here": request.get_full_path() if request.method == "GET" else "",
        **{f"{name}_url": _url(case, name) for name in ("accept", "decide", "ask", "settle", "undo")},
        "before_url": _stop_url(case, case.walk.before),
        "after_url": _stop_url(case, case.walk.after),
        "onward_url": _stop_url(case, case.walk.onward),
    }
    return render(request, "review/case.html", context, status=status)


def _url(case: Case, name: str) -> str:
    return reverse(f"review:{name}", args=(case.slug, case.code, case.criterion)) + f"?theo={case.by}"


def _stop_url(case: Case, stop: Any) -> str:
    return case_url(case.slug, stop.code, stop.criterion, case.by) if stop is not None else ""


def _names(case: Case) -> dict[str, str]:
    return {"name": case.submission.name, "criterion": case.criterion}
