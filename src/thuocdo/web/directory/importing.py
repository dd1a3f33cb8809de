"""The page for bringing in agencies: choose a file, see what each row would do, then import what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_one_of, person_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Block
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.directory.agency_table import Cells, answer
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.reading import organiser_of
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.directory.upload import ImportForm, TokenExpired, Unreadable, Upload, from_token, read_file
from thuocdo.web.ui.written import page_language

IMPORT, TAKE = "nhap", "tai"
SHOWN: Final = 100
OUTCOMES: Final = {
    "new": gettext_lazy("mới"),
    "changed": gettext_lazy("thay đổi"),
    "unchanged": gettext_lazy("giữ nguyên"),
}
WHAT: Final = {"name": gettext_lazy("tên"), "kind": gettext_lazy("loại"), "block": gettext_lazy("khối")}


@require_http_methods(["GET", "HEAD", "POST"])
@holding_one_of(RoleName.MANAGER)
def import_page(request: HttpRequest) -> HttpResponse:
    """Checking changes nothing; importing does what was shown."""
    if request.method != "POST":
        return _form(request, ImportForm(initial={"ngay": timezone.localdate()}))
    if "bang" in request.POST:
        return _confirmed(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    try:
        upload = read_file(data["tep"], sheet=data["trang_tinh"], day=data["ngay"])
    except Unreadable as unreadable:
        for message in unreadable.messages:
            form.add_error("tep", message)
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _preview(request, upload, upload.roster())


def _confirmed(request: HttpRequest) -> HttpResponse:
    """Import what was shown, unless the agencies have changed since; or give it as a table."""
    try:
        upload, seen = from_token(request.POST["bang"])
    except TokenExpired as expired:
        form = ImportForm(initial={"ngay": timezone.localdate()})
        return _form(request, form, refused=str(expired), status=expired.status)
    roster = upload.roster()
    if request.POST.get("viec") == TAKE:
        return answer(list(_told(upload, roster)), "kiem-tra-don-vi", "xlsx", _headings())
    if roster.digest != seen:
        said = _("Danh sách đơn vị đã đổi từ lúc bảng này được kiểm tra. Hãy xem lại trước khi nhập.")
        return _preview(request, upload, roster, refused=said, status=HTTPStatus.CONFLICT)
    try:
        import_agencies(
            roster=roster,
            origin=upload.origin,
            organiser=organiser_of(request),
            actor=person_of(request),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return _preview(request, upload, upload.roster(), refused=str(refused), status=refused.status)
    messages.success(request, _done(roster))
    return redirect("directory:agencies")


def _form(request: HttpRequest, form: ImportForm, *, refused: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"form": form, "refused": refused, "blocks": Block.objects.order_by("order", "name")}
    return render(request, "directory/import.html", context, status=status)


def _preview(
    request: HttpRequest, upload: Upload, roster: Roster, *, refused: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """What each row would do: the bad cells first, then what changes, what is new, what stays."""
    language = page_language()
    bad = [
        {"row": each.row, "column": each.column, "value": each.value[:80], "message": each.message.to(language)}
        for each in roster.bad
    ]
    parts = {outcome: roster.of(outcome) for outcome in OUTCOMES}
    context = {
        "upload": upload,
        "roster": roster,
        "token": upload.token(roster),
        "bad": bad[:SHOWN],
        "more_bad": max(0, len(bad) - SHOWN),
        "changed": [(entry, list(_changes(entry))) for entry in parts["changed"][:SHOWN]],
        "new": [(entry, kind_words(entry.kind)) for entry in parts["new"][:SHOWN]],
        "counts": {outcome: len(rows) for outcome, rows in parts.items()},
        "rest": {outcome: max(0, len(rows) - SHOWN) for outcome, rows in parts.items()},
        "refused": refused,
        "importable": not roster.bad and bool(roster.new or roster.changed),
    }
    return render(request, "directory/import_preview.html", context, status=status)


def _changes(entry: Entry) -> Iterator[str]:
    for each in entry.changes:
        words = {"what": WHAT[each.what], "before": each.before or _("chưa ghi"), "to": each.to}
        yield _("%(what)s: %(before)s → %(to)s") % words


def _headings() -> tuple[str, ...]:
    return _("Hàng"), _("Mã đơn vị"), _("Tên đơn vị"), _("Kết quả"), _("Cột"), _("Chi tiết")


def _told(upload: Upload, roster: Roster) -> Iterator[Cells]:
    """Every row with its outcome, in the order of the file; a row with several bad cells stands several times."""
    language = page_language()
    lines = {line.row: line for line in upload.lines.lines}
    rows: list[tuple[int, Cells]] = []
    for entry in roster.entries:
        told = "; ".join(_changes(entry))
        rows.append((entry.row, (str(entry.row), entry.code, entry.name, str(OUTCOMES[entry.outcome]), "", told)))
    for bad in roster.bad:
        line = lines.get(bad.row)
        code, name = (line.code, line.name) if line else ("", "")
        rows.append((bad.row, (str(bad.row), code, name, _("sai"), bad.column, bad.message.to(language))))
    return (cells for _row, cells in sorted(rows, key=lambda row: row[0]))


def _done(roster: Roster) -> str:
    new = ngettext("Đã nhập %(count)d đơn vị mới.", "Đã nhập %(count)d đơn vị mới.", roster.new) % {"count": roster.new}
    if not roster.changed:
        return new
    changed = ngettext("%(count)d đơn vị được sửa.", "%(count)d đơn vị được sửa.", roster.changed)
    return f"{new} {changed % {'count': roster.changed}}"
