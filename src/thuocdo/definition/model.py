"""The frozen model of a criteria set: exactly what its file says, nothing worked out.

    CriteriaSet -> root Node -> Node ... -> leaf with or without a Measure

Amounts are exact decimals in points, or percents (`Amount.percent`). A node's `path` is where it stands in its file.
Tuples throughout, so that sets can be hashed, pickled and compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Measure

Path = tuple[str | int, ...]
UNRANKED = "Không xếp hạng"  # the default of `below`


class Combine(StrEnum):
    """How a group's points follow from its children's."""

    SUM = "sum"
    MEAN = "mean"
    BEST = "best"
    NONE = "none"


class NotApplicable(StrEnum):
    """What becomes of a node that does not apply: left out, or 0 of its maximum."""

    LEAVE = "leave"
    ZERO = "zero"


class Missing(StrEnum):
    """What becomes of a leaf nobody answered: no points at all, or 0."""

    UNSCORED = "unscored"
    ZERO = "zero"


class Evidence(StrEnum):
    """Whether an answer needs a document behind it."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class EnteredBy(StrEnum):
    """Who fills in a criterion: the agency itself, or the organiser of the round."""

    AGENCY = "agency"
    ORGANISER = "organiser"


class At(StrEnum):
    """Where points are rounded: at each division, or in what is shown only."""

    DIVISION = "division"
    TOTALS = "totals"


class Cause(StrEnum):
    """Why something is not counted at all (không được tính điểm)."""

    LATE = "late"
    NO_EVIDENCE = "no_evidence"
    INSUFFICIENT = "insufficient"
    UNTRUE = "untrue"


class Scope(StrEnum):
    """What a cause takes away: the criterion's points, or the whole report."""

    CRITERION = "criterion"
    REPORT = "report"


class Among(StrEnum):
    """Which agencies are ranked."""

    ALL = "all"
    LEVELLED = "levelled"
    NONE = "none"


class By(StrEnum):
    """What the ranking compares."""

    POINTS = "points"
    PERCENT = "percent"
    LEVEL = "level"


class LinkKind(StrEnum):
    """How criteria of a new set stand to those of the one it succeeds."""

    SAME = "same"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class LegalText:
    """A decision the set rests on."""

    id: str
    number: str
    date: date | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """The place in a decision: `at` in the words of that text ("Phụ lục I, mục 3")."""

    text: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What a level asks of one node."""

    node: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Level:
    """A level, best first: its limit on the node (`strict`: above, else at least), and on nodes below it."""

    name: str
    limit: Amount
    strict: bool = False
    label: str | None = None
    each: Amount | tuple[Limit, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who is ranked and by what; `by` None is points, where nothing else could be meant."""

    among: Among = Among.ALL
    by: By | None = None


@dataclass(frozen=True, slots=True)
class KindMax:
    """The maximum of one kind of agency."""

    kind: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """A group or a criterion; the set itself is the root node. Keys as in docs/language.md."""

    id: str
    name: str
    name_en: str | None = None
    applies_to: tuple[str, ...] | None = None
    max: Decimal | tuple[KindMax, ...] | None = None
    min: Decimal = Decimal(0)
    cap: bool = False
    extra: bool = False
    weight: Decimal | None = None
    combine: Combine = Combine.SUM
    rescale: bool = False
    not_applicable: NotApplicable | None = None
    missing: Missing | None = None
    needs: str | None = None
    criteria: tuple[Node, ...] = ()
    measure: Measure | None = None
    levels: tuple[Level, ...] = ()
    below: str = UNRANKED
    ranking: Ranking | None = None
    cite: Cite | None = None
    evidence: Evidence | None = None
    entered_by: EnteredBy | None = None
    help: str | None = None
    notes: str | None = None
    assumed: str | None = None
    path: Path = field(default=(), compare=False, repr=False)

    @property
    def is_leaf(self) -> bool:
        """Whether it has no children."""
        return not self.criteria

    def walk(self) -> Iterator[Node]:
        """This node, then every node below it, in the order of the file."""
        yield self
        for child in self.criteria:
            yield from child.walk()

    def max_for(self, kind: str | None) -> Decimal | None:
        """The maximum for agencies of a kind; None where the node has none."""
        if not isinstance(self.max, tuple):
            return self.max
        return next((entry.value for entry in self.max if entry.kind == kind), None)

    def applies(self, kind: str | None) -> bool:
        """Whether the node itself is there for agencies of a kind (its parents apart)."""
        return self.applies_to is None or kind is None or kind in self.applies_to


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimals of points and of percents, and where points are rounded."""

    decimals: int = 2
    at: At = At.DIVISION
    percent: int = 2


@dataclass(frozen=True, slots=True)
class Period:
    """When the set is in force, both days included."""

    start: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class VoidRule:
    """What one cause takes away."""

    cause: Cause
    scope: Scope


@dataclass(frozen=True, slots=True)
class Link:
    """How criteria of this set stand to those of the set before."""

    new: tuple[str, ...]
    old: tuple[str, ...]
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Succession:
    """The set before this one, and the links that its ids do not tell."""

    set: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A criteria set. `kinds` are the kinds of agency it is for; empty: it makes no difference between kinds."""

    root: Node
    rounding: Rounding = Rounding()
    texts: tuple[LegalText, ...] = ()
    valid: Period = Period()
    void: tuple[VoidRule, ...] = ()
    report_before: tuple[int, int] | None = None
    succeeds: Succession | None = None

    @property
    def id(self) -> str:
        """The set's id, which is the root node's."""
        return self.root.id

    @property
    def name(self) -> str:
        """The set's name, which is the root node's."""
        return self.root.name

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of agency the set is for."""
        return self.root.applies_to or ()

    def nodes(self) -> dict[str, Node]:
        """Every node by its id, in the order of the file."""
        return {node.id: node for node in self.root.walk()}

    def scope(self, cause: Cause) -> Scope | None:
        """What a cause takes away; None: the set does not know it."""
        return next((rule.scope for rule in self.void if rule.cause is cause), None)
