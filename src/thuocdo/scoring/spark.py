"""The same scores from a Spark table: two passes over Arrow batches, ranks by Spark's own windows.

    table --look--> every bad cell together, or the bests of the whole
    table, bests --score--> points, levels and what ranks are worked out from --windows by block--> ranks

Needs the extra `spark`; the workers need the same thuocdo as the program that calls.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

import polars as pl

from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Diagnostic, Place, error
from thuocdo.scoring.batches import KEY, MOST, Found, Source, Twice, Whole, gathered, look, scored
from thuocdo.scoring.ranks import ranked_nodes
from thuocdo.scoring.score import score
from thuocdo.scoring.wide import WHO, wide
from thuocdo.scoring.yardsticks import Bests
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.cells import examine
from thuocdo.tables.columns import NAMED_TWICE, Role
from thuocdo.vietnamese.numbers import DecimalMark

try:
    import pyarrow as pa
    from pyspark import TaskContext
    from pyspark.sql import Column, DataFrame, Window, functions
except ImportError as absent:
    raise ImportError("cần thêm gói: pip install 'thuocdo[spark]'") from absent

MORE_CELLS = error(
    "TD735",
    "Bảng có {number} ô không dùng được; chỉ liệt kê {shown} ô đầu.",
    "{number} cells of the table cannot be used; only the first {shown} are listed.",
)

_LOOKED: Final = {"part": pl.Int64(), "at": pl.Int64(), "key": pl.String(), "value": pl.String(), "found": pl.Binary()}
_NAMES: Final = {pl.String(): "string", pl.Int64(): "bigint", pl.Boolean(): "boolean", pl.Binary(): "binary"}


def score_with_spark(
    criteria_set: CriteriaSet, dataframe: DataFrame, *, decimal_mark: DecimalMark | None = None
) -> DataFrame:
    """Score a Spark table of agencies: the rows of `wide`, in no order, without changes against an earlier year.

    `dataframe` has the columns of an input table, as text (or whole numbers or decimals, never floats). It is read at once, to look
    at every cell, and again whenever the result is used: cache either where that is slow.

    Raises `BadTable` with what is wrong with the columns, and the first of all bad cells; their rows count from 1 in the order in
    which Spark reads the table.
    """
    source = Source(criteria_set, tuple(dataframe.columns), decimal_mark)
    _no_header_twice(source)
    # Spark takes a dot in a name for a field of a struct, and names that differ only in case for one.
    plain = dataframe.toDF(*(f"c{at}" for at in range(len(source.headers))))
    empty = cast("pl.DataFrame", pl.from_arrow(plain.limit(0).toArrow()))
    empty.columns = list(source.headers)
    whole = _look_at(plain, source)
    faults = _faults(source, empty, whole)
    if faults or whole.bad.number:
        raise BadTable("", faults, whole.bad.first)
    layout = _layout(criteria_set, wide(score(criteria_set, source.table(empty))).schema, whole.filled)
    return layout.ranked(plain.mapInArrow(_Scoring(source, whole.bests, layout).run, layout.sent_schema))


def _no_header_twice(source: Source) -> None:
    headers = source.headers
    again = [(at, header) for at, header in enumerate(headers, 1) if header in headers[: at - 1]]
    if again:
        raise BadTable("", tuple(NAMED_TWICE.at(Place("", 1, at), first=name, second=name) for at, name in again))


def _faults(source: Source, empty: pl.DataFrame, whole: Whole) -> tuple[Diagnostic, ...]:
    """What is wrong with the columns, seen on two rows as blank as the table."""
    few = empty.clear(min(whole.rows, 2))
    if Role.BLOCK in whole.filled:
        few = few.with_columns(pl.lit("x").alias(Role.BLOCK))
    faults = examine(source.table(few), source.set).faults
    if whole.bad.number > MOST:
        faults += (MORE_CELLS.at(Place("", 1, 1), number=whole.bad.number, shown=MOST),)
    return faults


def _look_at(plain: DataFrame, source: Source) -> Whole:
    """The first pass: a row for every agency, and what each part holds."""
    looked = plain.mapInArrow(_Looking(source).run, _ddl(_LOOKED)).persist()
    try:
        found = looked.where("found is not null").select("found").collect()
        parts = [cast("Found", pickle.loads(row["found"])) for row in found]  # noqa: S301 - our own workers pickled it
        keys = looked.where("key is not null")
        again = keys.groupBy("key").count().select(functions.sum(functions.expr("count - 1"))).collect()[0][0] or 0
        return gathered(source, parts, _twice(keys) if again else (), again)
    finally:
        looked.unpersist()


def _twice(keys: DataFrame) -> list[Twice]:
    """The first agencies that have a row already."""
    same = Window.partitionBy("key").orderBy("part", "at")
    first = [functions.first(name).over(same).alias(f"first_{name}") for name in ("part", "at")]
    rows = keys.select("part", "at", "value", *first, functions.row_number().over(same).alias("time"))
    return [Twice(*row[:5]) for row in rows.where("time > 1").orderBy("part", "at").limit(MOST).collect()]


@dataclass(frozen=True, slots=True)
class _Looking:
    """The first pass as a worker runs it."""

    source: Source

    def run(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        context = TaskContext.get()
        found = Found(context.partitionId() if context else 0)
        for frame in _frames(self.source, batches):
            found, agencies = look(self.source, frame, found)
            part, nothing = pl.lit(found.part, pl.Int64).alias("part"), pl.lit(None, pl.Binary).alias("found")
            yield from agencies.select(part, "at", "key", "value", nothing).to_arrow().to_batches()
        last = pl.DataFrame([(found.part, None, None, None, pickle.dumps(found))], _LOOKED, orient="row")
        yield from last.to_arrow().to_batches()


def _frames(source: Source, batches: Iterable[pa.RecordBatch]) -> Iterator[pl.DataFrame]:
    for batch in batches:
        if batch.num_rows:
            frame = cast("pl.DataFrame", pl.from_arrow(batch))
            frame.columns = list(source.headers)
            yield frame


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of the result; those of `ranks` and `provisional` (each with the place of its node) are made by Spark."""

    columns: Mapping[str, pl.DataType]
    ranks: Mapping[str, int]
    provisional: Mapping[str, int]

    @property
    def sent(self) -> list[str]:
        """What workers make, for which they are named w0, w1, ..."""
        return [name for name in self.columns if name not in self.ranks and name not in self.provisional]

    @property
    def sent_schema(self) -> str:
        sent = {f"w{at}": self.columns[name] for at, name in enumerate(self.sent)}
        for at in range(len(self.ranks)):
            sent |= {f"k{at}": KEY, f"u{at}": pl.Boolean()}
        return _ddl(sent)

    def ranked(self, sent: DataFrame) -> DataFrame:
        """Spark's rank is the one that skips after a tie, as polars' "min"."""
        place = {name: functions.col(f"w{at}") for at, name in enumerate(self.sent)}
        block = Window.partitionBy(*(place[name] for name in (Role.BLOCK,) if name in place))
        columns: list[Column] = []
        for name in self.columns:
            if name in self.ranks:
                key = functions.col(f"k{self.ranks[name]}")
                rank = functions.rank().over(block.orderBy(key.desc_nulls_last()))
                columns.append(functions.when(key.isNotNull(), rank).cast("bigint").alias(name))
            elif name in self.provisional:
                undecided = functions.col(f"u{self.provisional[name]}")
                columns.append(functions.max(undecided).over(block).alias(name))
            else:
                columns.append(place[name].alias(name))
        return sent.select(columns)


def _layout(criteria_set: CriteriaSet, wide: Mapping[str, pl.DataType], filled: frozenset[str]) -> _Layout:
    """The layout of a table, given its columns without any row."""
    who = {name: pl.String() for name in WHO if name in filled or name == Role.AGENCY}
    ids = [node.id for node in ranked_nodes(criteria_set)]
    return _Layout(
        who | {name: type for name, type in wide.items() if name not in WHO},
        {f"{id}:rank": at for at, id in enumerate(ids)},
        {f"{id}:provisional": at for at, id in enumerate(ids)},
    )


@dataclass(frozen=True, slots=True)
class _Scoring:
    """The second pass as a worker runs it."""

    source: Source
    bests: Bests
    layout: _Layout

    def run(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        names = [f"w{at}" for at in range(len(self.layout.sent))]
        names += [f"{letter}{at}" for at in range(len(self.layout.ranks)) for letter in "ku"]
        for frame in _frames(self.source, batches):
            table, keys = scored(self.source, frame, self.bests)
            blank = [name for name in self.layout.sent if name not in table.columns]
            table = table.with_columns(pl.lit(None, pl.String).alias(name) for name in blank)
            sent = pl.concat([table.select(self.layout.sent), keys], how="horizontal")
            sent.columns = names
            yield from sent.to_arrow().to_batches()


def _ddl(schema: Mapping[str, pl.DataType]) -> str:
    """A schema in Spark's words."""
    return ", ".join(f"{name} {_type(type)}" for name, type in schema.items())


def _type(type: pl.DataType) -> str:
    return f"decimal({type.precision},{type.scale})" if isinstance(type, pl.Decimal) else _NAMES[type]
