"""A version before its time: for the people named with it and for the organiser's own, signed in, kept by nobody.

To everybody else it is as if nothing were there: whoever is not signed in is sent to sign-in from every address of this kind,
whether something is there or not, and whoever is signed in gets the same 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.published import may_preview
from thuocdo.web.publication.version import Asked


def preview_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of a version under embargo; once it is public, its address leads on to the public one."""

    @require_safe
    @never_cache
    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, slug: str, version: int, **parts: Any) -> HttpResponseBase:
        rows = Publication.objects.filter(round__slug=slug, version=version)
        found = rows.select_related("round").defer("changes").first()
        if found is None or not may_preview(holding_of(request), found):
            raise Http404
        if found.public_from <= timezone.now():
            return redirect(_public(request.path, slug, version))
        answer = view(request, Asked(slug, version, request.path, preview=True), **parts)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


def _public(path: str, slug: str, version: int) -> str:
    named = {"slug": slug, "version": version}
    before = reverse("publication:version_previewed", kwargs=named)
    return reverse("publication:version", kwargs=named) + path.removeprefix(before)
