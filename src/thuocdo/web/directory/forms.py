"""What people type about agencies and blocks. Rules stand in the acts; here only what can be read from a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.web.agencies.enter import Newcomer
from thuocdo.web.agencies.kinds import WORDS, kind_words
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.directory.finding import FoundAgencies, NotOneAgency
from thuocdo.web.directory.listing import kinds_in_use
from thuocdo.web.directory.roster import CODE_ALPHABET, LONGEST_CODE, LONGEST_NAME
from thuocdo.web.ui.choosing import offer
from thuocdo.web.ui.fields import DayField

BASIS_HELP = gettext_lazy("Văn bản quyết định, ghi vào nhật ký.")


class RenameForm(forms.Form):
    """The new name, and since when."""

    name = forms.CharField(label=gettext_lazy("Tên mới"), max_length=LONGEST_NAME)
    start = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ngày đầu tiên mang tên mới."))
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False, help_text=BASIS_HELP)


class BlockChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django 5.2 takes none when it runs
    """One of the blocks, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Block.objects.order_by("order", "name"),
            label=gettext_lazy("Khối"),
            required=False,
            empty_label=gettext_lazy("không thuộc khối nào"),
            **options,
        )


class MoveForm(forms.Form):
    """The new block and kind, and since when."""

    block = BlockChoice()
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    start = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ngày đầu tiên thuộc khối và loại này."))
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False, help_text=BASIS_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kind_choices())


def kind_choices() -> list[tuple[str, str]]:
    """The kinds that have words, those in use, and none."""
    kinds = sorted({*WORDS, *kinds_in_use()}, key=kind_words)
    return [("", _("chưa ghi loại")), *((kind, kind_words(kind)) for kind in kinds)]


class SuccessionForm(forms.Form):
    """Who is carried on by whom, since when and by which text; `predecessors` and `successors` once valid."""

    before = forms.CharField()
    after = forms.CharField()
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại của đơn vị mới"),
        required=False,
        help_text=gettext_lazy("Đơn vị đang có giữ loại của mình."),
    )
    block = BlockChoice(help_text=gettext_lazy("Của đơn vị mới; đơn vị đang có giữ khối của mình."))
    day = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ngày đầu tiên của đơn vị sau."))
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Văn bản quyết định, hiện trên trang của các đơn vị."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.predecessors: list[Agency] = []
        self.successors: list[Agency | Newcomer] = []
        offer(self, "kind", kind_choices())

    def clean(self) -> dict[str, Any]:
        """Read the agencies; what is not exactly one is said beside its field, line by line."""
        data = super().clean() or {}
        found = FoundAgencies(self.today)
        self.predecessors = list(self._agencies(found, "before", data))
        self.successors = self._successors(found, data)
        return data

    def _agencies(self, found: FoundAgencies, name: str, data: dict[str, Any]) -> Iterable[Agency]:
        for line in _lines(data.get(name)):
            try:
                yield found.one(line)
            except NotOneAgency as none:
                self.add_error(name, str(none))

    def _successors(self, found: FoundAgencies, data: dict[str, Any]) -> list[Agency | Newcomer]:
        made: list[Agency | Newcomer] = []
        for line in _lines(data.get("after")):
            code, mark, name = (part.strip() for part in line.partition(";"))
            if mark and not found.has(code):
                made += self._newcomer(code, name, data)
                continue
            try:
                made.append(found.one(code if mark else line))
            except NotOneAgency as none:
                self.add_error("after", _("%(why)s Đơn vị mới thì ghi «mã; tên».") % {"why": none})
        codes = [each.code for each in made]
        if len(set(codes)) < len(codes):
            self.add_error("after", _("Một đơn vị được ghi hai lần."))
        return made

    def _newcomer(self, code: str, name: str, data: dict[str, Any]) -> list[Newcomer]:
        if not code or len(code) > LONGEST_CODE or not set(code) <= CODE_ALPHABET:
            self.add_error("after", _("Mã «%(code)s» phải gồm chữ không dấu, chữ số, «.», «-», «_».") % {"code": code})
        elif not name or len(name) > LONGEST_NAME:
            self.add_error("after", _("Đơn vị mới %(code)s cần một tên, dài nhất 200 ký tự.") % {"code": code})
        elif data.get("day"):
            return [Newcomer(code, name, data.get("kind", ""), data.get("block"), data["day"])]
        return []


class MergeForm(SuccessionForm):
    """Several into one, which may be new or one of them."""

    before = forms.CharField(
        label=gettext_lazy("Đơn vị được sáp nhập"),
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Mỗi dòng một đơn vị: mã, hoặc tên đầy đủ (không cần dấu)."),
    )
    after = forms.CharField(
        label=gettext_lazy("Thành đơn vị"),
        help_text=gettext_lazy("Đơn vị mới: ghi «mã; tên». Nhập vào một đơn vị đang có: ghi mã hoặc tên của nó."),
    )

    def clean(self) -> dict[str, Any]:
        """One successor."""
        data = super().clean()
        if len(self.successors) > 1:
            self.add_error("after", _("Sáp nhập thì chỉ còn một đơn vị."))
        return data


class SplitForm(SuccessionForm):
    """One into several, of which one may be itself."""

    before = forms.CharField(
        label=gettext_lazy("Đơn vị được chia tách"), help_text=gettext_lazy("Mã, hoặc tên đầy đủ (không cần dấu).")
    )
    after = forms.CharField(
        label=gettext_lazy("Thành các đơn vị"),
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị. Đơn vị mới: ghi «mã; tên». Đơn vị đang có, kể cả đơn vị bị chia nếu nó còn lại: ghi mã hoặc tên."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """At least two successors of one."""
        data = super().clean()
        if len(self.predecessors) > 1:
            self.add_error("before", _("Chia tách từng đơn vị một."))
        if self.successors and len(self.successors) < 2 and "after" not in self.errors:
            self.add_error("after", _("Chia tách thì có ít nhất hai đơn vị."))
        return data


class BlockForm(forms.Form):
    """A block: its code, which stays, its name and its place."""

    slug = forms.SlugField(
        label=gettext_lazy("Mã khối"),
        max_length=60,
        help_text=gettext_lazy("Chữ không dấu, số và dấu «-»; không đổi được nữa."),
    )
    name = forms.CharField(label=gettext_lazy("Tên khối"), max_length=200)
    order = forms.IntegerField(
        label=gettext_lazy("Thứ tự"),
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("Số nhỏ đứng trước ở mọi nơi liệt kê các khối."),
        widget=forms.TextInput({"inputmode": "numeric", "class": "figures", "autocomplete": "off"}),
    )


class ChangeBlockForm(BlockForm):
    """What can change about a block."""

    slug = None  # type: ignore[assignment]  # Django's way to leave a field out


def _lines(text: Any) -> Sequence[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]
