"""Add an act to the chain, as the last step of its transaction.

    head: the newest entry's hash; next entry: prev = head, hash = sha256(prev + text)

The head is locked first: an advisory lock on PostgreSQL, the immediate transaction on SQLite. `prev` is unique, so even without the lock
the chain could not fork.

Everybody waits from the lock to the end of the transaction, so the database itself puts the number into the text and hashes it: one
message to it instead of three. What it wrote is what `chained` gives, and `verify` works out again.

On PostgreSQL the lock is held until the transaction is committed, and nobody should wait for the disk meanwhile: it is committed in
memory, and put on disk after that, together with whatever others have committed, before the act ends (on SQLite the same is done by
`thuocdo.web.site.sqlite`). What is on disk is always a whole beginning of the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction

from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.together import Statement, asked_together

FIRST = "0" * 64
LOCK = 7_450_021  # any number of our own: the advisory lock of the log's head
NEWEST: Final = "SELECT id, number, prev, hash FROM audit_logentry ORDER BY number DESC LIMIT 1"
INSERT: Final = f"""
    INSERT INTO audit_logentry (number, text, prev, hash, at, actor, act, subject, agency, round)
    SELECT number, text, prev, {{sha256}}, %s, %s, %s, %s, %s, %s
    FROM (
        SELECT number, %s || number || %s AS text, prev
        FROM (SELECT coalesce(max(number), 0) + 1 AS number, coalesce(max(hash), %s) AS prev FROM ({NEWEST}) newest) place
    ) entry
"""  # noqa: S608 (our own names)
ON_SQLITE: Final = INSERT.format(sha256="sha256(prev || char(10) || text)")  # a function that Django gives SQLite
ON_POSTGRESQL: Final = (
    INSERT.format(sha256=r"encode(sha256(convert_to(prev || E'\n' || text, 'UTF8')), 'hex')")
    + "RETURNING id, number, prev, hash"  # SQLite has it since 3.35 only
)
LOCKED: Final = f"SELECT set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock({LOCK:d})"
NUMBER: Final = '"number":'


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
    along: Sequence[Statement] = (),
) -> LogEntry:
    """Write the entry of one act: who, when, on what, values before and after. Call it last, inside the act's transaction.

    `along` are what the act itself has still to write: it goes before the entry, in the same message.
    """
    content = {
        "number": 0,
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
    entry = LogEntry(at=at, actor=actor, act=act, subject=subject, agency=agency, round=round)
    _insert(entry, text, along)
    return entry


def chained(prev: str, text: str) -> str:
    """The hash of an entry: of the one before it and its own text."""
    return hashlib.sha256(f"{prev}\n{text}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """The number and hash of the newest entry, as receipts, approvals and publications carry them."""
    newest = LogEntry.objects.order_by("-number").values_list("number", "hash").first()
    return (0, FIRST) if newest is None else newest


def _put_on_disk() -> None:
    """Write a message behind the act, and wait until it is on disk: then everything before it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'thuocdo', '')")


def _insert(entry: LogEntry, text: str, along: Sequence[Statement]) -> None:
    """Write an entry behind the newest; nobody else gets its place before the transaction ends."""
    if not connection.in_atomic_block:
        message = "the log is written inside the act's transaction"
        raise RuntimeError(message)
    # Behind the number only strings follow, and quotes in strings are escaped: the last place is the right one.
    before, _zero, after = text.rpartition(f"{NUMBER}0")
    before += NUMBER
    at = connection.ops.adapt_datetimefield_value(entry.at)
    values = [at, entry.actor, entry.act, entry.subject, entry.agency, entry.round, before, after, FIRST]
    if connection.vendor == "postgresql":
        if not any(_put_on_disk in called for called in connection.run_on_commit):
            transaction.on_commit(_put_on_disk)
        rows = asked_together((*along, (LOCKED, ()), (ON_POSTGRESQL, values)))
    else:
        rows = asked_together((*along, (ON_SQLITE, values), (NEWEST, ())))
    ((entry.id, entry.number, entry.prev, entry.hash),) = rows[-1]
    entry.text = f"{before}{entry.number}{after}"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    message = f"the log takes plain values, not {type(value).__name__}"
    raise TypeError(message)
