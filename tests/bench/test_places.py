"""Where pages are measured: places name pages, people and parts of addresses that there are."""

import pytest
from django.urls import get_resolver

from bench.pages import ACCOUNTS, names_in
from bench.places import PLACES
from tests.web.test_permissions import ROWS

ALLOWED = {row.route: row.statuses for row in ROWS if row.method == "GET"}


@pytest.mark.parametrize("route", PLACES)
def test_a_place_is_where_somebody_is_let_in(route: str) -> None:
    who = PLACES[route].who
    assert 200 in ALLOWED[route].values()
    if who:
        assert who in ACCOUNTS
        assert ALLOWED[route][who] == 200


@pytest.mark.parametrize("route", PLACES)
def test_a_place_names_parts_of_the_address(route: str) -> None:
    assert PLACES[route].named.keys() <= set(names_in(get_resolver(), route) or ())
