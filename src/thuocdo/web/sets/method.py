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

from thuocdo.definition import set_words
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.sets.loaded import cases_of, criteria_set_of
from thuocdo.web.sets.method_parts import differing_kinds, here, method_of, not_applicable_words
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
    criteria_set = criteria_set_of(version)
    kinds = differing_kinds(criteria_set)
    asked = request.GET.get("loai", "")
    kind = asked if asked in kinds else next(iter(criteria_set.kinds), None)
    method = method_of(criteria_set, kind, cases_of(version))
    return {
        "version": version,
        "set": criteria_set,
        "method": method,
        "kind": kind,
        "kind_words": kind_words(kind) if kind and kinds else "",
        "kinds": [(one, kind_words(one)) for one in kinds],
        "all_kinds": [kind_words(one) for one in criteria_set.kinds],
        "texts": [(here(set_words.legal_text_words(text)), text.title or "") for text in criteria_set.texts],
        "basis": here(set_words.basis_words(criteria_set)),
        "in_force": here(set_words.period_words(criteria_set.valid)),
        "report_before": here(set_words.report_before_words(criteria_set.report_before)),
        "rounding": here(set_words.rounding_words(criteria_set.rounding)),
        "void": [(here(set_words.CAUSES[one.cause]), here(set_words.SCOPES[one.scope])) for one in criteria_set.void],
        "not_applicable": not_applicable_words(criteria_set.root),
    }
