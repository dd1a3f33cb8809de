"""Who a request is from and what they hold today: asked by views, before they call an act.

@signed_in                      anybody with an account; others go to sign-in and come back
@holding_one_of(AUDITOR)        somebody with that role in some agency; others are refused
holding_of(request)             the roles of today, loaded once for a request
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.audit.refusal import NotAllowed

View = Callable[..., HttpResponseBase]  # a file is an answer too
_KEPT = "_thuocdo_holding"


def holding_of(request: HttpRequest) -> Holding:
    """The roles of today; nobody signed in holds none."""
    kept: Holding | None = getattr(request, _KEPT, None)
    if kept is None:
        person = request.user if request.user.is_authenticated else None
        kept = Holding.of(person, timezone.localdate())
        setattr(request, _KEPT, kept)
    return kept


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, in a view that nobody else reaches."""
    return cast("Person", request.user)


def signed_in(view: View) -> View:
    """Let only people with an account through. A part of a page is answered 401: the page then offers a way to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def holding_one_of(*roles: RoleName) -> Callable[[View], View]:
    """Let only people through who have one of the roles in some agency; what they may do there, the act decides."""

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(holding_of(request).anywhere(role) for role in roles):
                raise NotAllowed(_("Vai trò của bạn không mở được trang này."))
            return view(request, *args, **kwargs)

        return guarded

    return guard
