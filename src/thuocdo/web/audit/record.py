"""Add an act to the chain, as the last step of its transaction.

    head: the newest entry's hash; next entry: prev = head, hash = sha256(prev + text)

The head is locked first: an advisory lock on PostgreSQL, the immediate transaction on SQLite. `prev` is unique, so even without the lock
the chain could not fork.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from thuocdo.web.audit.models import LogEntry

FIRST = "0" * 64
LOCK = 7_450_021  # any number of our own: the advisory lock of the log's head


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
    _lock_head()
    newest = LogEntry.objects.order_by("-number").values_list("number", "hash").first()
    number, prev = (1, FIRST) if newest is None else (newest[0] + 1, newest[1])
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
    return LogEntry.objects.create(
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


def chained(prev: str, text: str) -> str:
    """The hash of an entry: of the one before it and its own text."""
    return hashlib.sha256(f"{prev}\n{text}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """The number and hash of the newest entry, as receipts, approvals and publications carry them."""
    newest = LogEntry.objects.order_by("-number").values_list("number", "hash").first()
    return (0, FIRST) if newest is None else newest


def _lock_head() -> None:
    if not connection.in_atomic_block:
        message = "the log is written inside the act's transaction"
        raise RuntimeError(message)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    message = f"the log takes plain values, not {type(value).__name__}"
    raise TypeError(message)
