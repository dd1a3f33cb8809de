from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from thuocdo.web.ui.fields import DayField, MomentField, NumberField
from thuocdo.web.ui.written import PLACE


@pytest.mark.parametrize(
    "text, number", [("842,5", "842.5"), ("1.234,56", "1234.56"), ("842.5", "842.5"), ("1 234", "1234")]
)
def test_it_reads_numbers_as_vietnamese_write_them(text: str, number: str) -> None:
    assert NumberField().clean(text) == Decimal(number)


@pytest.mark.parametrize(
    "text, said", [("1.234", "hai cách"), ("một", "Hãy nhập một số"), ("-1", "từ 0"), ("1001", "quá 1.000")]
)
def test_it_says_why_a_number_is_refused(text: str, said: str) -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        NumberField(least=Decimal(0), most=Decimal(1000)).clean(text)
    assert said in refused.value.messages[0]


@pytest.mark.parametrize("number", ["1234", "1.234", "-1234567.5", "0"])
def test_it_reads_back_what_it_shows(number: str) -> None:
    field = NumberField()
    assert field.clean(field.prepare_value(Decimal(number))) == Decimal(number)


def test_it_takes_the_first_figure_for_the_day() -> None:
    assert DayField().clean("05/06/2026") == date(2026, 6, 5)
    with pytest.raises(ValidationError):
        DayField().clean("31/02/2026")


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2026 17:00",
        "17:00 05/06/2026",
        "17:00 ngày 05/06/2026",
        "05/06/2026 17h",
        "05/06/2026, 17h00",
        "2026-06-05 17:00",
    ],
)
def test_it_reads_an_instant_in_vietnam(text: str) -> None:
    assert MomentField().clean(text) == datetime(2026, 6, 5, 17, tzinfo=PLACE)


@pytest.mark.parametrize("text", ["17:00", "05/06/2026 25:00", "05/06/2026 17:61", "mai"])
def test_it_refuses_what_is_no_instant(text: str) -> None:
    with pytest.raises(ValidationError):
        MomentField().clean(text)


def test_it_shows_what_it_would_read_again() -> None:
    class Sample(forms.Form):
        number = NumberField()
        day = DayField()
        moment = MomentField()

    values = {"number": Decimal("1234.5"), "day": date(2026, 6, 5), "moment": datetime(2026, 6, 5, 17, tzinfo=PLACE)}
    with translation.override("vi"):
        form = Sample(initial=values)
        shown = {name: form[name].value() for name in values}
        written = {name: form.fields[name].prepare_value(value) for name, value in shown.items()}
        assert written == {"number": "1234,5", "day": "05/06/2026", "moment": "05/06/2026 17:00"}
        again = Sample(written, initial=values)
        assert again.is_valid()
        assert again.cleaned_data == values
        assert again.changed_data == []
