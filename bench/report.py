"""The lines as plain text, in 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.budgets import GIB, Kept
from bench.cases import compiling, form, growth, province, race, sheet
from bench.lines import Line

Row = Sequence[str]


def judged(kept: Iterable[Kept]) -> Iterator[str]:
    """What was allowed and what was measured."""
    yield from titled("Budgets", _budgets(kept))


def scoring(lines: list[Line]) -> Iterator[str]:
    """Every table of scoring there are lines for."""
    yield from titled("Set and form", short(_of(lines, compiling.CASE) + _of(lines, form.CASE)))
    for at in dict.fromkeys(line.at for line in _of(lines, race.CASE)):
        here = [line for line in _of(lines, race.CASE) if line.at == at]
        yield from titled(
            f"{here[0].agencies:,} agencies x 100 ratios, at: {at}; right, how many differ in", _race(here)
        )
    yield from titled("From one agency to a million (100 ratios; ten blocks)", _growth(_of(lines, growth.CASE)))
    communes = _of(lines, province.CASE)
    if communes:
        yield from titled(f"mau-2026-xa, {communes[0].agencies:,} communes, file to file", _province(communes))
    yield from titled(
        "Formulas recalculated by LibreOffice; right, how many agencies differ in", _sheet(_of(lines, sheet.CASE))
    )
    cluster = _of(lines, "cluster")
    if cluster:
        yield from titled(f"{cluster[0].agencies:,} agencies, from a Parquet file to every column", short(cluster))


def _of(lines: list[Line], case: str) -> list[Line]:
    return [line for line in lines if line.case == case]


def titled(title: str, rows: Iterable[Row]) -> Iterator[str]:
    """A table under its title; nothing where it has no rows but the heading."""
    table = list(rows)
    if len(table) > 1:
        yield f"\n{title}\n"
        yield from _aligned(table)


def _aligned(table: list[Row]) -> Iterator[str]:
    """Columns as wide as their widest cell, text to the left and figures to the right; a last column of text may run on."""
    widths = [max(len(row[at]) for row in table if at < len(row)) for at in range(max(map(len, table)))]
    left = [at for at in range(len(widths)) if all(_is_text(row[at]) for row in table[1:] if at < len(row))]
    for row in table:
        cells = [
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join(cells).rstrip()


def _is_text(cell: str) -> bool:
    return not cell[:1].isdigit() and cell not in {"", "-"}


def _budgets(kept: Iterable[Kept]) -> Iterator[Row]:
    yield "work", "at", "allowed", "median", "fastest", "processor", "unit", ""
    for budget in kept:
        times = (budget.allowed, budget.measured, budget.fastest, budget.processor)
        shown = ("-" if time is None else figure(time) for time in times)
        yield budget.work, budget.at, *shown, budget.unit, "ok" if budget.ok else "OVER"


def short(lines: list[Line]) -> Iterator[Row]:
    """Times, and how many calls they rest on."""
    yield "milliseconds", "at", "cold", "median", "fastest", "processor", "calls"
    for line in lines:
        yield line.name, line.at, *_times(line), str(line.repeats)


def _times(line: Line) -> Iterator[str]:
    return map(milliseconds, (line.cold, line.median, line.fastest, line.processor))


def _race(lines: list[Line]) -> Iterator[Row]:
    wrong = ("criteria", "points", "level", "rank")
    yield "milliseconds", "cold", "median", "processor", "x NumPy", *wrong
    for line in lines:
        ratio = "-" if line.ratio is None else f"{line.ratio:.1f}"
        times = map(milliseconds, (line.cold, line.median, line.processor))
        yield line.name, *times, ratio, *_differ(line)


def _differ(line: Line) -> Row:
    if line.differs is None:
        return ("",) * 4
    found = line.differs
    return tuple(
        "-" if wrong is None else str(wrong) for wrong in (found.criteria, found.points, found.level, found.rank)
    )


def _growth(lines: list[Line]) -> Iterator[Row]:
    yield "agencies", "way", "at", "cold ms", "median", "processor", "us each", "x NumPy", "GiB before", "peak"
    order = sorted(lines, key=lambda line: (line.agencies, line.at, line.name != growth.OURS))
    for line in order:
        floor = next(
            (
                one.median
                for one in lines
                if one.name == growth.LOOP and (one.at, one.agencies) == (line.at, line.agencies)
            ),
            None,
        )
        yield (
            f"{line.agencies:,}",
            line.name,
            line.at,
            milliseconds(line.cold),
            milliseconds(line.median),
            milliseconds(line.processor),
            figure(line.median * 1e6 / line.agencies),
            "-" if floor is None else f"{line.median / floor:.1f}",
            gib(line.base),
            gib(line.peak),
        )


def _province(lines: list[Line]) -> Iterator[Row]:
    yield "milliseconds", "cold", "median", "fastest", "processor"
    for line in lines:
        yield line.name, *_times(line)
    totals = (sum(getattr(line, key) for line in lines) for key in ("cold", "median", "fastest", "processor"))
    yield "together", *map(milliseconds, totals)
    yield f"peak memory {gib(lines[0].peak)} GiB (before {gib(lines[0].base)})", *("",) * 4


def _sheet(lines: list[Line]) -> Iterator[Row]:
    yield "milliseconds", "agencies", "once", "x ours", "criteria", "points", "level", "rank"
    for line in lines:
        ratio = "-" if line.ratio is None else f"{line.ratio:,.0f}"
        yield line.name, f"{line.agencies:,}", milliseconds(line.median), ratio, *_differ(line)


def milliseconds(seconds: float) -> str:
    """Three figures, never an exponent."""
    return figure(seconds * 1000)


def figure(value: float) -> str:
    """A number with as many decimals as it takes to tell it from its like."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def gib(size: int | None) -> str:
    """Bytes in GiB."""
    return "-" if size is None else f"{size / GIB:.2f}"
