"""A ranking a person likes to read: for each ranked node, and each block, one table and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thuocdo.cli.output import FAINT, Output
from thuocdo.cli.standing import PROVISIONAL, Standing, standings
from thuocdo.cli.table import Cell, Column, natural, table
from thuocdo.definition.model import Node
from thuocdo.diagnostics.cells import wrap
from thuocdo.diagnostics.terminal import BOLD
from thuocdo.scoring.change import Change, Movement
from thuocdo.scoring.result import Counts, Result
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.names import sort_key
from thuocdo.vietnamese.numbers import format_number, format_percent, plain_number

BEST_TO_WORST: Final = ("32", "36", "33", "31")
UNCHANGED: Final = Text("không đổi", "unchanged")
NO_LAST_YEAR: Final = Text("mới", "new")
CAUSES: Final = {
    "late": Text("báo cáo nộp muộn", "the report came late"),
    "no_evidence": Text("không có tài liệu kiểm chứng", "no evidence"),
    "insufficient": Text("thông tin không đủ", "insufficient information"),
    "untrue": Text("thông tin không đúng", "untrue information"),
}
NONE: Final = "–"

Extra = list[tuple[Column, list[str]]]


def ranking(result: Result, out: Output) -> str:
    """Return the rankings of a result as lines."""
    lines = [*_title(result, out)]
    for node in result.ranked:
        lines += _node(result, node, out)
    lines += _assumed(result.set.root.assumed, out)
    return "\n".join(lines).rstrip() + "\n"


def _title(result: Result, out: Output) -> Iterator[str]:
    root = result.set.root
    yield from (out.bold(line) for line in wrap(out.to(root.name, root.name_en or root.name), out.width))
    texts = [text.number + (f" ({format_date(text.date, out.lang)})" if text.date else "") for text in result.set.texts]
    number = format_number(len(result.agencies), out.lang)
    facts = [*texts, out.to(f"{number} đơn vị", f"{number} agencies"), f"{root.id} {result.digest[:19]}"]
    yield from (out.faint(line) for line in wrap(" · ".join(unbroken(fact) for fact in facts), out.width))
    yield ""


def _node(result: Result, node: Node, out: Output) -> Iterator[str]:
    everyone = standings(result, node)
    blocks = dict.fromkeys(standing.block for standing in everyone)
    name = out.to(node.name, node.name_en or node.name)
    top = (
        f", {out.to('tối đa', 'maximum')} {format_number(node.max, out.lang)}" if isinstance(node.max, Decimal) else ""
    )
    title = f"{name} ({node.id}){top}" if node is not result.set.root else out.to("Tổng điểm", "Total") + top
    for block in sorted(blocks, key=lambda block: sort_key(block or "")):
        there = [standing for standing in everyone if standing.block == block]
        heading = title if block is None else f"{title} · {block}"
        yield from (out.bold(line) for line in wrap(heading, out.width))
        for line in counted(result.counts(node.id, block), out.lang):
            yield from wrap(line, out.width)
        yield ""
        yield _Ranking(node, there, out).table()
    yield from _provisional(everyone, out)
    yield from _assumed(node.assumed if node is not result.set.root else None, out)


def counted(counts: Counts, lang: Lang) -> Iterator[str]:
    """How many are ranked, how that changed, and how many reached each level."""
    number, everyone = format_number(counts.ranked, lang), format_number(counts.agencies, lang)
    text = Text(f"Số đơn vị được xếp hạng: {number}", f"Agencies ranked: {number}").to(lang)
    if counts.ranked_before is not None:
        difference = counts.ranked - counts.ranked_before
        by = format_number(abs(difference), lang)
        moved = Text(f"tăng {by}", f"up {by}") if difference > 0 else Text(f"giảm {by}", f"down {by}")
        text += f", {(moved if difference else UNCHANGED).to(lang)}"
    yield text + Text(f" (trong {everyone} đơn vị)", f" (of {everyone})").to(lang)
    if counts.levels:
        yield " · ".join(unbroken(f"{name}: {format_number(at, lang)}") for name, at in counts.levels.items())


def unbroken(text: str) -> str:
    """A text that stays on one line."""
    return text.replace(" ", "\u00a0")


def _provisional(everyone: Sequence[Standing], out: Output) -> Iterator[str]:
    if any(standing.provisional and standing.rank for standing in everyone):
        yield from wrap(PROVISIONAL.to(out.lang), out.width)
        yield ""


def _assumed(about: str | None, out: Output) -> Iterator[str]:
    """What the set takes for granted, since it may decide."""
    if about is not None:
        yield from (out.faint(line) for line in wrap(f"{out.to('Giả định', 'Assumed')}: {about}", out.width))
        yield ""


class _Ranking:
    """One table being laid out: the columns that must be there, and those for which there is room."""

    def __init__(self, node: Node, there: Sequence[Standing], out: Output) -> None:
        self.node, self.there, self.out = node, there, out
        self.names = [level.name for level in node.levels]
        self.decimals = _most_decimals([standing.points for standing in there])

    def table(self) -> str:
        columns, rows = self.necessary()
        for extra in (self.before(), self.percents(), self.parts()):
            wider = [*columns, *(column for column, _ in extra)]
            with_it = [[*row, *cells] for row, *cells in zip(rows, *(cells for _, cells in extra), strict=True)]
            if natural(wider, with_it) <= self.out.width:
                columns, rows = wider, with_it
        return table(columns, rows, width=self.out.width, color=self.out.color)

    def necessary(self) -> tuple[list[Column], list[list[Cell | str]]]:
        out = self.out
        columns = [
            Column(out.to("Hạng", "Rank"), figures=True),
            Column(out.to("Đơn vị", "Agency"), flexible=True),
            Column(out.to("Điểm", "Points"), figures=True),
        ]
        rows: list[list[Cell | str]] = [
            [self.rank(each), Cell(each.agency, (BOLD,) if each.rank else ()), self.points(each.points)]
            for each in self.there
        ]
        if self.names or any(each.points is None for each in self.there):
            heading = out.to("Mức", "Level") if self.names else out.to("Ghi chú", "Note")
            columns.append(Column(heading, flexible=True))
            rows = [[*row, self.level(each)] for row, each in zip(rows, self.there, strict=True)]
        if any(each.change is not None for each in self.there):
            columns.append(Column(out.to("Tăng, giảm", "Change"), figures=True))
            rows = [[*row, self.moved(each.change)] for row, each in zip(rows, self.there, strict=True)]
        return columns, rows

    def rank(self, standing: Standing) -> str:
        if standing.rank is None:
            return NONE
        return format_number(standing.rank, self.out.lang) + ("*" if standing.provisional else "")

    def points(self, points: Decimal | None) -> str:
        return NONE if points is None else format_number(points, self.out.lang, self.decimals)

    def level(self, standing: Standing) -> Cell:
        """The level in its colour, or why there is none."""
        out = self.out
        if standing.state == "excluded":
            why = f": {standing.reason}" if standing.reason else ""
            return Cell(out.to("không đánh giá", "not evaluated") + why, (FAINT,))
        if standing.is_out:
            cause = CAUSES[standing.state.removeprefix("void:")].to(out.lang)
            return Cell(out.to("không được tính điểm", "void") + f": {cause}", (FAINT,))
        if standing.open_levels is not None:
            best, worst = standing.open_levels
            return Cell(out.to(f"chưa rõ: {worst} đến {best}", f"open: {worst} to {best}"), (FAINT,))
        if standing.level is None and standing.points is not None:
            return Cell("")
        if standing.level is None:
            missing = out.to("chưa đủ điểm", "points missing")
            return Cell(out.to("không áp dụng", "not applicable") if standing.state == "na" else missing, (FAINT,))
        return Cell(standing.level, self.colour(standing.level))

    def colour(self, level: str) -> tuple[str, ...]:
        """Best to worst over the colours there are; below the last level is no level."""
        if level not in self.names:
            return (FAINT,)
        if len(self.names) == 1:
            return (BEST_TO_WORST[0],)
        place = self.names.index(level) * (len(BEST_TO_WORST) - 1) // (len(self.names) - 1)
        return (BOLD, BEST_TO_WORST[place])

    def moved(self, change: Change | None) -> Cell:
        """An arrow and by how much."""
        if change is None or change.movement is None:
            return Cell(NONE)
        if change.movement is Movement.NO_LAST_YEAR:
            return Cell(NO_LAST_YEAR.to(self.out.lang))
        if change.movement is Movement.UNCHANGED:
            return Cell(UNCHANGED.to(self.out.lang))
        up = change.movement is Movement.UP
        return Cell(f"{'▲' if up else '▼'} {self.amount(change)}", ("32" if up else "31",))

    def amount(self, change: Change) -> str:
        if change.points is not None:
            return format_number(abs(_decimal(change.points)), self.out.lang)
        return format_percent(abs(_decimal(change.percent or Fraction(0))), self.out.lang)

    def before(self) -> Extra:
        if not any(each.change and (each.change.level_before or each.change.rank_before) for each in self.there):
            return []
        return [(Column(self.out.to("Kỳ trước", "Before")), [self.was(each.change) for each in self.there])]

    def was(self, change: Change | None) -> str:
        if change is None:
            return NONE
        rank = self.out.to("hạng", "rank") + f" {change.rank_before}" if change.rank_before else None
        return ", ".join(filter(None, (change.level_before, rank))) or NONE

    def percents(self) -> Extra:
        known = [each.percent for each in self.there]
        decimals = _most_decimals(known)
        shown = [NONE if percent is None else format_percent(percent, self.out.lang, decimals) for percent in known]
        return [(Column(self.out.to("Tỷ lệ", "Share"), figures=True), shown)] if any(known) else []

    def parts(self) -> Extra:
        """The groups right below the node, in order, where any agency has points there."""
        found: Extra = []
        for index, child in enumerate(self.node.criteria):
            known = [each.parts[index] for each in self.there]
            if any(points is not None for points in known):
                decimals = _most_decimals(known)
                shown = [NONE if points is None else format_number(points, self.out.lang, decimals) for points in known]
                found.append((Column(child.id, figures=True), shown))
        return found


def _decimal(value: Fraction) -> Decimal:
    """A figure on decimals, which every shown amount is."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _most_decimals(values: Sequence[Decimal | None]) -> int:
    """The decimals that the longest of several figures needs, so that they stand under one another."""
    return max((len(plain_number(value).partition(".")[2]) for value in values if value is not None), default=0)
