"""What every public page has in common: no session is looked at, a proxy may keep it, and an unchanged page is not sent again.

The mark of a page (ETag) is made of what is public at this moment, the language, the address and the software: a new version, a
correction, the end of an embargo and a download that is ready change it, and nothing else does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

import thuocdo
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.published import public_at
from thuocdo.web.publication.version import Asked

SECONDS: Final = 300
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def public_page(view: View[Rest]) -> View[Rest]:
    """A view that answers everybody alike, to GET and HEAD."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        mark = _mark(request)
        unchanged = get_conditional_response(request, etag=mark)
        answer: Any = view(request, *args, **kwargs) if unchanged is None else unchanged
        if answer.status_code == HttpResponse.status_code:
            answer.headers["ETag"] = mark
        patch_cache_control(answer, public=True, max_age=SECONDS)
        found: HttpResponseBase = answer
        return found

    return shown


def public_version(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The same for a view of a round's results: of the version that the address names, else of the newest one."""

    @public_page
    def opened(request: HttpRequest, /, slug: str, version: int | None = None, **parts: Any) -> HttpResponseBase:
        return view(request, Asked(slug, version, request.path), **parts)

    return opened


def _mark(request: HttpRequest) -> str:
    public = Publication.objects.filter(public_at(timezone.now()))
    state = public.aggregate(last=Max("pk"), versions=Count("pk", distinct=True), ready=Count("bundles"))
    told = (*state.values(), request.get_full_path(), getattr(request, "LANGUAGE_CODE", ""), thuocdo.__version__)
    digest = hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()
    return f'"{digest[:32]}"'
