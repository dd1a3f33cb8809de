"""Add an act to the chain, as the last step of its transaction.

    head: the newest entry's hash; next entry: prev = head, hash = sha256(prev + text)

The head is locked first: an advisory lock on PostgreSQL, the immediate transaction on SQLite. `prev` is unique, so even without the lock
the chain could not fork.

On PostgreSQL the lock is held until the transaction is committed, and nobody should wait for the disk meanwhile: it is committed in
memory, and put on disk after that, together with whatever others have committed, before the act ends (on SQLite the same is done by
`thuocdo.web.site.sqlite`). What is on disk is always a whole beginning of the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction

from thuocdo.web.audit.models import LogEntry

FIRST = "0" * 64
LOCK = 7_450_021  # any number of our own: the advisory lock of the log's head
NEWEST: Final = "SELECT number, hash FROM audit_logentry ORDER BY number DESC LIMIT 1"
COLUMNS: Final = ("number", "at", "actor", "act", "subject", "agency", "round", "text", "prev", "hash")
INSERT: Final = f"INSERT INTO audit_logentry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 (our own names)


def record(
    *,
    act: str,
    actor: str,
    at: datetime,
    subject: str,
    agency: str = "",
    round: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> LogEntry:
    """Write the entry of one act: who, when, on what, values before and after. Call it last, inside the act's transaction."""
    number, prev = _next()
    content = {
        "number": number,
        "at": at.astimezone(UTC).isoformat(),
        "actor": actor,
        "act": act,
        "subject": subject,
        "agency": agency,
        "round": round,
        "before": dict(before or {}),
        "after": dict(after or {}),
        "reason": reason,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    entry = LogEntry(
        number=number,
        at=at,
        actor=actor,
        act=act,
        subject=subject,
        agency=agency,
        round=round,
        text=text,
        prev=prev,
        hash=chained(prev, text),
    )
    _insert(entry)
    return entry


def chained(prev: str, text: str) -> str:
    """The hash of an entry: of the one before it and its own text."""
    return hashlib.sha256(f"{prev}\n{text}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """The number and hash of the newest entry, as receipts, approvals and publications carry them."""
    newest = LogEntry.objects.order_by("-number").values_list("number", "hash").first()
    return (0, FIRST) if newest is None else newest


def _next() -> tuple[int, str]:
    """The number of the next entry and the hash it stands on; nobody else gets them before the transaction ends.

    Everybody waits from here on, so these statements are written out. The newest entry is read by a statement of its own, after the
    lock: the snapshot of one that locks and reads would be older than the lock.
    """
    if not connection.in_atomic_block:
        message = "the log is written inside the act's transaction"
        raise RuntimeError(message)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL synchronous_commit TO off; SELECT pg_advisory_xact_lock({LOCK:d}); {NEWEST}")
            cursor.nextset()
            cursor.nextset()
            if not any(_put_on_disk in called for called in connection.run_on_commit):
                transaction.on_commit(_put_on_disk)
        else:
            cursor.execute(NEWEST)
        newest = cursor.fetchone()
    return (1, FIRST) if newest is None else (newest[0] + 1, newest[1])


def _put_on_disk() -> None:
    """Write a message behind the act, and wait until it is on disk: then everything before it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'thuocdo', '')")


def _insert(entry: LogEntry) -> None:
    values = [getattr(entry, column) for column in COLUMNS]
    values[COLUMNS.index("at")] = connection.ops.adapt_datetimefield_value(entry.at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    message = f"the log takes plain values, not {type(value).__name__}"
    raise TypeError(message)
