"""The page for entering marks from a table: choose a file, see what each cell would do, then enter what was seen."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.directory.upload import TokenExpired, Unreadable, open_table
from thuocdo.web.jobs.ask import ask
from thuocdo.web.review.enter_marks import ENTERING, enter_marks
from thuocdo.web.review.marks_columns import marked_criteria
from thuocdo.web.review.marks_entering import enter, job_of, running_job
from thuocdo.web.review.marks_judging import Sheetful, judge
from thuocdo.web.review.marks_table import column_keys, mark_lines
from thuocdo.web.review.marks_upload import MarksForm, MarksUpload, from_token
from thuocdo.web.review.refusals import OwnAgency
from thuocdo.web.rounds.managed import managed_round
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.row_numbers import row_number

MOST_AT_ONCE: Final = 1000  # changes that are entered while somebody waits for the page; more are entered by a job
SHOWN: Final = 100


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Checking changes nothing; entering does what was shown."""
    round = managed_round(holding_of(request), slug)
    if request.method != "POST":
        return _form(request, round, MarksForm())
    if "bang" in request.POST:
        return _confirmed(request, round, request.POST["bang"])
    if "viec" in request.POST:
        return _shown_again(request, round, request.POST["viec"])
    form = MarksForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, round, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        opened = open_table(form.cleaned_data["tep"], sheet=form.cleaned_data["trang_tinh"])
    except Unreadable as unreadable:
        for message in unreadable.messages:
            form.add_error("tep", message)
        return _form(request, round, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    known = [key for each in marked_criteria(round) for key, _label in column_keys(each.node)]
    upload = MarksUpload(opened.name, round.pk, mark_lines(opened.table, known), opened.notices)
    return _preview(request, round, upload, judge(upload.lines, round))


def _confirmed(request: HttpRequest, round: Round, token: str) -> HttpResponse:
    """Enter what was shown, unless something has changed since; a large table by a job, which asks the same."""
    try:
        shown = from_token(token, round)
    except TokenExpired as expired:
        return _form(request, round, MarksForm(), refused=str(expired), status=expired.status)
    if shown.changes > MOST_AT_ONCE:
        return _asked(request, round, token)
    upload, sheetful = shown.upload, judge(shown.upload.lines, round)
    if sheetful.digest != shown.digest:
        said = _("Điểm đã đổi từ lúc bảng này được kiểm tra. Hãy xem lại trước khi nhập.")
        return _preview(request, round, upload, sheetful, refused=said, status=HTTPStatus.CONFLICT)
    if sheetful.bad:
        return _preview(request, round, upload, sheetful, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        count = enter_marks(
            round=round, marks=sheetful.marks, origin=upload.origin, actor=person_of(request), at=timezone.now()
        )
    except Refused as refused:
        if isinstance(refused, NotAllowed) and not isinstance(refused, OwnAgency):
            raise
        return _preview(request, round, upload, sheetful, refused=str(refused), status=refused.status)
    said = ngettext("Đã nhập %(count)d ô.", "Đã nhập %(count)d ô.", count)
    messages.success(request, said % {"count": count})
    return redirect("marks:marks", slug=round.slug)


def _asked(request: HttpRequest, round: Round, token: str) -> HttpResponse:
    """Have a large table entered beside the web, one at a time, and go where one sees how far it is."""
    job = running_job(round)
    if job is None:
        person, now = person_of(request), timezone.now()
        told = {"round": round.pk, "person": person.pk, "table": token, "language": get_language() or "vi"}
        job = ask(enter, asked_by=person.email, at=now, **told)
    else:
        said = _("Một bảng của đợt này đang được nhập. Nếu bảng của bạn là bảng khác, hãy đợi rồi kiểm tra lại.")
        messages.info(request, said)
    return redirect("marks:job", slug=round.slug, pk=job.pk)


def _shown_again(request: HttpRequest, round: Round, key: str) -> HttpResponse:
    """What the table of a job would do now."""
    job = job_of(round, row_number(key) or 0)
    if job is None:
        raise Http404
    try:
        upload = from_token(job.arguments["table"], round).upload
    except TokenExpired as expired:
        return _form(request, round, MarksForm(), refused=str(expired), status=expired.status)
    return _preview(request, round, upload, judge(upload.lines, round))


def _form(
    request: HttpRequest, round: Round, form: MarksForm, *, refused: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    columns = dict(pair for each in marked_criteria(round) for pair in column_keys(each.node))
    context: dict[str, Any] = {
        "round": round,
        "form": form,
        "refused": refused,
        "columns": columns.items(),
        "entering": round.state in ENTERING,
        "job": running_job(round),
    }
    return render(request, "marks/import.html", context, status=status)


def _preview(
    request: HttpRequest,
    round: Round,
    upload: MarksUpload,
    sheetful: Sheetful,
    *,
    refused: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """What each cell would do: the bad ones first, then what changes, what is new, what stays."""
    parts = {outcome: sheetful.of(outcome) for outcome in ("new", "changed", "unchanged")}
    context = {
        "round": round,
        "upload": upload,
        "token": upload.token(sheetful),
        "bad": sheetful.bad[:SHOWN],
        "more_bad": max(0, len(sheetful.bad) - SHOWN),
        "counts": {outcome: len(rows) for outcome, rows in parts.items()} | {"bad": len(sheetful.bad)},
        "changed": parts["changed"][:SHOWN],
        "new": parts["new"][:SHOWN],
        "rest": {outcome: max(0, len(rows) - SHOWN) for outcome, rows in parts.items()},
        "refused": refused,
        "large": sheetful.changes > MOST_AT_ONCE,
        "importable": not sheetful.bad and bool(sheetful.changes) and round.state in ENTERING,
    }
    return render(request, "marks/preview.html", context, status=status)
