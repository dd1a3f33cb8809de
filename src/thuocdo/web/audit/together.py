"""Statements one after the other while others wait: PostgreSQL gets them in one message, since every message is a wait of its own.

It looks anew for each, so that a statement sees what was committed before the lock that an earlier one has waited for. One statement
that locks and reads would see what was there before it waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

Statement = tuple[str, Sequence[Any]]


def asked_together(statements: Sequence[Statement]) -> list[list[Any]]:
    """Run statements, each with its values; the rows of each, none where it gives none."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return [list(cursor.execute(said, values).fetchall()) for said, values in statements]
        cursor.execute(
            "; ".join(said for said, _values in statements), [each for _said, all in statements for each in all]
        )
        rows = [_rows(cursor)]
        while cursor.nextset():
            rows.append(_rows(cursor))
        return rows


def _rows(cursor: Any) -> list[Any]:
    return [] if cursor.rownumber is None else list(cursor.fetchall())
