"""Statements one after the other while others wait: PostgreSQL gets them in one message, since every message is a wait of its own.

It looks anew for each, so that a statement sees what was committed before the lock that an earlier one has waited for. One statement
that locks and reads would see what was there before it waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def first_rows(statements: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
    """Run statements, each with its values; the first row of each, None where it has none."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return [_first(cursor.execute(said, values)) for said, values in statements]
        cursor.execute(
            "; ".join(said for said, _values in statements), [each for _said, all in statements for each in all]
        )
        rows = [_first(cursor)]
        while cursor.nextset():
            rows.append(_first(cursor))
        return rows


def _first(cursor: Any) -> Any:
    return cursor.fetchone() if cursor.description else None
