"""An independent scorer, slow and to the letter of docs/rules.md: what the engine must agree with to the last digit.

a set and its agencies (columns as in a table, cells typed)  ->  yardsticks  ->  every node's points  ->  levels  ->  ranks
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from tests.scoring.oracle_measures import Row
from tests.scoring.oracle_points import Seat, Settled, Settling, best_of, column, rounded, seats, takes_report
from thuocdo.definition.measures import Over, Quota, Relative
from thuocdo.definition.model import Among, By, Combine, CriteriaSet, Level, Node, Ranking

Block = str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One node of one agency. `best` and `worst` are the levels still possible where none is given yet."""

    points: Fraction | None
    shown: Decimal | None
    available: Fraction | None
    percent: Decimal | None
    state: str
    level: str | None = None
    best: str | None = None
    worst: str | None = None
    provisional: bool = False
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures by agency and node, nodes that are not there left out; by block and ranked node, whether ranks may change."""

    agencies: dict[str, dict[str, Figures]] = field(default_factory=dict)
    provisional: dict[tuple[Block, str], bool] = field(default_factory=dict)


def score(criteria_set: CriteriaSet, rows: Sequence[Row]) -> Scores:
    """Score a table; every agency has its own name."""
    scores = Scores()
    seated = [(seats(criteria_set, row), row) for row in rows]
    for row in rows:
        best = {leaf.id: best_of(leaf, among(leaf, row, seated)) for leaf in criteria_set.root.walk() if leaf.is_leaf}
        scores.agencies[str(row["agency"])] = figures(Settling(criteria_set, row, best))
    for block in dict.fromkeys(block_of(row) for row in rows):
        members = [row for row in rows if block_of(row) == block]
        for node in criteria_set.root.walk():
            if is_ranked(criteria_set, node):
                scores.provisional[block, node.id] = rank(node, scores, members)
    return scores


def block_of(row: Row) -> Block:
    block = row.get("block")
    return None if block is None else str(block)


def among(
    leaf: Node, row: Row, seated: Sequence[tuple[Mapping[str, Seat], Row]]
) -> list[tuple[Mapping[str, Seat], Row]]:
    """The agencies among whom a leaf's best value is looked for."""
    match leaf.measure:
        case Relative(over=Over.ALL):
            return list(seated)
        case Relative() | Quota():
            return [(found, other) for found, other in seated if block_of(other) == block_of(row)]
        case _:
            return []


def figures(settling: Settling) -> dict[str, Figures]:
    """Every node that is there, with its level."""
    found = {}
    for node_id, seat in settling.seats.items():
        settled = settling.of(node_id)
        shown = settling.shown(settled)
        percent = percent_of(shown, settled.available, settling.set.rounding.percent)
        plain = Figures(
            settled.points, shown, settled.available, percent, settled.state, provisional=settled.provisional
        )
        found[node_id] = with_level(plain, seat, settling)
    return found


def percent_of(shown: Decimal | None, available: Fraction | None, decimals: int) -> Decimal | None:
    if shown is None or not available:
        return None
    return rounded(Fraction(shown) * 100 / available, decimals)


def with_level(plain: Figures, seat: Seat, settling: Settling) -> Figures:
    node = seat.node
    given = column(settling.set.root, node, "level", settling.row)
    if takes_report(settling.set, seat.state) or not node.levels:
        return plain
    if given is not None:
        unscored = plain.state == "missing" and plain.points is None
        return replace(plain, level=str(given), state="given" if unscored else plain.state)
    if plain.points is None:
        return plain
    best: str | None = None
    for level in node.levels:
        outcomes = list(conditions(level, node, settling))
        if False in outcomes:
            continue
        if None not in outcomes:
            return reached(plain, best, level.name)
        best = best or level.name
    return reached(plain, best, node.below)


def reached(plain: Figures, open_level: str | None, level: str) -> Figures:
    """The first level that holds, unless a better one is still open."""
    if open_level is None:
        return replace(plain, level=level)
    return replace(plain, state="open", best=open_level, worst=level)


def conditions(level: Level, node: Node, settling: Settling) -> Iterator[bool | None]:
    """Whether each condition of a level holds; None: it is open."""
    yield clears(settling.of(node.id), settling, level.limit.value, percent=level.limit.percent, strict=level.strict)
    if level.each is None:
        return
    if isinstance(level.each, tuple):
        asked = [(limit.node, limit.amount) for limit in level.each]
    else:
        asked = [(child.id, level.each) for child in node.criteria if not child.extra]
    for node_id, amount in asked:
        if node_id in settling.seats and not settling.of(node_id).out:
            yield clears(settling.of(node_id), settling, amount.value, percent=amount.percent, strict=False)


def clears(settled: Settled, settling: Settling, value: Decimal, *, percent: bool, strict: bool) -> bool | None:
    shown = settling.shown(settled)
    if shown is None:
        return None
    reached, limit = Fraction(shown), Fraction(value)
    if percent:
        reached, limit = reached * 100, limit * (settled.available or 0)
    return reached > limit if strict else reached >= limit


def is_ranked(criteria_set: CriteriaSet, node: Node) -> bool:
    is_total = node is criteria_set.root and node.combine is not Combine.NONE
    return bool(node.levels) or node.ranking is not None or is_total


def rank(node: Node, scores: Scores, members: Sequence[Row]) -> bool:
    """Rank the agencies of one block at a node; return whether somebody could still come in or change places."""
    ranking = node.ranking or Ranking()
    there = {str(row["agency"]): scores.agencies[str(row["agency"])] for row in members}
    there = {name: nodes for name, nodes in there.items() if node.id in nodes}
    keys = {name: sort_key(node, ranking, nodes[node.id]) for name, nodes in there.items()}
    ranked = {name: key for name, key in keys.items() if key is not None}
    for name, key in ranked.items():
        place = 1 + sum(other > key for other in ranked.values())
        there[name][node.id] = replace(there[name][node.id], rank=place)
    block = [nodes[node.id] for nodes in there.values()]
    return any(could_come_in(node, ranking, of) and not outclassed(node, ranking, of, block) for of in block)


def sort_key(node: Node, ranking: Ranking, of: Figures) -> tuple[Fraction, ...] | None:
    """What an agency is ranked by, the highest first; None: it is not ranked."""
    names = [level.name for level in node.levels]
    if of.shown is None or ranking.among is Among.NONE:
        return None
    if ranking.among is Among.LEVELLED and of.level not in names:
        return None
    match ranking.by:
        case By.PERCENT:
            return None if of.percent is None else (Fraction(of.percent),)
        case By.LEVEL:
            place = names.index(of.level) if of.level in names else len(names)
            return (Fraction(-place), Fraction(of.shown))
        case _:
            return (Fraction(of.shown),)


def outclassed(node: Node, ranking: Ranking, of: Figures, block: Sequence[Figures]) -> bool:
    """A given level, worse than everybody's who has points, where the total alone decides and all could earn the same."""
    names = [*(level.name for level in node.levels), node.below]
    if ranking.among is not Among.ALL or of.shown is not None or of.level is None or not node.levels:
        return False
    if any(level.each is not None for level in node.levels):
        return False
    with_points = [other for other in block if other.shown is not None]
    known = [other.available for other in block if other.available is not None]
    if not with_points or any(other.level is None for other in with_points) or len(set(known)) != 1:
        return False
    return all(names.index(of.level) > names.index(other.level or "") for other in with_points)


def could_come_in(node: Node, ranking: Ranking, of: Figures) -> bool:
    if ranking.among is Among.NONE or of.state in {"na", "excluded"} or of.state.startswith("void:"):
        return False
    levels_count = ranking.among is Among.LEVELLED or ranking.by is By.LEVEL
    if of.shown is None:
        return not (ranking.among is Among.LEVELLED and of.level == node.below)
    return of.state == "open" and levels_count
