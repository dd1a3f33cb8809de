"""What stands around every view because people sign in: nothing of theirs is kept, and an ended session says so."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import has_vary_header

Answer = Callable[[HttpRequest], HttpResponse]


class KeptNowhere:
    """An answer that looked at who is there is kept by no browser and no proxy. Stands outside the session."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if has_vary_header(response, "Cookie"):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class SignInAgain:
    """A part of a page asked for after its session ended: 401 with a way to sign in, never that page inside a field."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("HX-Request") != "true":
            return response
        sent_to_sign_in = response.status_code == HTTPStatus.FOUND and _path(response) == reverse("account_login")
        if not sent_to_sign_in and response.status_code != HTTPStatus.UNAUTHORIZED:
            return response
        return render(request, "accounts/sign_in_again.html", status=HTTPStatus.UNAUTHORIZED)


def _path(response: HttpResponse) -> str:
    return urlsplit(response.headers.get("Location", "")).path
