"""What is asked for when results are put before the approver, approved, sent back or taken up again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.web.ui.fields import DayField

LONGEST = 5000


class SeenForm(forms.Form):
    """Carries what the person saw, so that exactly that is decided on."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def show(self, digest: str) -> None:
        """Carry what is shown now: after a refusal the page shows it, and the next press decides on it."""
        self.data = {**self.data, "digest": digest}


class SubmitForm(SeenForm):
    """The note to the approver."""

    note = forms.CharField(
        label=gettext_lazy("Tờ trình"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=gettext_lazy("Số, ngày tờ trình và những điều người phê duyệt cần biết."),
    )


class ApproveForm(SeenForm):
    """The decision that approves."""

    decision = forms.CharField(
        label=gettext_lazy("Số quyết định"),
        max_length=100,
        help_text=gettext_lazy("Như ghi trên văn bản, ví dụ 47/QĐ-UBND."),
    )
    dated = DayField(label=gettext_lazy("Ngày quyết định"))

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._today = today

    def clean_dated(self) -> date:
        """A decision is not of tomorrow."""
        found: date = self.cleaned_data["dated"]
        if found > self._today:
            raise ValidationError(_("Ngày quyết định không thể ở sau hôm nay."))
        return found


class SendBackForm(SeenForm):
    """Why the results are sent back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=gettext_lazy("Nêu điều cần xem lại; cơ quan chủ trì đọc lý do này."),
    )


class ReopenForm(forms.Form):
    """Why the round is taken up again."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=gettext_lazy("Lý do được ghi vào nhật ký và lịch sử của đợt."),
    )
