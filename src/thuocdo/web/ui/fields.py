"""Form fields for numbers, days and instants as Vietnamese write them: Django's own read 05/06 as the sixth of May."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuocdo.vietnamese import AmbiguousNumber, NotADate, NotANumber, read_date, read_number
from thuocdo.web.ui import written

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})?")


class NumberField(forms.Field):
    """An exact number: "842,5", "1.234,56", "842.5"; what can be read in two ways is asked about."""

    widget = forms.TextInput

    def __init__(self, *, least: Decimal | None = None, most: Decimal | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django gives it)
        """Right-aligned, with the keys for figures on a phone."""
        return {"inputmode": "decimal", "class": "figures", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """A number as one types it here, thousands together, so that it reads in one way; what somebody typed stays as typed."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return value
        return f"{Decimal(value):f}".replace(".", ",")

    def to_python(self, value: Any) -> Decimal | None:
        """Read what was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        try:
            found = read_number(str(value))
        except AmbiguousNumber as both:
            readings = {"whole": f"{both.with_comma:f}", "part": written.number(both.with_point)}
            raise ValidationError(
                _("Số này đọc được hai cách. Hãy viết %(whole)s nếu là hàng nghìn, hoặc %(part)s nếu là số thập phân."),
                params=readings,
            ) from None
        except NotANumber:
            raise ValidationError(_("Hãy nhập một số, ví dụ 842,5.")) from None
        return found

    def validate(self, value: Any) -> None:
        """Within its limits, both allowed."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(_("Số này phải từ %(least)s trở lên."), params={"least": written.number(self.least)})
        if self.most is not None and value > self.most:
            raise ValidationError(_("Số này không được quá %(most)s."), params={"most": written.number(self.most)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DayField(forms.Field):
    """A day: 05/06/2026 is the fifth of June."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (Django gives it)
        """Short, with the keys for figures on a phone."""
        return {"class": "day", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}

    def prepare_value(self, value: Any) -> Any:
        """A day as it is written here."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Read what was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except NotADate:
            raise ValidationError(_("Hãy nhập một ngày có thật, ví dụ 05/06/2026.")) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MomentField(DayField):
    """An instant in Vietnam: "05/06/2026 17:00"; a day alone is its first minute."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As a day's, with the time."""
        return {**super().widget_attrs(widget), "class": "moment", "placeholder": _("ngày/tháng/năm giờ:phút")}

    def prepare_value(self, value: Any) -> Any:
        """An instant as it is written here."""
        return f"{written.there(value):%d/%m/%Y %H:%M}" if isinstance(value, datetime) else super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed; the time may stand before or after the day."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        text = str(value)
        time = _TIME.search(text)
        rest = re.sub(
            r"\s*(,|ngày)?\s*$|^\s*(,|ngày)\s*", "", text.replace(time.group(), " ") if time else text
        ).strip()
        found = super().to_python(rest)
        hour, minute = (int(time["hour"]), int(time["minute"] or 0)) if time else (0, 0)
        if found is None or hour > 23 or minute > 59:
            raise ValidationError(_("Hãy nhập ngày và giờ, ví dụ 05/06/2026 17:00."))
        return datetime(found.year, found.month, found.day, hour, minute, tzinfo=written.PLACE)
