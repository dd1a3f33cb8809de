"""Every address answers every person as its row in the permission table says; no address is without a row."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import Clients, undone
from tests.web.permissions import EVERYBODY, Row, Visit

FILES = sorted(Path(__file__).parent.glob("*/permissions.py"))
ROWS: list[Row] = [
    row for file in FILES for row in importlib.import_module(f"tests.web.{file.parent.name}.permissions").ROWS
]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TURNED_DOWN = {302, 401, 403, 404, 405}


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    """The full name and the pattern of every address."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or ''}", str(pattern.pattern)


ROUTES = dict(routes(get_resolver()))


def send(client: Client, method: str, row: Row, visit: Visit) -> int:
    """The status of one visit, undone afterwards."""
    with undone():
        call = getattr(client, method.lower())
        answer = call(reverse(row.route, kwargs=dict(visit.kwargs)), visit.data or None)
        status: int = answer.status_code
        if answer.streaming:  # a file: read to its end, so that it is closed
            b"".join(answer)
    return status


def test_every_address_has_a_name() -> None:
    nameless = [pattern for name, pattern in routes(get_resolver()) if not name or name.endswith(":")]
    assert nameless == []


def test_every_address_has_a_row() -> None:
    assert sorted(ROUTES.keys() - {row.route for row in ROWS}) == []


def test_every_row_has_an_address() -> None:
    assert sorted({row.route for row in ROWS} - ROUTES.keys()) == []


def test_every_row_stands_once_and_names_everybody() -> None:
    assert len({str(row) for row in ROWS}) == len(ROWS)
    assert [str(row) for row in ROWS if row.statuses.keys() != set(EVERYBODY)] == []
    assert [str(row) for row in ROWS if row.method not in METHODS] == []


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_answers_each_person_as_its_row_says(row: Row, lasting: Clients) -> None:
    with undone():
        visit = row.given(lasting.people)
        assert {name: send(lasting(name), row.method, row, visit) for name in EVERYBODY} == dict(row.statuses)


@pytest.mark.parametrize("route", sorted({row.route for row in ROWS}))
@pytest.mark.once
def test_it_turns_down_methods_without_a_row(route: str, lasting: Clients) -> None:
    rows = {row.method: row for row in ROWS if row.route == route}
    row = next(iter(rows.values()))
    # Somebody who is let in, so that the method and not the person is what is turned down.
    let_in = min(row.statuses, key=lambda name: row.statuses[name] in TURNED_DOWN)
    with undone():
        visit = Visit(row.given(lasting.people).kwargs)
        answers = {method: send(lasting(let_in), method, row, visit) for method in METHODS if method not in rows}
    assert {method: status for method, status in answers.items() if status not in TURNED_DOWN} == {}
