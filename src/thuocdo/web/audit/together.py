"""Statements one after the other while others wait: PostgreSQL gets them in one message, since every message is a wait of its own.

It looks anew for each, so that a statement sees what was committed before the lock that an earlier one has waited for. One statement
that locks and reads would see what was there before it waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def asked_together(statements: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Any]]:
    """Run statements, each with its values; the rows of each. Every one gives rows, at least on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return [list(cursor.execute(said, values).fetchall()) for said, values in statements]
        cursor.execute(
            "; ".join(said for said, _values in statements), [each for _said, all in statements for each in all]
        )
        rows = [cursor.fetchall()]
        while cursor.nextset():
            rows.append(cursor.fetchall())
        return rows
