"""The log of the program (not of acts): one JSON object a line on stderr.

    {"time": ..., "level": "INFO", "logger": "thuocdo.request", "message": "GET 200", "request": "5f0c...", "path": "/",
     "status": 200, "ms": 12, "person": 7}

Of people it holds the number of their row and nothing else: no name, no address, no query, no form. A secret that
stands in a path (an invitation, a new password) is left out.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

SECRETS: Final = frozenset({"key", "token", "uidb36", "uidb64", "secret"})
FIELDS: Final = ("path", "status", "ms", "person")
request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("thuocdo.request")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; a fault brings its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_id.get():
            said["request"] = request
        said |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


class RequestLog:
    """Gives every request a number, tells it to whoever asks for help, and notes how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started, number = time.perf_counter(), uuid.uuid4().hex[:16]
        kept = request_id.set(number)
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = number
            noted = {
                "path": path_without_secrets(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000),
                "person": _person(request),
            }
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            logger.log(level, "%s %s", request.method, response.status_code, extra=noted)
        finally:
            request_id.reset(kept)
        return response


def path_without_secrets(request: HttpRequest) -> str:
    """The path, with what only one person may know replaced."""
    path, match = request.path, request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRETS:
            path = path.replace(str(value), "***")
    return path


def _person(request: HttpRequest) -> int | None:
    """Who it was, if the view looked: a page for everybody does not touch the session for the log's sake."""
    person = getattr(request, "_cached_user", None)
    key: int | None = getattr(person, "pk", None)
    return key


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "thuocdo.web.site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "thuocdo": {"level": "INFO"},
        "_granian": {"level": "INFO"},
        # The request's own line says what these say of 4xx; of a fault, "django.request" brings the traceback.
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        "django_tasks": {"level": "INFO"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
# For a demonstration, whose terminal people read: warnings and faults, as plain lines, whoever turns up their own logger.
QUIET: Final[dict[str, Any]] = LOGGING | {
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": LOGGING["handlers"]["stderr"] | {"formatter": "plain", "level": "WARNING"}},
}
