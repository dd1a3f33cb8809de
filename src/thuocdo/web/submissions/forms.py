"""What people write when a submission changes hands. Rules stand in the acts; here only what can be read from a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HandOverForm(forms.Form):
    """A word to the head."""

    note = forms.CharField(
        label=_("Lời nhắn cho thủ trưởng"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class SendBackForm(forms.Form):
    """What the officers are to mend."""

    note = forms.CharField(label=_("Cần sửa gì"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class WithdrawForm(forms.Form):
    """Why a submitted form is taken back."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=500, widget=forms.Textarea({"rows": 3}))
