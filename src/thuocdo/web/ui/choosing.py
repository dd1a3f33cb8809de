"""What a form's field offers to choose from, where only the request knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let a field of choices offer these: pairs of a value and its words, or groups of them."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        message = f"{name} is not a field of choices"
        raise TypeError(message)
    field.choices = list(choices)


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field of rows offer these, the first of them first; where there is only one, it is not asked for."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        message = f"{name} is not a field of rows"
        raise TypeError(message)
    field.queryset = rows
    field.initial = rows.first()
    if len(rows) == 1:
        field.widget = forms.HiddenInput()
