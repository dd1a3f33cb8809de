"""What a notice has to say, as data. Agencies are named in Vietnamese order; points are exact and shown as they are.

Notice ─┬─ LeftOut ...      agencies that were not evaluated, and why
        ├─ Part ...         one ranked node in one block
        │    ├─ AtLevel ... who reached which level
        │    ├─ Placed ...  who is ranked where, and how that changed
        │    ├─ Moves       how many went up, down, stayed, had no last year
        │    └─ Spread ...  each group below: best, next, worst, full marks, zero
        ├─ Merged ...       agencies that were made of several
        └─ Assumed ...      what the set takes for granted
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.change import Change
from thuocdo.vietnamese.languages import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a result: whose, at which node, in which column (points, level, rank, change), and what it is."""

    agency: str
    node: str
    column: str
    value: Decimal | int | str


@dataclass(frozen=True, slots=True)
class Shared:
    """Agencies with the same points at a node."""

    points: Decimal
    agencies: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AtLevel:
    """Agencies at one level, or below the last; `published` says of how many the level was given, not worked out."""

    level: str
    label: str | None
    agencies: tuple[str, ...]
    published: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """One ranked agency. `percent` is what it was ranked by, where that is not points."""

    agency: str
    rank: int
    points: Decimal | None
    available: Decimal | None
    percent: Decimal | None
    level: str | None
    published_level: bool
    provisional: bool
    change: Change | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One agency and how far its points moved."""

    agency: str
    change: Change


@dataclass(frozen=True, slots=True)
class Moves:
    """How the agencies of a part moved; `unknown` had a last year that cannot be compared. `most_up` and `most_down` with their ties."""

    up: int
    down: int
    unchanged: int
    no_last_year: int
    unknown: int
    most_up: tuple[Moved, ...]
    most_down: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The points at one group. `ranked` are its distinct points from best to worst, of agencies whose points count as earned.

    `maximum` is None where agencies may have different ones. `full` and `zero` are among `ranked`; `void` earned 0 because an answer
    was not counted, `unanswered` because nothing was entered; `unscored` have no points yet, to `absent` the group does not apply.
    """

    node: str
    name: str
    maximum: Decimal | None
    extra: bool
    comparable: bool
    ranked: tuple[Shared, ...]
    full: Shared | None
    zero: Shared | None
    void: tuple[str, ...]
    unanswered: tuple[str, ...]
    unscored: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def scored(self) -> int:
        """How many agencies have points of their own here."""
        return sum(len(shared.agencies) for shared in self.ranked)


@dataclass(frozen=True, slots=True)
class Part:
    """A ranked node in one block. `ranked_before` is None where nothing is known of the year before.

    `undecided` have no level yet; `points_published` says whether all points of the ranked agencies were given.
    """

    node: str
    name: str
    is_root: bool
    maximum: Decimal | None
    block: str | None
    evaluated: int
    ranks: bool
    ranked: int
    ranked_before: int | None
    compared: bool
    levels: tuple[AtLevel, ...]
    undecided: tuple[str, ...]
    placed: tuple[Placed, ...]
    points_published: bool
    moves: Moves | None
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An agency that was not evaluated, or whose report was not counted."""

    agency: str
    block: str | None
    excluded: bool
    why: Text | None


@dataclass(frozen=True, slots=True)
class Merged:
    """An agency made of others: how many there were, and how many of them the year before knows (their mean is compared with)."""

    agency: str
    predecessors: int
    known: int


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the set takes for granted at a node (None: of the whole set)."""

    name: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """All there is to say. `year` is the year evaluated where it was told."""

    set: CriteriaSet
    year: int | None
    agencies: int
    left_out: tuple[LeftOut, ...]
    parts: tuple[Part, ...]
    merged: tuple[Merged, ...]
    assumed: tuple[Assumed, ...]

    @property
    def evaluated(self) -> int:
        """How many agencies were evaluated."""
        return self.agencies - len(self.left_out)
