"""A result -> everything a notice has to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.model import Among, By, Cause, Node, Ranking
from thuocdo.definition.set_words import CAUSES
from thuocdo.reports.notice.model import Assumed, AtLevel, LeftOut, Merged, Moved, Moves, Notice, Part, Placed
from thuocdo.reports.notice.rows import Row, figures, maximum_for, names, rows_of
from thuocdo.reports.notice.spread import spread
from thuocdo.scoring.change import Movement
from thuocdo.scoring.result import Result
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import sort_key


def notice_of(result: Result, year: int | None = None) -> Notice:
    """Find what there is to say; `year` is the year evaluated, which a result does not hold.

    >>> import polars as pl
    >>> from thuocdo import load_set, score
    >>> table = pl.DataFrame({"agency": ["A", "B"], "SS:points": ["43.8", "40.23"], "SS:level": ["Mức II", "Mức II"]})
    >>> part, _ = notice_of(score(load_set("dak-nong-2019-huyen"), table)).parts
    >>> part.ranked, [(placed.rank, placed.agency, str(placed.points)) for placed in part.placed]
    (2, [(1, 'A', '43.800'), (2, 'B', '40.230')])
    """
    left_out = tuple(_left_out(result))
    out = {each.agency for each in left_out}
    return Notice(
        set=result.set,
        year=year,
        agencies=len(result.agencies),
        left_out=left_out,
        parts=tuple(_parts(result, out)),
        merged=tuple(_merged(result, out)),
        assumed=tuple(_assumed(result)),
    )


def _left_out(result: Result) -> Iterator[LeftOut]:
    """Who was not evaluated: the root's state says so, for whoever it says so."""
    reasons = {row["agency"]: row.get("reason") for row in result.agencies.iter_rows(named=True)}
    for row in rows_of(result, result.set.root):
        if row.state == "excluded":
            reason = reasons[row.agency]
            yield LeftOut(row.agency, row.block, excluded=True, why=Text(reason, reason) if reason else None)
        elif row.state.startswith("void:"):
            why = CAUSES[Cause(row.state.removeprefix("void:"))]
            yield LeftOut(row.agency, row.block, excluded=False, why=why)


def _parts(result: Result, out: set[str]) -> Iterator[Part]:
    for node in result.ranked:
        everyone = [row for row in rows_of(result, node) if row.agency not in out]
        below = {child.id: [row for row in rows_of(result, child) if row.agency not in out] for child in node.criteria}
        for block in sorted({row.block for row in everyone}, key=lambda block: sort_key(block or "")):
            rows = [row for row in everyone if row.block == block and row.state != "na"]
            if rows:
                yield _Finding(result, node, block, rows).part(
                    {id: [row for row in found if row.block == block] for id, found in below.items()}
                )


class _Finding:
    """One ranked node in one block being looked at."""

    def __init__(self, result: Result, node: Node, block: str | None, rows: Sequence[Row]) -> None:
        self.result, self.node, self.block, self.rows = result, node, block, rows
        self.ranking = node.ranking or Ranking()
        self.ranked = sorted((row for row in rows if row.rank is not None), key=lambda row: row.rank or 0)

    def part(self, below: dict[str, list[Row]]) -> Part:
        node, ranked = self.node, self.ranked
        points = [row for row in ranked if row.points is not None]
        return Part(
            node=node.id,
            name=node.name,
            is_root=node is self.result.set.root,
            maximum=self.maximum(),
            block=self.block,
            evaluated=len(self.rows),
            ranks=self.ranking.among is not Among.NONE,
            ranked=len(ranked),
            ranked_before=self.ranked_before(),
            compared=self.result.earlier is not None,
            levels=tuple(self.levels()),
            undecided=names(row for row in self.rows if row.level is None) if node.levels else (),
            placed=tuple(map(self.placed, ranked)),
            points_published=bool(points) and all(row.state == "given" for row in points),
            moves=self.moves(),
            spreads=tuple(spread(self.result.set, child, below[child.id]) for child in node.criteria),
        )

    def maximum(self) -> Decimal | None:
        maxima = {maximum_for(self.result.set, self.node, row) for row in self.rows}
        return next(iter(maxima)) if len(maxima) == 1 else None

    def ranked_before(self) -> int | None:
        """The number of the year before, if anything at all is known of this node then."""
        earlier = self.result.earlier
        if earlier is None:
            return None
        known = earlier.nodes.get(self.node.id, {}).values()
        if all(then.points is None and then.level is None for then in known):
            return None
        return self.result.counts(self.node.id, self.block).ranked_before

    def levels(self) -> Iterator[AtLevel]:
        node = self.node
        labels = {level.name: level.label for level in node.levels}
        for name in (*labels, node.below) if node.levels else ():
            rows = [row for row in self.rows if row.level == name]
            if rows or name in labels:
                published = sum(row.level_given for row in rows)
                yield AtLevel(name, labels.get(name), names(rows), published, figures(rows, node, "level"))

    def placed(self, row: Row) -> Placed:
        return Placed(
            agency=row.agency,
            rank=row.rank or 0,
            points=row.points,
            available=row.available,
            percent=row.percent if self.ranking.by is By.PERCENT else None,
            level=row.level,
            published_level=row.level_given,
            provisional=row.provisional,
            change=row.change,
            figures=figures((row,), self.node, "points", "level", "rank"),
        )

    def moves(self) -> Moves | None:
        if self.result.earlier is None:
            return None
        moved = [Moved(row.agency, row.change) for row in self.rows if row.change is not None]
        count = {movement: sum(each.change.movement is movement for each in moved) for movement in (*Movement, None)}
        return Moves(
            up=count[Movement.UP],
            down=count[Movement.DOWN],
            unchanged=count[Movement.UNCHANGED],
            no_last_year=count[Movement.NO_LAST_YEAR],
            unknown=count[None],
            most_up=_furthest(moved, Movement.UP),
            most_down=_furthest(moved, Movement.DOWN),
        )


def _furthest(moved: Iterable[Moved], way: Movement) -> tuple[Moved, ...]:
    """Who moved the most in one way, with ties."""
    there = [each for each in moved if each.change.movement is way]
    most = max((_size(each) for each in there), default=Fraction(0))
    return tuple(each for each in there if _size(each) == most)


def _size(moved: Moved) -> Fraction:
    points, percent = moved.change.points, moved.change.percent
    return abs(points if points is not None else percent or Fraction(0))


def _merged(result: Result, out: set[str]) -> Iterator[Merged]:
    """Agencies made of others, where there is a year before to compare them with."""
    earlier = result.earlier
    if earlier is None:
        return
    known = {identity for node in result.ranked for identity in earlier.nodes.get(node.id, {})}
    for row in sorted(result.agencies.iter_rows(named=True), key=lambda row: sort_key(row["agency"])):
        before = [part.strip() for part in (row.get("predecessors") or "").split(";") if part.strip()]
        identity = (row.get("code") if earlier.by_code else None) or row["agency"]
        if before and identity not in known and row["agency"] not in out:
            yield Merged(row["agency"], len(before), sum(name in known for name in before))


def _assumed(result: Result) -> Iterator[Assumed]:
    for node in result.set.root.walk():
        if node.assumed is not None:
            yield Assumed(None if node is result.set.root else node.name, node.assumed)
