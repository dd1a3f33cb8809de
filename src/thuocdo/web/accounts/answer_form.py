"""A page with one form: asked, acted on, and on to where one came from; what the act refuses is said beside the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thuocdo.web.audit.refusal import NotAllowed, Refused


def answer_form(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: forms.Form,
    act: Callable[[], str],
    back: str,
) -> HttpResponse:
    """The page, or the way `back` once `act` is done; `act` returns what is said of it then. Raises `NotAllowed`."""
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid() and _done(request, form, act):
            return redirect(back)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, template, {**context, "form": form}, status=status)


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], str]) -> bool:
    try:
        said = act()
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, said)
    return True
