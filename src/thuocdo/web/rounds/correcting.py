"""The page that mends what was written wrongly of an agency when it was entered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.at_work import holding_one_of, person_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.directory.forms import BlockChoice, kind_choices
from thuocdo.web.directory.reading import organiser_of
from thuocdo.web.directory.refusals import ChangedLater, CodeTaken, NameMissing
from thuocdo.web.directory.roster import CODE_ALPHABET, LONGEST_CODE, LONGEST_NAME
from thuocdo.web.directory.step import Step, answer_step, data_of, typed_in
from thuocdo.web.rounds.correct_agency import Entered, correct_agency, entered, must_be_correctable
from thuocdo.web.rounds.refusals import ReasonMissing
from thuocdo.web.ui import written
from thuocdo.web.ui.choosing import offer
from thuocdo.web.ui.fields import DayField

FIELDS = ("code", "name", "kind", "block", "start", "reason")


class CorrectForm(forms.Form):
    """What the agency was on its first day, as it should have been written; and why it is changed."""

    code = forms.CharField(label=gettext_lazy("Mã"), max_length=LONGEST_CODE)
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    block = BlockChoice()
    start = DayField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        help_text=gettext_lazy("Ngày đầu tiên của đơn vị; bỏ trống nếu có từ trước khi lập danh sách."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        help_text=gettext_lazy("Được ghi vào nhật ký, cùng điều đã ghi trước đó."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kind_choices())

    def clean_code(self) -> str:
        """Codes are written in plain letters and digits."""
        code: str = self.cleaned_data["code"].strip()
        if not set(code) <= CODE_ALPHABET:
            said = _("Mã «%(code)s» phải gồm chữ không dấu, chữ số, «.», «-», «_».") % {"code": code}
            raise forms.ValidationError(said)
        return code

    def meant(self) -> Entered:
        """What was typed."""
        data = self.cleaned_data
        return Entered(data["code"], data["name"], data["kind"], data["block"], data["start"])


@require_http_methods(["GET", "HEAD", "POST"])
@holding_one_of(RoleName.MANAGER)
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was entered, ask what should have been, say what that changes, change it."""
    agency = get_object_or_404(Agency, code=code)
    was = entered(agency)
    initial = {"code": was.code, "name": was.name, "kind": was.kind, "block": was.block, "start": was.start}
    form = CorrectForm(data_of(request), initial=initial | typed_in(request, FIELDS))

    def act() -> None:
        correct_agency(
            agency=agency,
            to=form.meant(),
            reason=form.cleaned_data["reason"],
            organiser=organiser_of(request),
            actor=person_of(request),
            at=timezone.now(),
        )

    return answer_step(
        request,
        Step(
            form=form,
            template="rounds/correct_agency.html",
            title=_("Sửa chỗ ghi nhầm"),
            button=_("Sửa"),
            back=reverse("desk:agency", args=[form.data.get("code", "").strip() or code if form.is_bound else code]),
            check=lambda: must_be_correctable(agency, form.meant()),
            words=lambda: list(_words(was, form.meant())),
            act=act,
            done=lambda: _("Đã sửa chỗ ghi nhầm."),
            fields={CodeTaken: "code", NameMissing: "name", ChangedLater: "start", ReasonMissing: "reason"},
            context={"agency": agency, "name": name_on(agency, timezone.localdate())},
        ),
    )


def _words(was: Entered, to: Entered) -> Iterator[str]:
    """What changes, and what follows."""
    none = _("chưa ghi")
    pairs = (
        (_("Mã"), was.code, to.code),
        (_("Tên"), was.name, normal(to.name)),
        (_("Loại"), kind_words(was.kind) if was.kind else none, kind_words(to.kind) if to.kind else none),
        (_("Khối"), was.block.name if was.block else none, to.block.name if to.block else none),
        (_("Từ ngày"), written.day(was.start) or _("từ trước"), written.day(to.start) or _("từ trước")),
    )
    for label, before, after in pairs:
        if before != after:
            yield _("%(label)s: «%(before)s» được sửa thành «%(after)s», như chưa từng ghi khác.") % {
                "label": label,
                "before": before,
                "after": after,
            }
    if was.name != normal(to.name):
        yield _("Phiếu của các đợt đang diễn ra cũng mang tên mới; kết quả đã tính giữ tên khi tính.")
