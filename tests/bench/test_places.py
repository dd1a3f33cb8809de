"""Where pages are measured: places name pages, people and parts of addresses that there are."""

import pytest
from django.urls import get_resolver

from bench.pages import ACCOUNTS, names_in
from bench.places import PLACES, names_of, route_of
from tests.web.test_permissions import ROWS

ALLOWED = {row.route: row.statuses for row in ROWS if row.method == "GET"}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_where_somebody_is_let_in(name: str) -> None:
    who, allowed = PLACES[name].who, ALLOWED[route_of(name)]
    assert 200 in allowed.values()
    assert name in names_of(route_of(name))
    if who:
        assert who in ACCOUNTS
        assert allowed[who] == 200


@pytest.mark.parametrize("name", PLACES)
def test_a_place_names_parts_of_the_address(name: str) -> None:
    assert PLACES[name].named.keys() <= set(names_in(get_resolver(), route_of(name)) or ())
