"""The same plan on Spark, two workers on this machine: a Parquet file in, every column of the result made and dropped.

A cluster is for tables that no single machine holds; here it shows what the way there costs.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from bench.clock import Timing, call, timed
from bench.figures import ID, figures, frame_of, set_of
from bench.lines import Line
from thuocdo import score
from thuocdo.scoring.wide import wide

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

CASE = "cluster"
OURS, START, SPARK = "thuocdo, one process", "Spark's start", "thuocdo on Spark, two workers"
STANDING = [f"{ID}:{key}" for key in ("points", "level", "rank")]
NAMED = [f"`{name}`" for name in ("agency", *STANDING)]
SETTINGS: dict[str, bool | float | int | str | None] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
}


def lines(agencies: int, repeats: int) -> list[Line]:
    """Spark against one process; both read the file and make the wide table."""
    score_with_spark = import_module("thuocdo.scoring.spark").score_with_spark
    criteria_set = set_of("division")
    with tempfile.TemporaryDirectory() as folder, _session() as (spark, started):
        path = Path(folder, "figures.parquet")
        frame_of(figures(agencies)).write_parquet(path)
        ours = timed(lambda: wide(score(criteria_set, pl.read_parquet(path))), repeats)

        def on_spark() -> DataFrame:
            found: DataFrame = score_with_spark(criteria_set, spark.read.parquet(str(path)))
            return found

        theirs = timed(lambda: on_spark().write.format("noop").mode("overwrite").save(), repeats)
        local = wide(score(criteria_set, pl.read_parquet(path))).select("agency", *STANDING)
        found = pl.DataFrame(pl.from_arrow(on_spark().select(NAMED).toArrow()))
        if not found.sort("agency").equals(local.sort("agency")):
            raise ValueError("Spark came to other points, levels or ranks")
    timings = {OURS: ours, START: started, SPARK: theirs}
    return [Line.of(CASE, name, timing, at="division", agencies=agencies) for name, timing in timings.items()]


@contextmanager
def _session() -> Iterator[tuple[SparkSession, Timing]]:
    builder = import_module("pyspark.sql").SparkSession.builder
    os.environ["PYSPARK_PYTHON"] = sys.executable
    configured = builder.master("local[2]").config(map=SETTINGS)
    started = call(configured.getOrCreate)
    session = configured.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session, Timing(started)
    finally:
        session.stop()
