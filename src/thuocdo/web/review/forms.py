"""What is asked where a whole submission is closed, reopened or voided. Rules stand in the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, help_text=_("Được ghi vào nhật ký."), widget=forms.Textarea({"rows": 3})
    )


class VoidForm(ReasonForm):
    """Why a whole report is not counted: a cause of the set; none takes that back."""

    cause = forms.ChoiceField(label=_("Cả phiếu"), widget=forms.RadioSelect, required=False)

    field_order = ("cause", "reason")

    def __init__(self, causes: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = [("", _("được tính điểm")), *causes]  # type: ignore[attr-defined]  # a field like any other to the stubs
