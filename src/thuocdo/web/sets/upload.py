"""The form of an import: a file, a set of the library, or the text that was checked a moment ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo import library
from thuocdo.definition.document import Unreadable
from thuocdo.definition.source import decode
from thuocdo.diagnostics import Diagnostic
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.ui.choosing import offer, offer_rows

MOST_BYTES: Final = 1_000_000
FROM_LIBRARY: Final = "library:"


@dataclass(frozen=True, slots=True)
class Texts:
    """What was sent: the set, its cases, the name its lines are shown under, and where it came from."""

    content: str
    cases: str
    name: str
    origin: str


class OrganiserField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django 5.2 takes none when it runs
    """The organisers somebody manages for, by their names of today."""

    def label_from_instance(self, obj: Agency) -> str:
        """An agency's name is not on its row."""
        return name_on(obj, timezone.localdate())


class SetUpload(forms.Form):
    """`texts` is what was sent once the form is valid; `unreadable` says why a file is no text."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp bộ tiêu chí"),
        required=False,
        help_text=gettext_lazy("Tệp YAML, không quá 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml"}),
    )
    vi_du = forms.FileField(
        label=gettext_lazy("Tệp ví dụ kiểm tra"),
        required=False,
        help_text=gettext_lazy("Các ví dụ tính tay, để kiểm tra và để làm ví dụ trên trang phương pháp."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml"}),
    )
    thu_vien = forms.ChoiceField(label=gettext_lazy("Hoặc một bộ tiêu chí trong thư viện"), required=False)
    co_quan = OrganiserField(Agency.objects.none(), label=gettext_lazy("Cơ quan chủ trì"), empty_label=None)
    noi_dung = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    noi_dung_vi_du = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    ten = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    nguon = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, organisers: QuerySet[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unreadable: tuple[Diagnostic, ...] = ()
        offer(self, "thu_vien", [("", _("Không chọn")), *((id, id) for id in library.ids())])
        offer_rows(self, "co_quan", organisers)

    @property
    def sources(self) -> list[forms.BoundField]:
        """The two of which one is needed, so that neither is called optional."""
        return [self["tep"], self["thu_vien"]]

    @property
    def texts(self) -> Texts:
        """What was sent, of a valid form."""
        found: Texts = self.cleaned_data["texts"]
        return found

    def clean(self) -> dict[str, Any]:
        """Exactly one source, and it is text."""
        data = super().clean() or {}
        sent = [key for key in ("tep", "thu_vien", "noi_dung") if data.get(key)]
        if not sent and "tep" not in self.errors:
            raise ValidationError(_("Hãy chọn một tệp, hoặc một bộ tiêu chí trong thư viện."))
        if {"tep", "thu_vien"} <= set(sent):
            raise ValidationError(_("Hãy chọn một tệp hoặc một bộ tiêu chí trong thư viện, không chọn cả hai."))
        if not self.errors:
            data["texts"] = self._texts(data)
        return data

    def _texts(self, data: dict[str, Any]) -> Texts:
        cases = self._text("vi_du", data["vi_du"]) if data["vi_du"] else ""
        if data["tep"]:
            name = data["tep"].name
            return Texts(self._text("tep", data["tep"]), cases, name, name)
        if data["thu_vien"]:
            return _of_library(data["thu_vien"], cases)
        name = data["ten"] or "set.yaml"
        return Texts(_lines(data["noi_dung"]), _lines(data["noi_dung_vi_du"]), name, data["nguon"] or name)

    def _text(self, key: str, file: UploadedFile[bytes]) -> str:
        """The text of a file of a bearable size."""
        if (file.size or 0) > MOST_BYTES:
            self.add_error(key, _("Tệp này lớn hơn 1 MB."))
            return ""
        try:
            return decode(file.read(), file.name or "")
        except Unreadable as unreadable:
            self.unreadable += unreadable.diagnostics
            self.add_error(key, _("Tệp này không phải văn bản UTF-8."))
            return ""


def _of_library(id: str, cases: str) -> Texts:
    path = library.path_of(id)
    if path is None:
        raise ValidationError(_("Thư viện không có bộ tiêu chí này."))
    beside = path.with_name("cases.yaml")
    shipped = beside.read_text(encoding="utf-8") if beside.exists() and not cases else cases
    return Texts(path.read_text(encoding="utf-8"), shipped, f"{id}/set.yaml", f"{FROM_LIBRARY}{id}")


def _lines(text: str) -> str:
    """A form sends lines with the ends of lines of old; the text is kept with one character."""
    return text.replace("\r\n", "\n")
