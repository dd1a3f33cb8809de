"""Who verifies what: the rules of a round, asked by submission, criterion and reviewer.

    coverage = coverage_of(round, at)                      four queries, whatever the number of agencies
    coverage.reviewers(submission, "HT.1")                 whom a criterion of a submission is assigned to
    coverage.covers(person.pk, submission, "HT.1")
    coverage.criteria(person.pk, submission)               what somebody has in a submission, in the order of the set
    Submission.objects.filter(coverage.submissions(person.pk))

A rule holds while its reviewer is a reviewer of the organiser, and never for an agency in which the reviewer has a role of their
own: nobody verifies their own agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db.models import Q
from django.utils import timezone

from thuocdo.definition.model import CriteriaSet, EnteredBy, Node
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.rounds.models import Assignment, Round
from thuocdo.web.sets.loaded import criteria_set_of


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
    node: str
    block: int | None
    agencies: frozenset[int]
    own: frozenset[int]

    def reaches(self, agency: int, block: int) -> bool:
        """Whether an agency of a block is among those the rule is for."""
        if agency in self.own:
            return False
        return agency in self.agencies if self.agencies else self.block in {None, block}

    def touches(self, path: frozenset[str]) -> bool:
        """Whether a criterion is among those the rule is for."""
        return not self.node or self.node in path


@dataclass(frozen=True)
class Coverage:
    """The rules in force on a day, and the sets they speak of, by the row of their version."""

    rules: tuple[Rule, ...]
    sets: Mapping[int, CriteriaSet]
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

    def submissions(self, reviewer: int) -> Q:
        """The submissions of the round in which somebody has something to verify; those not evaluated are left out."""
        nothing = Q(pk__in=())
        found = nothing
        for rule in self.rules:
            if rule.reviewer == reviewer:
                found |= self._asked(rule)
        return found if found == nothing else found & Q(not_evaluated="")

    def _asked(self, rule: Rule) -> Q:
        sets = [key for key, one in self.sets.items() if not rule.node or rule.node in one.nodes()]
        asked = Q(set_version_id__in=sets)
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
    assignments = list(Assignment.objects.in_force().filter(round=round).prefetch_related("agencies").order_by("pk"))
    own, reviewers = _roles(round, {each.reviewer_id for each in assignments}, at)
    rules = tuple(
        Rule(
            each.pk,
            each.reviewer_id,
            each.node,
            each.block_id,
            frozenset(agency.pk for agency in each.agencies.all()),
            own.get(each.reviewer_id, frozenset()),
        )
        for each in assignments
        if each.reviewer_id in reviewers
    )
    versions = {of.set_version_id: of.set_version for of in round.blocks.select_related("set_version")}
    return Coverage(rules, {key: criteria_set_of(version) for key, version in versions.items()})


def _roles(round: Round, people: Iterable[int], at: datetime) -> tuple[dict[int, frozenset[int]], set[int]]:
    """The agencies each has a role in (the organiser itself apart), and who is a reviewer of the organiser."""
    held = Role.objects.on(timezone.localdate(at)).filter(person_id__in=set(people), person__is_active=True)
    own: dict[int, frozenset[int]] = {}
    reviewers = set()
    for person, role, agency in held.values_list("person_id", "role", "agency_id"):
        if agency == round.organiser_id:
            if role == RoleName.REVIEWER:
                reviewers.add(person)
            if role not in {RoleName.OFFICER, RoleName.HEAD}:
                continue
        own[person] = own.get(person, frozenset()) | {agency}
    return own, reviewers


def _leaves(node: Node, kind: str | None, path: tuple[str, ...]) -> Iterator[Leaf]:
    path = (*path, node.id)
    if node.is_leaf:
        yield Leaf(node.id, frozenset(path), node.entered_by is EnteredBy.ORGANISER)
    for child in node.criteria:
        if child.applies(kind):
            yield from _leaves(child, kind, path)
