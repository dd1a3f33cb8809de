"""A choice from a list is written as Django writes it."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from thuocdo.web.ui.form_renderer import FormRenderer

CHOICES: list[Any] = [
    ("", "không tham gia"),
    ("a&b", 'Sở "Tài chính" & <Đầu tư>'),
    ("2", mark_safe("<b>2</b>")),
    ("Nhóm <1>", [("x", "X"), (7, "bảy")]),
]


@pytest.mark.parametrize("value", ["", "a&b", 7, None, "không có"])
@pytest.mark.parametrize(
    "widget",
    [
        forms.Select(choices=CHOICES),
        forms.Select(attrs={"data-x": 'a"<b', "required": True, "disabled": False}, choices=CHOICES),
        forms.SelectMultiple(choices=CHOICES),
        forms.Select(),
    ],
)
def test_it_says_what_django_says(widget: forms.Select, value: object) -> None:
    ours = widget.render("x<y", value, {"id": "id_x"}, FormRenderer())
    theirs = widget.render("x<y", value, {"id": "id_x"}, DjangoTemplates())
    assert parse_html(ours) == parse_html(theirs)


def test_other_widgets_are_djangos() -> None:
    field = forms.TextInput().render("ten", "a & b", {"id": "id_ten"}, FormRenderer())
    assert field == '<input type="text" name="ten" value="a &amp; b" id="id_ten">'


def test_forms_of_the_site_use_it() -> None:
    assert isinstance(forms.Form().renderer, FormRenderer)
