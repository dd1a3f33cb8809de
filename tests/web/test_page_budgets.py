"""However many agencies take part, a page asks the database little: every page of the permission table, with 3,321 agencies.

Times are measured by `python -m bench --pages`; no test asserts one.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.people import SINCE, People, make_people
from tests.web.conftest import Clients
from tests.web.permissions import Row
from tests.web.test_permissions import ROWS
from thuocdo.web.agencies.enter import Newcomer, new_agencies

AGENCIES: Final = 3321
MOST: Final = 12
PAGES: Final = [row for row in ROWS if row.method == "GET" and 200 in row.statuses.values()]

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def crowd(database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[People]:
    """The people of every permission test, among 3,321 agencies in their block; made once, and undone after the last page."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = make_people()
        already = people.block.members.count()
        new_agencies(
            [Newcomer(f"x{n:05}", f"Xã Thử nghiệm {n}", "xa", people.block, SINCE) for n in range(AGENCIES - already)]
        )
        yield people
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_it_asks_little(row: Row, crowd: People) -> None:
    name = next(name for name, status in row.statuses.items() if status == 200)
    with transaction.atomic():
        visit = row.given(crowd)
        client = Clients(crowd)(name)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse(row.route, kwargs=dict(visit.kwargs)), visit.data or None)
            if answer.streaming:
                b"".join(answer)
        transaction.set_rollback(True)
    assert answer.status_code == 200
    told = "\n".join(f"{query['time']} {query['sql'][:200]}" for query in asked.captured_queries)
    assert len(asked) <= MOST, told
