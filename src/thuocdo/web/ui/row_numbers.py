"""Numbers of rows as addresses and forms carry them. Anybody can type anything there."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18  # digits: what every database takes


def row_number(text: str) -> int | None:
    """The number of a row; None where the text is none, or longer than any can be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
