r"""Digests of tables: of their figures as text, sorted by agency, never of a file's bytes.

The text is CSV with a header, columns in alphabetical order, rows by `code` (else `agency`), lines ending in \\n. Results and inputs are
decimal text without trailing zeros. Marks, given points and given available are whole numbers in units of the set's last decimal, as
typed tables hold them: 43.8 at three decimals is 43800. So a digest of figures means something only beside that of its set.
"""

from __future__ import annotations

import hashlib

import polars as pl

from thuocdo.tables.plain_text import plain_text
from thuocdo.tables.typed import TypedTable


def digest_of_table(table: TypedTable) -> str:
    """The digest of typed cells. Inputs at different scales but equal are equal; marks and given points count in units of the set."""
    frame = table.frame
    columns = [_text(frame, name, table.scales.get(name, 0)) for name in sorted(frame.columns)]
    return digest_of_frame(frame.select(columns))


def digest_of_frame(frame: pl.DataFrame) -> str:
    """The digest of a frame whose cells are text, whole numbers or decimals; columns without any value do not count."""
    filled = [name for name in sorted(frame.columns) if frame[name].null_count() < len(frame)]
    identity = "code" if "code" in filled and frame["code"].null_count() == 0 else "agency"
    decimals = [name for name in filled if isinstance(frame.schema[name], pl.Decimal)]
    ordered = frame.select(filled).sort(identity).with_columns(plain_text(pl.col(name)) for name in decimals)
    return "sha256:" + hashlib.sha256(ordered.write_csv(line_terminator="\n").encode()).hexdigest()


def _text(frame: pl.DataFrame, name: str, scale: int) -> pl.Expr:
    column = pl.col(name)
    type = frame.schema[name]
    if type == pl.List(pl.String):
        return column.list.sort().list.join(";").alias(name)
    if scale == 0 or type not in {pl.Int64, pl.Int128}:
        return column.cast(pl.String).alias(name)
    size = column.abs()
    whole, part = size // 10**scale, (size % 10**scale).cast(pl.String).str.zfill(scale).str.strip_chars_end("0")
    sign = pl.when(column < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    point = pl.when(part == "").then(pl.lit("")).otherwise(pl.lit("."))
    return pl.concat_str(sign, whole.cast(pl.String), point, part).alias(name)
