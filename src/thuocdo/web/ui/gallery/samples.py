"""What the components show on /ui/: the published figures of Đắk Nông for 2019, and invented states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.diagnostics.record import Diagnostic, Note, Place, Severity
from thuocdo.vietnamese import Text
from thuocdo.web.ui import written
from thuocdo.web.ui.fields import DayField, MomentField, NumberField
from thuocdo.web.ui.paging import Choice, Column, Filter, Page
from thuocdo.web.ui.ruler import Limit

NOW = datetime(2026, 11, 22, 10, 32, tzinfo=written.PLACE)
READY = (
    Limit("Mức I", Decimal(45)),
    Limit("Mức II", Decimal(40)),
    Limit("Mức III", Decimal("37.5")),
    Limit("Mức IV", Decimal(35)),
)
STEEP = (Limit("Tốt", Decimal(85)), Limit("Khá", Decimal(70)))
FIVE = tuple(
    Limit(name, Decimal(at))
    for name, at in (("Xuất sắc", 90), ("Tốt", 80), ("Khá", 65), ("Trung bình", 50), ("Yếu", 30))
)
STRICT = (
    Limit("A", Decimal(75), strict=True),
    Limit("B", Decimal(50), strict=True),
    Limit("C", Decimal(25), strict=True),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the sample ranking."""

    rank: int | None
    name: str
    level: str
    place: int | None
    points: Decimal | None
    change: Decimal | None
    ranks: str = ""


NONE = "Không xếp hạng"
STANDINGS = (
    Standing(1, "Thành phố Gia Nghĩa", "Mức II", 1, Decimal("43.80"), Decimal("-1.9"), "1–1"),
    Standing(2, "Huyện Cư Jút", "Mức II", 1, Decimal("40.23"), Decimal("2.365"), "2–2"),
    Standing(3, "Huyện Đắk R'lấp", "Mức IV", 3, Decimal("37.42"), Decimal("1.84"), "3–4"),
    Standing(None, "Huyện Krông Nô", NONE, None, None, None),
    Standing(None, "Huyện Đắk Mil", NONE, None, None, None),
    Standing(None, "Huyện Đắk Song", NONE, None, None, None),
    Standing(None, "Huyện Đắk Glong", NONE, None, None, None),
    Standing(None, "Huyện Tuy Đức", NONE, None, None, None),
)
COLUMNS = (
    Column("hang", _("Hạng"), ("rank",), numeric=True),
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("diem", _("Điểm"), ("points",), largest_first=True, numeric=True),
)


def ranking(number: int = 1, total: int = len(STANDINGS), search: str = "") -> Page[Standing]:
    """A page of the sample ranking, as `list_page` would make it."""
    return Page(
        rows=list(STANDINGS),
        total=total,
        number=number,
        columns=COLUMNS,
        filters=(Filter("muc", _("Mức"), _("Mọi mức"), (Choice("ii", "Mức II", Q()),)),),
        sort=COLUMNS[0],
        reversed=False,
        search=search,
        chosen={},
        searchable=True,
    )


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Tên đơn vị"), help_text=_("Như trong quyết định thành lập."))
    email = forms.EmailField(label=_("Thư điện tử"))
    machines = NumberField(label=_("Số máy tính dùng cho công việc"), least=Decimal(0))
    founded = DayField(label=_("Ngày thành lập"), required=False)
    deadline = MomentField(label=_("Nộp trước"))
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=[("xa", _("Xã")), ("phuong", _("Phường"))])
    answer = forms.ChoiceField(
        label=_("Kết nối mạng truyền số liệu chuyên dùng"),
        choices=[("yes", _("Có")), ("no", _("Không")), ("na", _("Không áp dụng"))],
        widget=forms.RadioSelect,
    )
    blocks = forms.MultipleChoiceField(
        label=_("Các khối tham gia"),
        choices=[("so", _("Sở, ban, ngành")), ("xa", _("Xã, phường, đặc khu"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn một hoặc nhiều khối."),
    )
    file = forms.FileField(label=_("Tệp danh sách"), required=False)
    explanation = forms.CharField(label=_("Giải trình"), widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label=_("Tôi đã đối chiếu với sổ tài sản"))

    def clean(self) -> None:
        """Always one error of the whole form, so that it can be seen."""
        super().clean()
        raise ValidationError(_("Số máy tính không thể nhiều hơn số đã mua theo sổ tài sản."))


def filled() -> SampleForm:
    """A form before anything is wrong."""
    return SampleForm(
        initial={
            "name": "UBND xã Đức Trọng",
            "email": "vanphong@ductrong.example",
            "machines": Decimal("1234.5"),
            "deadline": NOW,
            "answer": "yes",
        },
        prefix="good",
    )


def wrong() -> SampleForm:
    """The same with nearly everything wrong."""
    return SampleForm(
        {
            "bad-name": "",
            "bad-email": "vanphong",
            "bad-machines": "1.234",
            "bad-founded": "31/02/2026",
            "bad-deadline": "mai",
        },
        prefix="bad",
    )


def found() -> list[Diagnostic]:
    """One diagnostic of each severity."""
    file = "bo-tieu-chi.yaml"
    return [
        Diagnostic(
            "TD205",
            Severity.ERROR,
            Text(
                "Trong ngoặc nhọn, dấu phẩy ngăn các khóa, nên «842,5» bị đọc thành hai khóa.",
                "Inside braces a comma separates keys, so «842,5» is read as two keys.",
            ),
            Place(
                file,
                12,
                49,
                5,
                "      - {name: Mức III, label: Trung bình, min: 842,5, each: {CD: 0%, GD: 75%, TT: 80%}}",
            ),
            help=Text("Viết «842.5».", "Write «842.5»."),
        ),
        Diagnostic(
            "TD301",
            Severity.WARNING,
            Text(
                "Điểm tối đa của «Kết quả» là 1.000, nhưng các phần cộng lại là 1.448,5.",
                "The maximum of «Kết quả» is 1,000, but its parts add up to 1,448.5.",
            ),
            Place(file, 7, 10, 4, "    max: 1000"),
            notes=(
                Note(
                    Text("Với đơn vị loại «xa».", "For agencies of the kind «xa»."), Place(file, 9, 5, 3, "    max: 10")
                ),
            ),
        ),
        Diagnostic(
            "TD399",
            Severity.INFO,
            Text("Nhóm «Hạ tầng» không dẫn văn bản nào.", "The group «Hạ tầng» cites no text."),
        ),
    ]
