"""What is scored: a set of 100 ratios in ten groups with three levels, and tables of whole numbers for any number of agencies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from thuocdo.definition.load import check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.source import Source

Column = npt.NDArray[np.int64]

ID = "do-100"
GROUPS = 10
MAXIMA = (5, 8, 10, 12, 15, 5, 8, 10, 12, 15)
TARGETS = (100, 90, 80, 75)
LEVELS = (("Mức I", 850), ("Mức II", 700), ("Mức III", 550))
EACH = 50
BLOCKS = 10


@dataclass(frozen=True, slots=True)
class Leaf:
    """One ratio: points = max x min(a / b / target, 1)."""

    id: str
    group: int
    max: int
    target: int


LEAVES = tuple(
    Leaf(f"G{group}-{number}", group, top, TARGETS[number % len(TARGETS)])
    for group in range(GROUPS)
    for number, top in enumerate(MAXIMA)
)


def set_text(at: str) -> str:
    """The set as YAML, rounded at each `division` or at `totals`."""
    return "\n".join(
        [
            f"id: {ID}",
            "name: Một trăm tỷ lệ trong mười nhóm",
            f"max: {GROUPS * sum(MAXIMA)}",
            f"rounding: {{decimals: 2, at: {at}}}",
            "texts: {do: {number: Không có văn bản, issuer: Không do cơ quan nào ban hành}}",
            "cite: {text: do, at: Toàn văn}",
            "ranking: {among: all, by: points}",
            "levels:",
            *(f"  - {{name: {name}, min: {least}, each: {EACH}%}}" for name, least in LEVELS),
            "criteria:",
            *(line for group in range(GROUPS) for line in _group_lines(group)),
            "",
        ]
    )


def _group_lines(group: int) -> list[str]:
    measure = "kind: ratio, a: Số đạt yêu cầu, b: Tổng số, if_none: leave"
    return [
        f"  - id: G{group}",
        f"    name: Nhóm {group}",
        f"    max: {sum(MAXIMA)}",
        "    criteria:",
        *(
            f"      - {{id: {leaf.id}, name: Tỷ lệ {leaf.id}, max: {leaf.max}, "
            f"measure: {{{measure}, target: {leaf.target}%}}}}"
            for leaf in LEAVES
            if leaf.group == group
        ),
    ]


def set_of(at: str) -> CriteriaSet:
    """The set, checked."""
    checked = check_source(Source("do-100.yaml", set_text(at)))
    if checked.set is None or not checked.usable:
        raise ValueError([diagnostic.message.en for diagnostic in checked.diagnostics])
    return checked.set


@dataclass(frozen=True, slots=True)
class Figures:
    """Numerators and denominators of every leaf, and each agency's block."""

    a: list[Column]
    b: list[Column]
    block: Column

    @property
    def agencies(self) -> int:
        """How many rows there are."""
        return len(self.block)


def figures(agencies: int, *, blocks: int = BLOCKS, none: float = 0.0) -> Figures:
    """Draw figures, the same ones at every call; `none` is the share of divisors that are 0."""
    draw = np.random.default_rng(agencies)
    quality = draw.uniform(0.4, 0.95, agencies)
    above, below = [], []
    for _ in LEAVES:
        b = draw.integers(20, 500, agencies)
        a = (b * np.clip(quality + draw.uniform(-0.25, 0.25, agencies), 0, 1)).astype(np.int64)
        if none:
            b[draw.random(agencies) < none] = 0
            a[b == 0] = 0
        above.append(a)
        below.append(b)
    return Figures(above, below, np.arange(agencies) % blocks)


def frame_of(drawn: Figures) -> pl.DataFrame:
    """The figures as a table of agencies: whole numbers, as a database or a Parquet file gives them."""
    row = pl.int_range(drawn.agencies, eager=True).cast(pl.String).str.zfill(7)
    columns = {"agency": "Đơn vị " + row, "block": "Khối " + pl.Series(drawn.block).cast(pl.String)}
    for leaf, a, b in zip(LEAVES, drawn.a, drawn.b, strict=True):
        columns[f"{leaf.id}:a"] = pl.Series(a)
        columns[f"{leaf.id}:b"] = pl.Series(b)
    return pl.DataFrame(columns)


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table with every cell as a person would write it."""
    return frame.select(pl.all().cast(pl.String))
