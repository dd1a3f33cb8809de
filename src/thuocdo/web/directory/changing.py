"""The pages that change one agency: another name, another block or kind, each from a day on."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.at_work import holding_one_of, person_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.directory.forms import MoveForm, RenameForm
from thuocdo.web.directory.move_agency import MovedLater, Standing, move_agency, must_be_movable, standing_on
from thuocdo.web.directory.reading import organiser_of
from thuocdo.web.directory.refusals import NameMissing, NotInForce
from thuocdo.web.directory.rename_agency import NamedLater, SameName, must_be_renamable, rename_agency
from thuocdo.web.directory.step import Step, answer_step, data_of, typed_in
from thuocdo.web.ui import written

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@holding_one_of(RoleName.MANAGER)
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name from a day on."""
    agency, today = get_object_or_404(Agency, code=code), timezone.localdate()
    now = name_on(agency, today)
    form = RenameForm(
        data_of(request), initial={"name": now, "start": today} | typed_in(request, ("name", "start", "basis"))
    )

    def words() -> list[str]:
        name, start = normal(form.cleaned_data["name"]), form.cleaned_data["start"]
        told = {"before": name_on(agency, start), "name": name, "day": written.day(start), "code": code}
        return [
            _("Từ ngày %(day)s, đơn vị %(code)s mang tên «%(name)s» thay cho «%(before)s».") % told,
            _("Những gì có trước ngày đó, như kết quả các năm trước, vẫn mang tên «%(before)s».") % told,
            _("Phiếu của các đợt đã mở giữ tên của ngày mở đợt."),
        ]

    return answer_step(
        request,
        Step(
            form=form,
            template="directory/rename.html",
            title=_("Đổi tên đơn vị"),
            button=_("Đổi tên"),
            back=reverse("desk:agency", args=[code]),
            check=lambda: must_be_renamable(agency, form.cleaned_data["name"], form.cleaned_data["start"]),
            words=words,
            act=lambda: rename_agency(
                agency=agency,
                **form.cleaned_data,
                organiser=organiser_of(request),
                actor=person_of(request),
                at=timezone.now(),
            ),
            done=lambda: _("Đã ghi tên mới."),
            fields={NameMissing: "name", SameName: "name", NamedLater: "start", NotInForce: "start"},
            context={"agency": agency, "name": now},
        ),
    )


@form_page
@holding_one_of(RoleName.MANAGER)
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Another block or kind from a day on."""
    agency, today = get_object_or_404(Agency, code=code), timezone.localdate()
    now = standing_on(agency, today)
    initial = {"block": now.block, "kind": now.kind, "start": today}
    form = MoveForm(data_of(request), initial=initial | typed_in(request, ("block", "kind", "start", "basis")))

    def to() -> Standing:
        return Standing(form.cleaned_data["block"], form.cleaned_data["kind"])

    return answer_step(
        request,
        Step(
            form=form,
            template="directory/move.html",
            title=_("Chuyển khối hoặc loại"),
            button=_("Chuyển"),
            back=reverse("desk:agency", args=[code]),
            check=lambda: must_be_movable(agency, to(), form.cleaned_data["start"]),
            words=lambda: _move_words(agency, to(), form.cleaned_data["start"]),
            act=lambda: move_agency(
                agency=agency,
                to=to(),
                start=form.cleaned_data["start"],
                basis=form.cleaned_data["basis"],
                organiser=organiser_of(request),
                actor=person_of(request),
                at=timezone.now(),
            ),
            done=lambda: _("Đã ghi khối và loại mới."),
            fields={MovedLater: "start", NotInForce: "start"},
            context={"agency": agency, "name": name_on(agency, today), "now": now, "now_kind": kind_words(now.kind)},
        ),
    )


def _move_words(agency: Agency, to: Standing, start: date) -> list[str]:
    """What a move will do."""
    was = standing_on(agency, start)
    told = {
        "name": name_on(agency, start),
        "day": written.day(start),
        "block": to.block.name if to.block else _("không thuộc khối nào"),
        "was_block": was.block.name if was.block else _("không thuộc khối nào"),
        "kind": kind_words(to.kind) if to.kind else _("chưa ghi loại"),
        "was_kind": kind_words(was.kind) if was.kind else _("chưa ghi loại"),
    }
    found = []
    if was.block != to.block:
        found.append(_("Từ ngày %(day)s, khối của %(name)s đổi từ «%(was_block)s» thành «%(block)s».") % told)
    if was.kind != to.kind:
        found.append(_("Từ ngày %(day)s, loại của %(name)s đổi từ «%(was_kind)s» thành «%(kind)s».") % told)
    found.append(_("Phiếu của các đợt đã mở vẫn ở khối của ngày mở đợt; đợt mở sau ngày này theo khối mới."))
    return found
