"""Many record at once, and the log stays one chain."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.record import record
from thuocdo.web.audit.verify import verify

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
PEOPLE, ACTS = 20, 5


def work(person: int) -> None:
    try:
        for number in range(ACTS):
            with transaction.atomic():
                LogEntry.objects.count()  # an act reads before it records
                record(act="answer", actor=f"{person}@example.vn", at=AT, subject=f"answer:{number}")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_it_stays_one_chain() -> None:
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(work, range(PEOPLE)))
    verdict = verify()
    assert verdict.broken is None
    assert verdict.count == PEOPLE * ACTS


@pytest.mark.django_db
def test_a_refused_act_leaves_nothing() -> None:
    def act() -> None:
        with transaction.atomic():
            record(act="answer", actor="a@example.vn", at=AT, subject="x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert verify().count == 0


@pytest.mark.django_db(transaction=True)
def test_it_records_only_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(act="answer", actor="a@example.vn", at=AT, subject="x")


@pytest.mark.django_db(transaction=True)
def test_it_is_put_on_disk_once_others_may_go_on() -> None:
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        for number in range(2):
            record(act="answer", actor="a@example.vn", at=AT, subject=f"answer:{number}")
    said = [query["sql"] for query in asked.captured_queries]
    messages = [sql for sql in said if "pg_logical_emit_message" in sql]
    assert messages == ([said[-1]] if connection.vendor == "postgresql" else [])
