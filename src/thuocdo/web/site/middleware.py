"""What stands around every view: the language of the address, addresses nothing can be at, and the answer to a refused act."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from thuocdo.web.audit.refusal import Refused


class LanguageOfTheAddress:
    """No prefix is Vietnamese, /en/ English. What the browser asks for is not looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ReadableAddresses:
    """No address holds the sign 0, which PostgreSQL takes in no text: that is somebody trying doors, and gets 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            message = "the sign 0 in an address"
            raise SuspiciousOperation(message)
        return self.get_response(request)


class RefusedActs:
    """Answers an act that did not happen with its sentence and status: as a page, or as a part of one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django for what a view raises."""
        if not isinstance(exception, Refused):
            return None
        part = request.headers.get("HX-Request") == "true"
        template = "errors/refused_part.html" if part else "errors/refused.html"
        return render(request, template, {"sentence": str(exception)}, status=exception.status)
