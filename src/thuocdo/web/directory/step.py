"""Two steps of one change: the form, then in words what will happen, then the act.

    GET form  --POST-->  words, with everything typed kept in the page  --POST xac-nhan-->  act, back to `back`
                                                                        --POST sua------->  the form again

What the act would refuse is said beside its field before anything is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thuocdo.web.audit.refusal import NotAllowed, Refused

CONFIRMED: Final = "xac-nhan"
AGAIN: Final = "sua"


@dataclass(frozen=True)
class Step:
    """A change that is asked about before it happens; `fields` says beside which field a refusal stands."""

    form: forms.Form
    template: str
    title: str
    button: str
    back: str
    check: Callable[[], object]
    words: Callable[[], Sequence[str]]
    act: Callable[[], object]
    done: Callable[[], str]
    fields: Mapping[type[Refused], str] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    confirm: str = "directory/confirm.html"


def answer_step(request: HttpRequest, step: Step) -> HttpResponse:
    """The page of a step."""
    if request.method != "POST" or AGAIN in request.POST:
        return _page(request, step)
    if not step.form.is_valid():
        return _page(request, step, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        step.check()
        if CONFIRMED not in request.POST:
            return render(request, step.confirm, {**step.context, "step": step, "words": step.words()})
        step.act()
    except NotAllowed:
        raise
    except Refused as refused:
        beside = next((name for kind, name in step.fields.items() if isinstance(refused, kind)), None)
        step.form.add_error(beside, str(refused))
        return _page(request, step, refused.status)
    messages.success(request, step.done())
    return redirect(step.back)


def data_of(request: HttpRequest) -> Any:
    """What the form is bound to; going back to mend something shows it as typed, without complaints."""
    return request.POST if request.method == "POST" and AGAIN not in request.POST else None


def typed_in(request: HttpRequest, names: Sequence[str]) -> dict[str, str]:
    """What was typed before somebody went back."""
    return {name: request.POST[name] for name in names if name in request.POST}


def _page(request: HttpRequest, step: Step, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, step.template, {**step.context, "step": step, "form": step.form}, status=status)
