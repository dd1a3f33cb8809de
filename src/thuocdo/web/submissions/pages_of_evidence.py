"""Documents behind criteria: sent, described, used elsewhere, taken away. Parts of the form's page, or pages without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.submissions.attach_evidence import attach_evidence
from thuocdo.web.submissions.describe_evidence import describe_evidence
from thuocdo.web.submissions.evidence_form import said_in, seen_in
from thuocdo.web.submissions.evidence_shelf import Document, document_of
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.submissions.receiving_evidence import kept, receiving
from thuocdo.web.submissions.stop_using_evidence import stop_using_evidence
from thuocdo.web.submissions.use_evidence import use_evidence
from thuocdo.web.ui.row_numbers import row_number


@csrf_exempt  # `receiving` asks for the token once the limits stand
@require_POST
@signed_in
def attach(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Take files for a criterion: a row for the page of whoever sent one by JavaScript, else back to the form."""
    opened = opened_for(request, slug, code)
    _must_be_asked(opened, criterion)
    return receiving(
        request,
        opened,
        opened.why_not_prove(criterion),
        lambda request, files: _attached(request, opened, criterion, files),
    )


def _attached(request: HttpRequest, opened: Opened, criterion: str, files: list[ReceivedFile]) -> HttpResponse:
    if is_part(request):
        for file in files[:1]:
            evidence = _attach(request, opened, criterion, file)
            return _row(request, opened, evidence, criterion)
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not files:
        messages.error(request, _("Chưa chọn tệp nào."))
    for file in files:
        try:
            made = _attach(request, opened, criterion, file)
        except Refused as refused:
            messages.error(request, f"{file.name}: {refused}")
        else:
            messages.success(request, _("Đã đính kèm «%(name)s».") % {"name": made.name})
    return back(request, opened, criterion)


def _attach(request: HttpRequest, opened: Opened, criterion: str, file: ReceivedFile) -> Evidence:
    stored, name = kept(file, opened.now)
    return attach_evidence(
        submission=opened.submission,
        file=stored,
        name=name,
        criterion=criterion,
        actor=person_of(request),
        at=timezone.now(),
    )


@require_POST
@signed_in
def describe(request: HttpRequest, slug: str, code: str, document: int, criterion: str) -> HttpResponse:
    """Keep number, date, section and page. 409 and 422 say what stands or what is wrong; what was typed stays."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    try:
        said = said_in(_texts(request.POST))
        describe_evidence(
            evidence=evidence,
            criterion=criterion,
            said=said,
            seen=seen_in(_texts(request.POST)),
            actor=person_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _described(request, opened, evidence, criterion, refused)
    return _described(request, opened, evidence, criterion, None)


def _described(
    request: HttpRequest, opened: Opened, evidence: Evidence, criterion: str, refused: Refused | None
) -> HttpResponse:
    evidence = evidence_for(opened, evidence.pk)
    if not is_part(request):
        if refused is not None:
            messages.error(request, f"{evidence.name}: {refused}")
        return back(request, opened, criterion)
    shown = shown_at(opened, evidence, criterion)
    context = {"document": shown, "refused": refused, "now": timezone.now()}
    status = refused.status if refused is not None else HTTPStatus.OK
    return render(request, "submissions/evidence_described.html", context, status=status)


@require_POST
@signed_in
def use(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """Let a document that is there already (`tai_lieu`) stand behind the criterion."""
    opened = opened_for(request, slug, code)
    _must_be_asked(opened, criterion)
    number = row_number(request.POST.get("tai_lieu", ""))
    if number is None:
        if is_part(request):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        messages.error(request, _("Hãy chọn một tài liệu."))
        return back(request, opened, criterion)
    evidence = evidence_for(opened, number)
    use_evidence(evidence=evidence, criterion=criterion, actor=person_of(request), at=timezone.now())
    return _row(request, opened, evidence, criterion) if is_part(request) else back(request, opened, criterion)


@require_safe
@signed_in
def choices(request: HttpRequest, slug: str, code: str, criterion: str) -> HttpResponse:
    """The documents one may choose for a criterion, as options: others may have come since the page was made."""
    opened = opened_for(request, slug, code)
    _must_be_asked(opened, criterion)
    return HttpResponse(opened.shelf.choices(criterion))


@require_POST
@signed_in
def stop_using(request: HttpRequest, slug: str, code: str, document: int, criterion: str) -> HttpResponse:
    """Take a document from behind the criterion; its row goes."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    stop_using_evidence(evidence=evidence, criterion=criterion, actor=person_of(request), at=timezone.now())
    if is_part(request):
        return HttpResponse()
    messages.success(
        request,
        _("Tài liệu «%(name)s» không còn ở tiêu chí %(criterion)s nhưng vẫn ở trong phiếu.")
        % {"name": evidence.name, "criterion": criterion},
    )
    return back(request, opened, criterion)


def is_part(request: HttpRequest) -> bool:
    """Whether a part of a page is asked for."""
    return request.headers.get("HX-Request") == "true"


def evidence_for(opened: Opened, document: int) -> Evidence:
    """A document of the submission, also one that was replaced or removed; raises `Http404`."""
    rows = Evidence.objects.select_related("file", "added_by", "replaced_by").filter(submission=opened.submission)
    found = rows.filter(pk=document).first()
    if found is None:
        raise Http404
    found.submission = opened.submission
    return found


def shown_at(opened: Opened, evidence: Evidence, criterion: str, *, fresh: bool = False) -> Document:
    """A document at a criterion as it is stored now."""
    place = evidence.uses.filter(criterion=criterion).first()
    if place is None:
        return replace(document_of(evidence, opened.submission, fresh=fresh), criterion=criterion)
    return document_of(evidence, opened.submission, place, fresh=fresh)


def back(request: HttpRequest, opened: Opened, criterion: str) -> HttpResponse:
    """To the criterion on the form, or to the page that the form was on (`ve`)."""
    asked = request.POST.get("ve", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return redirect(f"{asked}#tai-lieu-{criterion}")
    group = next((each for each in opened.groups if any(node.id == criterion for node in each.criteria)), None)
    if group is None:
        return redirect("submissions:evidence", opened.slug, opened.code)
    return redirect(reverse("submissions:group", args=(opened.slug, opened.code, group.id)) + f"#tai-lieu-{criterion}")


def _row(request: HttpRequest, opened: Opened, evidence: Evidence, criterion: str) -> HttpResponse:
    context: dict[str, Any] = {"document": shown_at(opened, evidence, criterion, fresh=True), "may_fill": True}
    return render(request, "submissions/evidence_row.html", context)


def _must_be_asked(opened: Opened, criterion: str) -> None:
    if criterion not in opened.sheet.asked:
        raise Http404


def _texts(posted: QueryDict) -> dict[str, str]:
    return {name: value for name, value in posted.items() if isinstance(value, str)}
