"""How a version is to be published: when, for whom before, with or without the figures, and for a correction why."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from thuocdo.vietnamese.names import search_key
from thuocdo.web.accounts.models import Person
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.ui.fields import MomentField
from thuocdo.web.ui.row_numbers import row_number

LONGEST: Final = 5000
MOST_FOUND: Final = 20
WITH, WITHOUT = "co", "khong"


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """People by their rows; a number that no row can have is refused like one that none has."""

    def clean(self, value: Any) -> Any:
        """The people."""
        for each in value or ():
            if row_number(str(each)) is None:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(each)[:20]})
        return super().clean(value)


class PublishForm(forms.Form):
    """`find` looks for people; those ticked may read before the embargo ends. What was typed is kept while one looks."""

    note = forms.CharField(
        label=gettext_lazy("Lý do đính chính"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=gettext_lazy("Ai cũng đọc được lý do này cùng bản công bố."),
    )
    public_figures = forms.ChoiceField(
        label=gettext_lazy("Số liệu thẩm định"),
        choices=(
            (WITH, gettext_lazy("Công bố cả số liệu, để ai cũng tính lại được")),
            (WITHOUT, gettext_lazy("Chỉ công bố điểm, mức và hạng")),
        ),
        initial=WITH,
        widget=forms.RadioSelect,
    )
    public_from = MomentField(
        label=gettext_lazy("Công khai từ"),
        required=False,
        help_text=gettext_lazy(
            "Để trống nếu công khai ngay. Trước giờ ấy chỉ người được nêu ở dưới và cơ quan chủ trì đọc được."
        ),
    )
    find = forms.CharField(
        label=gettext_lazy("Tìm người được xem trước"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Tên (không cần dấu) hoặc thư điện tử; chỉ cần khi chưa công khai ngay."),
    )

    def __init__(self, *arguments: Any, correction: bool, chosen: list[str], words: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not correction:
            del self.fields["note"]
        people = people_found(words, chosen)
        if people:
            self.fields["previewers"] = PeopleField(
                label=gettext_lazy("Được xem trước"),
                queryset=people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def plan(self) -> PublicationPlan:
        """What was asked for."""
        data = self.cleaned_data
        return PublicationPlan(
            note=data.get("note", ""),
            public_figures=data["public_figures"] == WITH,
            public_from=data["public_from"],
            previewers=tuple(person.pk for person in data.get("previewers", ())),
        )


def people_found(words: str, chosen: list[str]) -> Any:
    """Whom a search finds, and whoever is chosen already."""
    named = Q(pk__in=[number for each in chosen if (number := row_number(each)) is not None])
    asked = search_key(words).split()
    if asked:
        fits = Q(is_active=True)
        for word in asked:
            fits &= Q(search_key__contains=word)
        found = Person.objects.filter(fits).order_by("sort_key", "pk").values_list("pk", flat=True)[:MOST_FOUND]
        named |= Q(pk__in=list(found))
    return Person.objects.filter(named).order_by("sort_key", "pk")
