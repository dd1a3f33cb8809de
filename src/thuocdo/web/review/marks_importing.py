"""The page for entering marks from a table: choose a file, see what each cell would do, then enter what was seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.directory.agency_table import answer
from thuocdo.web.directory.upload import TAKEN, TokenExpired, Unreadable, open_table
from thuocdo.web.review.enter_marks import ENTERING, enter_marks
from thuocdo.web.review.marks_columns import MarkedCriterion, marked_criteria
from thuocdo.web.review.marks_rows import verified_value
from thuocdo.web.review.marks_table import BadMark, MarkLine, MarkLines, Sheetful, column_keys, judge, mark_lines
from thuocdo.web.review.refusals import OwnAgency
from thuocdo.web.rounds.managed import managed_round
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.form_inputs import shown_number
from thuocdo.web.submissions.models import Answer

SALT: Final = "thuocdo.enter_marks"
KEPT_FOR: Final = timedelta(hours=12)
SHOWN: Final = 100


class MarksForm(forms.Form):
    """Which file, and which of its sheets."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp điểm"),
        help_text=gettext_lazy("Excel (.xlsx, .xls), OpenDocument (.ods) hoặc CSV, không quá 5 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(TAKEN)}),
    )
    trang_tinh = forms.CharField(
        label=gettext_lazy("Trang tính"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Chỉ cần khi tệp có nhiều trang tính."),
    )


@dataclass(frozen=True, slots=True)
class MarksUpload:
    """What a file holds, as text."""

    origin: str
    round: int
    lines: MarkLines
    notices: tuple[str, ...] = ()

    def token(self, seen: Sheetful) -> str:
        """The whole of it signed, with the digest of what was shown."""
        return signing.dumps(asdict(self) | {"seen": seen.digest}, salt=f"{SALT}.{self.round}", compress=True)


def from_token(token: str, round: Round) -> tuple[MarksUpload, str]:
    """What was shown for this round, and the digest of what it would have done then; raises `TokenExpired`."""
    try:
        kept = signing.loads(token, salt=f"{SALT}.{round.pk}", max_age=KEPT_FOR)
    except signing.BadSignature:
        raise TokenExpired(_("Bảng đã kiểm tra không còn dùng được. Hãy chọn lại tệp.")) from None
    read = kept["lines"]
    lines = MarkLines(
        tuple(MarkLine(**each) for each in read["lines"]),
        tuple(read["unused"]),
        tuple(BadMark(**each) for each in read["bad"]),
    )
    return MarksUpload(kept["origin"], round.pk, lines, tuple(kept["notices"])), kept["seen"]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Checking changes nothing; entering does what was shown."""
    round = managed_round(holding_of(request), slug)
    if request.method != "POST":
        return _form(request, round, MarksForm())
    if "bang" in request.POST:
        return _confirmed(request, round)
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


@require_safe
@signed_in
def template_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Every agency with a column for each criterion and what stands in it, to be filled in."""
    round = managed_round(holding_of(request), slug)
    criteria = marked_criteria(round)
    keys = dict(pair for each in criteria for pair in column_keys(each.node))
    stands = _standing(round, {each.node.id for each in criteria})
    rows = [
        (each.agency.code, each.name, *(stands.get((each.pk, key), "") for key in keys))
        for each in _submissions(round, criteria)
    ]
    headings = (_("Mã đơn vị"), _("Đơn vị"), *(f"{key}: {label}" for key, label in keys.items()))
    return answer(rows, f"diem-chu-tri-{slug}", form, headings)


def _submissions(round: Round, criteria: list[MarkedCriterion]) -> list[Submission]:
    """The agencies that have any of the criteria."""
    blocks = {each.of.block_id for each in criteria}
    rows = Submission.objects.filter(round=round, not_evaluated="", block__in=blocks).select_related("agency")
    return list(rows.order_by("block__order", "sort_key", "pk"))


def _standing(round: Round, ids: set[str]) -> dict[tuple[int, str], str]:
    """What stands, by submission and column."""
    found = {}
    for row in Answer.objects.filter(submission__round=round, criterion__in=ids):
        inputs = verified_value(row).inputs
        for key, text in inputs.items():
            shown = shown_number(text)
            found[row.submission_id, f"{row.criterion}:{key}"] = shown
            if len(inputs) == 1:
                found[row.submission_id, row.criterion] = shown
    return found


def _confirmed(request: HttpRequest, round: Round) -> HttpResponse:
    """Enter what was shown, unless something has changed since."""
    try:
        upload, seen = from_token(request.POST["bang"], round)
    except TokenExpired as expired:
        return _form(request, round, MarksForm(), refused=str(expired), status=expired.status)
    sheetful = judge(upload.lines, round)
    if sheetful.digest != seen:
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
        "importable": not sheetful.bad and bool(sheetful.marks) and round.state in ENTERING,
    }
    return render(request, "marks/preview.html", context, status=status)
