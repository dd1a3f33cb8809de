"""What a submission asks: its criteria set as the agency's kind sees it, kept by the set's digest.

sheet_of(submission).asked  ->  {"HT1": Resolved, "HT2": Resolved, ...}    in the order of the set
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from thuocdo.definition.measures import Input, InputType
from thuocdo.definition.model import CriteriaSet, EnteredBy
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.scoring.quotient import input_columns
from thuocdo.tables.columns import Layout, layout_of
from thuocdo.vietnamese import Lang
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion

MARK: Final = "points"  # the key of the one input of a criterion without a measure
_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class Words:
    """What a form says of a criterion, whoever fills it in. `vi`: the name is Vietnamese on an English page.

    `most` is its maximum as a number and `at_most` as a sentence, both empty where it says nothing to whoever fills it in: of a deduction.
    """

    name: str
    vi: bool
    most: str
    at_most: str
    explain: str
    rule: str
    cite: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a criterion: its column in the table that is scored, its key, its type."""

    column: str
    key: str
    type: InputType


@dataclass(frozen=True)
class Sheet:
    """The tree of one kind of agency; `kind` None where the set makes no difference."""

    set: CriteriaSet
    kind: str | None
    tree: Resolved

    @cached_property
    def nodes(self) -> dict[str, Resolved]:
        """Every node by its id, groups and criteria."""
        return {node.id: node for node in self.tree.walk()}

    @cached_property
    def criteria(self) -> dict[str, Resolved]:
        """Every criterion by its id, the organiser's too."""
        return {id: node for id, node in self.nodes.items() if node.is_leaf}

    @cached_property
    def asked(self) -> dict[str, Resolved]:
        """The criteria that the agency fills in itself."""
        return {id: node for id, node in self.criteria.items() if node.node.entered_by is not EnteredBy.ORGANISER}

    @cached_property
    def cells(self) -> dict[str, tuple[Cell, ...]]:
        """What each criterion is scored by, by its id."""
        return {
            id: tuple(
                Cell(name, entry.key, entry.type)
                for name, entry in zip(input_columns(node), inputs_of(node), strict=True)
            )
            for id, node in self.criteria.items()
        }

    @cached_property
    def said(self) -> dict[tuple[str, Lang], Words]:
        """What a form said of criteria before, by id and language: it is the same in every form."""
        return {}

    @cached_property
    def layout(self) -> Layout:
        """The columns of the set, kept here: finding them by the set alone means hashing all of it."""
        return layout_of(self.set)


def sheet_for(criteria_set: CriteriaSet, kind: str | None) -> Sheet:
    """The sheet of a set for a kind of agency."""
    return Sheet(criteria_set, kind, resolve(criteria_set, kind))


_kept: dict[tuple[str, str], Sheet] = {}


def sheet_of(submission: Submission) -> Sheet:
    """What a submission asks. The text of the set is read only when its digest is new here."""
    key = (submission.set_version.digest, submission.kind)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        found = _kept[key] = sheet_for(criteria_set_of(submission.set_version), submission.kind or None)
    return found


def with_their_sets(submissions: Iterable[Submission]) -> list[Submission]:
    """Submissions with their sets, one object for each set. Its long texts are only read where a sheet is not kept yet."""
    rows = list(submissions)
    sets = SetVersion.objects.defer("content", "cases").in_bulk({row.set_version_id for row in rows})
    for row in rows:
        row.set_version = sets[row.set_version_id]
    return rows


def inputs_of(node: Resolved) -> tuple[Input, ...]:
    """The inputs of a criterion; one without a measure is given a mark."""
    measure = node.node.measure
    return (Input(MARK, node.node.name),) if measure is None else measure.inputs


def label_of(node: Resolved, entry: Input) -> str:
    """What an input is called: its own label, else the name of its criterion."""
    return entry.label or node.node.name
