"""Columns of decimals as text without needless zeros, a whole column at once: what files, JSON and digests hold."""

from __future__ import annotations

import polars as pl


def plain_text(column: pl.Expr) -> pl.Expr:
    """Decimals, or whole numbers, as the text that `vietnamese.numbers.plain_number` gives for each.

    >>> from decimal import Decimal
    >>> pl.DataFrame({"a": [Decimal("43.80"), Decimal("-1.00"), None]}).select(plain_text(pl.col("a")))["a"].to_list()
    ['43.8', '-1', None]
    """
    text = column.cast(pl.String)
    return (
        pl.when(text.str.contains(".", literal=True))
        .then(text.str.strip_chars_end("0").str.strip_chars_end("."))
        .otherwise(text)
    )
