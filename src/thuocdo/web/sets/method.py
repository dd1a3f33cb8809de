"""The method page: a set as people read it, by which one can compute by hand. Public once a round uses the set.

Public pages look at nobody's session, so that a proxy may keep them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from thuocdo.web.sets.method_body import written_method
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.public import public_versions
from thuocdo.web.sets.reading import file_of, reading_sets
from thuocdo.web.sets.version import of_version
from thuocdo.web.ui.paging import Column, list_page

COLUMNS: Final = (
    Column("ten", _("Bộ tiêu chí"), ("sort_key", "set_id", "number")),
    Column("tu", _("Công khai từ"), ("public_since",), largest_first=True),
)
kept: Final[Callable[..., Any]] = cache_control(public=True, max_age=300)


@require_safe
@conditional_page
@kept
def methods(request: HttpRequest) -> HttpResponse:
    """Every public version."""
    page = list_page(public_versions().defer("content", "cases"), request.GET, columns=COLUMNS)
    return render(request, "sets/methods.html", {"page": page})


@require_safe
@conditional_page
@kept
def method(request: HttpRequest, set_id: str, number: int) -> HttpResponse:
    """The method of a version, for the kind of agency that the address names."""
    shown = get_object_or_404(public_versions(), set_id=set_id, number=number)
    others = public_versions().filter(set_id=set_id).exclude(pk=shown.pk).defer("content", "cases")
    context = _context(request, shown) | {"base": "base.html", "others": others.order_by("-number")}
    return render(request, "sets/method.html", context)


@require_safe
@reading_sets
def preview(request: HttpRequest, set_id: str, number: int) -> HttpResponse:
    """The same page before a round is opened, for the people of an organiser."""
    shown = of_version(set_id, number)
    return render(request, "sets/method.html", _context(request, shown) | {"base": "work.html", "preview": True})


@require_safe
@conditional_page
@kept
def source(request: HttpRequest, set_id: str, number: int, file: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The text of a public version, for whoever computes with it."""
    return file_of(get_object_or_404(public_versions(), set_id=set_id, number=number), file)


def _context(request: HttpRequest, version: SetVersion) -> dict[str, Any]:
    return {"version": version, "method": written_method(version, request.GET.get("loai", ""))}
