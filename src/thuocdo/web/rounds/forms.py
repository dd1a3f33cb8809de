"""What organisers type about rounds. Rules stand in the acts; here only what can be read from a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.vietnamese import search_key
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.rounds.models import Round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui import written
from thuocdo.web.ui.choosing import offer_rows
from thuocdo.web.ui.fields import MomentField

MOMENTS: Final = ("opens", "submit_before", "explain_before", "settle_before")


class SetupForm(forms.Form):
    """What may be changed until a round is opened: its name and calendar, and a set for each block that takes part."""

    name = forms.CharField(label=_("Tên đợt đánh giá"), max_length=300)
    opens = MomentField(label=_("Mở từ"), help_text=_("Ngày, tháng, năm và giờ, ví dụ 05/06/2026 08:00."))
    submit_before = MomentField(
        label=_("Nộp trước"), help_text=_("Từ đúng giờ này phiếu tự khóa; nộp vào giờ này là đã trễ.")
    )
    explain_before = MomentField(label=_("Giải trình trước"), help_text=_("Đơn vị giải trình điểm bị thay đổi."))
    settle_before = MomentField(label=_("Kết luận trước"), help_text=_("Cơ quan chủ trì kết luận từng tiêu chí."))
    second_review = forms.BooleanField(
        label=_("Mỗi tiêu chí được hai người thẩm định"),
        required=False,
        help_text=_("Quyết định của người thứ hai đứng; phiếu chỉ khép được khi cả hai đã xong."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(SetVersion.objects.order_by("sort_key", "-number").defer("content", "cases"))
        choices = [("", _("không tham gia")), *((str(each.pk), _set_words(each)) for each in versions)]
        self.blocks = list(Block.objects.order_by("order", "name"))
        self.versions = {str(each.pk): each for each in versions}
        for block in self.blocks:
            self.fields[f"block_{block.pk}"] = forms.ChoiceField(label=block.name, choices=choices, required=False)

    @property
    def calendar_fields(self) -> list[forms.BoundField]:
        """The instants, in their order."""
        return [self[name] for name in MOMENTS]

    @property
    def block_fields(self) -> list[forms.BoundField]:
        """A choice of set for each block."""
        return [self[f"block_{block.pk}"] for block in self.blocks]

    def clean(self) -> dict[str, Any]:
        """At least one block takes part, and the calendar runs forward."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"block_{block.pk}") for block in self.blocks):
            raise ValidationError(_("Chọn bộ tiêu chí cho ít nhất một khối."))
        if all(cleaned.get(name) for name in MOMENTS):
            self._say_what_runs_backward(cleaned)
        return cleaned

    def calendar(self) -> Calendar:
        """The instants as typed."""
        return Calendar(*(self.cleaned_data[name] for name in MOMENTS))

    def chosen(self) -> dict[Block, SetVersion]:
        """The blocks that take part, with their sets."""
        found = {block: self.cleaned_data.get(f"block_{block.pk}") for block in self.blocks}
        return {block: self.versions[value] for block, value in found.items() if value}

    def _say_what_runs_backward(self, cleaned: Mapping[str, Any]) -> None:
        # Saying that a field is wrong takes its value away.
        moments = {name: cleaned[name] for name in MOMENTS}
        for before, after in pairwise(MOMENTS):
            early, late = moments[before], moments[after]
            if late < early or (late == early and before == "opens"):
                said = gettext("Mốc này phải sau «%(before)s» (%(moment)s).")
                label = str(self.fields[before].label).lower()
                self.add_error(after, said % {"before": label, "moment": written.moment(early)})


class OrganiserField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django 5.2 takes none when it runs
    """The organisers somebody manages for, by their names of today."""

    def label_from_instance(self, obj: Agency) -> str:
        """An agency's name is not on its row."""
        return name_on(obj, timezone.localdate())


class PrepareForm(SetupForm):
    """A round to be: also what never changes again, its organiser, year and word in addresses."""

    year = forms.IntegerField(label=_("Năm đánh giá"), min_value=2000, max_value=2200)
    slug = forms.SlugField(
        label=_("Mã đợt"),
        max_length=60,
        required=False,
        help_text=_(
            "Đứng trong địa chỉ trang, không đổi được nữa: chữ không dấu, số và dấu «-». Bỏ trống thì lấy từ tên."
        ),
    )
    organiser = OrganiserField(Agency.objects.none(), label=_("Cơ quan chủ trì"), empty_label=None)

    def __init__(self, organisers: QuerySet[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "organiser", organisers)

    @property
    def naming_fields(self) -> list[forms.BoundField]:
        """What the round is called."""
        shown = [] if self["organiser"].is_hidden else [self["organiser"]]
        return [self["name"], self["year"], self["slug"], *shown]

    def clean_slug(self) -> str:
        """From the name, where none was typed; free either way."""
        slug = self.cleaned_data["slug"] or slugify(search_key(self.data.get("name", "")))[:60].strip("-")
        if slug and Round.objects.filter(slug=slug).exists():
            raise ValidationError(_("Đã có đợt đánh giá mang mã «%(slug)s»; hãy ghi mã khác."), params={"slug": slug})
        return slug

    def plan(self) -> RoundPlan:
        """The round as it was typed."""
        data = self.cleaned_data
        return RoundPlan(
            data["slug"],
            data["name"],
            data["year"],
            self.calendar(),
            self.chosen(),
            second_review=data["second_review"],
        )


def usual_calendar(now: datetime) -> dict[str, Any]:
    """What the form of a new round begins with: tomorrow at eight, then a month, two weeks and two weeks, ending at five."""
    tomorrow = written.there(now).date() + timedelta(days=1)
    ends = (tomorrow + timedelta(days=days) for days in (30, 45, 60))
    moments = [datetime.combine(tomorrow, time(8), written.PLACE)]
    moments += [datetime.combine(day, time(17), written.PLACE) for day in ends]
    return {"year": tomorrow.year, **dict(zip(MOMENTS, moments, strict=True))}


def as_prepared(round: Round) -> dict[str, Any]:
    """What the form of a change begins with."""
    blocks = {f"block_{of.block_id}": str(of.set_version_id) for of in round.blocks.all()}
    moments = {name: getattr(round, name) for name in MOMENTS}
    return {"name": round.name, "second_review": round.second_review, **moments, **blocks}


def _set_words(version: SetVersion) -> str:
    return gettext("%(name)s (phiên bản %(number)s)") % {"name": version.name, "number": version.number}


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = MomentField(label=_("Hạn mới"), help_text=_("Từ đúng giờ này phiếu lại khóa."))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        help_text=_("Được ghi vào nhật ký cùng hạn mới."),
        widget=forms.Textarea({"rows": 3}),
    )


class ExcludeForm(forms.Form):
    """Why an agency is listed and not evaluated."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Được công bố cạnh tên đơn vị."),
        widget=forms.Textarea({"rows": 3}),
    )


class IncludeForm(forms.Form):
    """Why an agency is evaluated after all."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Được ghi vào nhật ký."),
        widget=forms.Textarea({"rows": 3}),
    )
