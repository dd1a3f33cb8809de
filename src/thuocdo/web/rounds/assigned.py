"""Who verifies what: the rules of a round, asked by submission, criterion and reviewer.

    coverage = coverage_of(round, at)                      three queries, whatever the number of agencies
    coverage.reviewers(submission, "HT.1")                 whom a criterion of a submission is assigned to
    coverage.covers(person.pk, submission, "HT.1")
    coverage.criteria(person.pk, submission)               what somebody has in a submission, in the order of the set
    Submission.objects.filter(coverage.submissions(person.pk))
    Submission.objects.filter(coverage.submissions(person.pk, "HT.1"))

A rule holds while its reviewer is a reviewer of the organiser, and never for an agency in which the reviewer has a role of their
own: nobody verifies their own agency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from django.db.models import Q
from django.utils import timezone

from thuocdo.definition.model import CriteriaSet, EnteredBy, Node
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.rounds.models import Assignment, Round, RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion


class Placed(Protocol):
    """What is asked of a submission: its agency, and the block, set and kind it is evaluated in."""

    @property
    def agency_id(self) -> int:
        """The agency's row."""

    @property
    def block_id(self) -> int:
        """The block's row."""

    @property
    def set_version_id(self) -> int:
        """The row of the version of the set."""

    @property
    def kind(self) -> str:
        """The kind; empty where the set makes no difference."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion of a set for one kind: `path` are its own id and those of the groups it stands in."""

    id: str
    path: frozenset[str]
    by_organiser: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One assignment in force; `own` are the agencies in which its reviewer has a role."""

    id: int
    reviewer: int
    reviewer_name: str
    node: str
    block: int | None
    agencies: frozenset[int]
    own: frozenset[int]

    def reaches(self, agency: int, block: int) -> bool:
        """Whether an agency of a block is among those the rule is for."""
        if agency in self.own:
            return False
        return agency in self.agencies if self.agencies else self.block in {None, block}

    def among(self, agencies: frozenset[int], block: int) -> frozenset[int]:
        """Those of a block's agencies that the rule is for."""
        if self.agencies:
            return (agencies & self.agencies) - self.own
        return agencies - self.own if self.block in {None, block} else frozenset()

    def touches(self, path: frozenset[str]) -> bool:
        """Whether a criterion is among those the rule is for."""
        return not self.node or self.node in path


@dataclass(frozen=True)
class Coverage:
    """The rules in force on a day, and the sets they speak of, by the row of their version.

    `asleep` are rules whose reviewer is a reviewer of the organiser no more; `people` all who are, by name.
    """

    rules: tuple[Rule, ...]
    asleep: tuple[Rule, ...]
    sets: Mapping[int, CriteriaSet]
    blocks: tuple[RoundBlock, ...]
    people: Mapping[int, Person]
    _leaves: dict[tuple[int, str], tuple[Leaf, ...]] = field(default_factory=dict)

    def leaves(self, set_version: int, kind: str) -> tuple[Leaf, ...]:
        """The criteria of a set for a kind, in the order of the set."""
        key = set_version, kind
        if key not in self._leaves:
            self._leaves[key] = tuple(_leaves(self.sets[set_version].root, kind or None, ()))
        return self._leaves[key]

    def reviewers(self, submission: Placed, criterion: str) -> tuple[int, ...]:
        """Whom a criterion of a submission is assigned to, each once."""
        path = next((each.path for each in self._of(submission) if each.id == criterion), None)
        if path is None:
            return ()
        found = (rule.reviewer for rule in self._reaching(submission) if rule.touches(path))
        return tuple(dict.fromkeys(found))

    def covers(self, reviewer: int, submission: Placed, criterion: str) -> bool:
        """Whether a criterion of a submission is assigned to somebody."""
        return reviewer in self.reviewers(submission, criterion)

    def criteria(self, reviewer: int, submission: Placed) -> tuple[str, ...]:
        """What somebody has to verify in a submission, in the order of the set."""
        rules = [rule for rule in self._reaching(submission) if rule.reviewer == reviewer]
        return tuple(leaf.id for leaf in self._of(submission) if any(rule.touches(leaf.path) for rule in rules))

    def submissions(self, reviewer: int, criterion: str = "") -> Q:
        """The submissions in which somebody has something to verify, or one criterion; those not evaluated are left out."""
        nothing = Q(pk__in=())
        found = nothing
        for rule in self.rules:
            if rule.reviewer == reviewer:
                found |= self._asked(rule, criterion)
        return found if found == nothing else found & Q(not_evaluated="")

    def asking(self, criterion: str) -> Q:
        """The submissions that are asked a criterion, whoever has it."""
        found = Q(pk__in=())
        for key, one in self.sets.items():
            kinds = [kind for kind in one.kinds or ("",) if any(self._paths(key, criterion, kind))]
            if kinds:
                found |= Q(set_version_id=key) if kinds == [""] else Q(set_version_id=key, kind__in=kinds)
        return found & Q(not_evaluated="")

    def _paths(self, version: int, criterion: str, *kinds: str) -> Iterator[frozenset[str]]:
        """Where a criterion stands in a set, for each kind that is asked it."""
        for kind in kinds or self.sets[version].kinds or ("",):
            yield from (leaf.path for leaf in self.leaves(version, kind) if leaf.id == criterion)

    def _asked(self, rule: Rule, criterion: str) -> Q:
        sets = [key for key, one in self.sets.items() if not rule.node or rule.node in one.nodes()]
        if criterion:
            sets = [key for key in sets if any(rule.touches(path) for path in self._paths(key, criterion))]
        asked = Q(set_version_id__in=sets)
        if criterion:
            asked &= self.asking(criterion)
        if rule.agencies:
            asked &= Q(agency_id__in=sorted(rule.agencies))
        elif rule.block is not None:
            asked &= Q(block_id=rule.block)
        return asked & ~Q(agency_id__in=sorted(rule.own)) if rule.own else asked

    def _of(self, submission: Placed) -> tuple[Leaf, ...]:
        return self.leaves(submission.set_version_id, submission.kind)

    def _reaching(self, submission: Placed) -> Iterator[Rule]:
        return (rule for rule in self.rules if rule.reaches(submission.agency_id, submission.block_id))


def coverage_of(round: Round, at: datetime) -> Coverage:
    """The rules of a round as they hold on the day of `at`."""
    people, own = _reviewers(round, at)
    rules = list(_rules(round, own))
    blocks = blocks_of(round)
    return Coverage(
        rules=tuple(rule for rule in rules if rule.reviewer in people),
        asleep=tuple(rule for rule in rules if rule.reviewer not in people),
        sets={of.set_version_id: criteria_set_of(of.set_version) for of in blocks},
        blocks=blocks,
        people=people,
    )


def coverage_for(holding: Holding, round: Round, version: SetVersion | None = None) -> Coverage:
    """The same for one person alone: one query where the set is known already, else two."""
    person, organiser = holding.person, round.organiser_id
    of_agency = (RoleName.OFFICER, RoleName.HEAD)
    reviewing = person is not None and holding.has(RoleName.REVIEWER, organiser)
    own = holding.agencies - (frozenset() if holding.any_of(of_agency, organiser) else {organiser})
    rules = tuple(_rules(round, {person.pk: own}, person.pk)) if person is not None and reviewing else ()
    blocks: tuple[RoundBlock, ...] = ()
    sets = {version.pk: criteria_set_of(version)} if version is not None else {}
    if version is None:
        blocks = blocks_of(round)
        sets = {of.set_version_id: criteria_set_of(of.set_version) for of in blocks}
    return Coverage(rules, (), sets, blocks, {person.pk: person} if person is not None and reviewing else {})


def blocks_of(round: Round) -> tuple[RoundBlock, ...]:
    """The blocks of a round in their order, with their sets but for the long texts of these; one query."""
    found = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    return tuple(found.defer("set_version__content", "set_version__cases"))


def _rules(round: Round, own: Mapping[int, frozenset[int]], only: int | None = None) -> Iterator[Rule]:
    """One query: a row for each rule and agency named in it; `only` the rules of one person."""
    rows = Assignment.objects.in_force().filter(round=round).order_by("reviewer__sort_key", "reviewer_id", "pk")
    if only is not None:
        rows = rows.filter(reviewer=only)
    fields = ("pk", "reviewer_id", "reviewer__name", "reviewer__email", "node", "block_id", "agencies")
    for head, named in groupby(rows.values_list(*fields), key=itemgetter(slice(-1))):
        id, reviewer, name, email, node, block = head
        agencies = frozenset(row[-1] for row in named if row[-1] is not None)
        yield Rule(id, reviewer, name or email, node, block, agencies, own.get(reviewer, frozenset()))


def _reviewers(round: Round, at: datetime) -> tuple[dict[int, Person], dict[int, frozenset[int]]]:
    """The reviewers of the organiser, and the agencies each has a role in; the organiser counts as one for officers and heads only."""
    today = Role.objects.on(timezone.localdate(at))
    reviewers = today.filter(agency=round.organiser_id, role=RoleName.REVIEWER, person__is_active=True)
    held = today.filter(person__in=reviewers.values("person")).select_related("person")
    people: dict[int, Person] = {}
    own: dict[int, frozenset[int]] = {}
    for role in held.order_by("person__sort_key", "person_id"):
        people[role.person_id] = role.person
        if role.agency_id != round.organiser_id or role.role in {RoleName.OFFICER, RoleName.HEAD}:
            own[role.person_id] = own.get(role.person_id, frozenset()) | {role.agency_id}
    return people, own


def _leaves(node: Node, kind: str | None, path: tuple[str, ...]) -> Iterator[Leaf]:
    path = (*path, node.id)
    if node.is_leaf:
        yield Leaf(node.id, frozenset(path), node.entered_by is EnteredBy.ORGANISER)
    for child in node.criteria:
        if child.applies(kind):
            yield from _leaves(child, kind, path)
