"""All documents of a submission, one document with its history, and its content."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.files.kinds import ACCEPT
from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.files.serve import serve
from thuocdo.web.files.sizes import size_words
from thuocdo.web.submissions.evidence_shelf import document_of
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.submissions.pages_of_evidence import evidence_for
from thuocdo.web.submissions.receiving_evidence import kept, receiving
from thuocdo.web.submissions.remove_evidence import remove_evidence
from thuocdo.web.submissions.replace_evidence import replace_evidence
from thuocdo.web.submissions.standing_evidence import room_left


@require_safe
@signed_in
def documents(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every document of the submission, and what was replaced or removed."""
    opened = opened_for(request, slug, code)
    rows = Evidence.objects.filter(submission=opened.submission).select_related("file", "added_by", "replaced_by")
    gone = [row for row in rows.order_by("-added_at", "-pk") if row.replaced_by_id or row.removed_at]
    context = {
        "opened": opened,
        "documents": [(each, _criteria(each.evidence)) for each in opened.shelf.documents],
        "gone": [document_of(row, opened.submission) for row in gone],
        "room": size_words(room_left(opened.submission)),
        "most": size_words(settings.AGENCY_LIMIT),
    }
    return render(request, "submissions/documents.html", context)


@require_safe
@signed_in
def document(request: HttpRequest, slug: str, code: str, document: int) -> HttpResponse:
    """One document: what it is, where it is used, what it replaced; to be replaced or removed here."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    stands = evidence.replaced_by_id is None and evidence.removed_at is None
    context = {
        "opened": opened,
        "document": document_of(evidence, opened.submission),
        "places": [document_of(evidence, opened.submission, use) for use in evidence.uses.order_by("criterion")],
        "earlier": [document_of(each, opened.submission) for each in _earlier(evidence)],
        "later": document_of(evidence.replaced_by, opened.submission) if evidence.replaced_by else None,
        "may_change": stands and opened.why_not_change(evidence) is None,
        "accept": ACCEPT,
        "most": size_words(settings.FILE_LIMIT),
    }
    return render(request, "submissions/document.html", context)


@csrf_exempt  # `receiving` asks for the token once the limits stand
@require_POST
@signed_in
def replace(request: HttpRequest, slug: str, code: str, document: int) -> HttpResponse:
    """Put the one file that is sent in the place of the document."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    refusal = opened.why_not_change(evidence)
    return receiving(
        request, opened, refusal, lambda request, files: _replaced(request, opened, evidence, files), evidence
    )


def _replaced(request: HttpRequest, opened: Opened, evidence: Evidence, files: list[ReceivedFile]) -> HttpResponse:
    number = evidence.pk
    if not files:
        messages.error(request, _("Chưa chọn tệp nào."))
    for file in files[:1]:
        try:
            stored, name = kept(file, opened.now)
            new = replace_evidence(
                evidence=evidence, file=stored, name=name, actor=person_of(request), at=timezone.now()
            )
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, f"{file.name}: {refused}")
        else:
            number = new.pk
            messages.success(request, _("Đã thay bằng «%(name)s». Tệp cũ vẫn được lưu.") % {"name": new.name})
    return redirect("submissions:document", opened.slug, opened.code, number)


@require_POST
@signed_in
def remove(request: HttpRequest, slug: str, code: str, document: int) -> HttpResponse:
    """Take the document out of the submission."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    remove_evidence(evidence=evidence, actor=person_of(request), at=timezone.now())
    messages.success(request, _("Đã gỡ «%(name)s» khỏi phiếu. Tệp vẫn được lưu trong hồ sơ.") % {"name": evidence.name})
    return redirect("submissions:evidence", slug, code)


@require_safe
@signed_in
def content(request: HttpRequest, slug: str, code: str, document: int) -> HttpResponseBase:
    """The file itself, for those who may read the submission; `?tai=1` to save it."""
    opened = opened_for(request, slug, code)
    evidence = evidence_for(opened, document)
    return serve(evidence.file, evidence.name, download="tai" in request.GET)


def _criteria(evidence: Evidence) -> list[str]:
    return sorted(use.criterion for use in evidence.uses.all())


def _earlier(evidence: Evidence) -> Iterator[Evidence]:
    """What it replaced, and what that replaced, newest first."""
    found = Evidence.objects.select_related("file", "added_by").filter(replaced_by=evidence).first()
    while found is not None:
        yield found
        found = Evidence.objects.select_related("file", "added_by").filter(replaced_by=found).first()
