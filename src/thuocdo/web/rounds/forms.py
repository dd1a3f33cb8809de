"""What organisers type about rounds. Rules stand in the acts; here only what can be read from a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuocdo.web.agencies.models import Block
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui.fields import MomentField


class PrepareForm(forms.Form):
    """A round to be: its name and calendar, and a set for each block that takes part."""

    name = forms.CharField(label=_("Tên đợt đánh giá"), max_length=300)
    slug = forms.SlugField(
        label=_("Mã đợt"),
        max_length=60,
        help_text=_("Chữ không dấu, số và dấu «-»; đứng trong địa chỉ, không đổi được nữa."),
    )
    year = forms.IntegerField(label=_("Năm đánh giá"), min_value=2000, max_value=2200)
    opens = MomentField(label=_("Mở từ"))
    submit_before = MomentField(label=_("Nộp trước"), help_text=_("Đúng giờ này là đã trễ."))
    explain_before = MomentField(label=_("Giải trình trước"))
    settle_before = MomentField(label=_("Kết luận trước"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(SetVersion.objects.order_by("name", "-number"))
        choices = [("", _("không tham gia")), *((str(each.pk), f"{each.name} (v{each.number})") for each in versions)]
        self.blocks = list(Block.objects.order_by("order", "name"))
        self.versions = {str(each.pk): each for each in versions}
        for block in self.blocks:
            self.fields[f"block_{block.pk}"] = forms.ChoiceField(label=block.name, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one block takes part."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"block_{block.pk}") for block in self.blocks):
            raise ValidationError(_("Chọn bộ tiêu chí cho ít nhất một khối."))
        return cleaned

    def plan(self) -> RoundPlan:
        """The round as it was typed."""
        data = self.cleaned_data
        calendar = Calendar(data["opens"], data["submit_before"], data["explain_before"], data["settle_before"])
        chosen = {block: data.get(f"block_{block.pk}") for block in self.blocks}
        blocks = {block: self.versions[value] for block, value in chosen.items() if value}
        return RoundPlan(data["slug"], data["name"], data["year"], calendar, blocks)


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = MomentField(label=_("Hạn mới"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ExcludeForm(forms.Form):
    """Why an agency is listed and not evaluated."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Được công bố cạnh tên đơn vị."),
        widget=forms.Textarea({"rows": 3}),
    )
