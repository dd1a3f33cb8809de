"""What every page says to the browser about safety, and what no page contains: script or style of its own."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from tests.web.conftest import Clients, undone
from tests.web.databases import Databases, new_installation, run_in
from tests.web.permissions import Row
from tests.web.test_permissions import ROWS

PAGES = [row for row in ROWS if row.method == "GET" and 200 in row.statuses.values()]
INLINE = {
    "a script": r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>",
    "a style": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle=",
    "an event attribute": r"<[^>]*\son[a-z]+=",
    "an address that is a script": r"(?:href|src|action)=[\"']?javascript:",
}


@pytest.fixture(scope="module")
def answers(lasting: Clients) -> dict[str, HttpResponseBase]:
    """Every page, asked for once."""
    return {str(row): visited(row, lasting) for row in PAGES}


def visited(row: Row, clients: Clients) -> HttpResponseBase:
    person = next(name for name, status in row.statuses.items() if status == 200)
    with undone():
        visit = row.given(clients.people)
        answer = clients(person).get(reverse(row.route, kwargs=dict(visit.kwargs)), visit.data or None)
        if answer.streaming:  # a file: read to its end, so that it is closed
            b"".join(answer)
    assert isinstance(answer, HttpResponseBase)
    return answer


@pytest.mark.once
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_it_is_strict(row: Row, answers: dict[str, HttpResponseBase]) -> None:
    answer = answers[str(row)]
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    policy = {name: sources for name, _, sources in parts}
    assert policy["default-src"] in {"'self'", "'none'"}
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}


@pytest.mark.once
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_it_brings_no_script_or_style_of_its_own(row: Row, answers: dict[str, HttpResponseBase]) -> None:
    answer = answers[str(row)]
    if not answer.headers["Content-Type"].startswith("text/html"):
        return
    assert isinstance(answer, HttpResponse)
    page = answer.content.decode()
    assert {what: found[0] for what, pattern in INLINE.items() if (found := re.search(pattern, page))} == {}


@pytest.mark.once
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_what_is_personal_is_kept_nowhere(row: Row, answers: dict[str, HttpResponseBase]) -> None:
    answer = answers[str(row)]
    if "Cookie" in answer.headers.get("Vary", ""):
        assert "no-store" in answer.headers["Cache-Control"]
    else:
        assert not answer.cookies


def test_a_site_behind_https_passes_djangos_own_check(databases: Databases, tmp_path: Path) -> None:
    site = new_installation(tmp_path, databases, "sqlite")
    hosts = {"THUOCDO_HTTPS": "yes", "THUOCDO_HOSTS": "thuocdo.example.vn"}
    ran = run_in(site, "manage", "check", "--deploy", "--fail-level", "INFO", **hosts)
    assert ran.returncode == 0, ran.stderr
