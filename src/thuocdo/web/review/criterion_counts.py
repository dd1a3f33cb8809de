"""How many agencies wait at each criterion of somebody's part: one query over all answers of the round, kept for some seconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, F, Value, When

from thuocdo.web.review.desk import Desk
from thuocdo.web.review.walk import second_looks
from thuocdo.web.rounds.models import RoundBlock, Submission
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.who import HANDED_IN

KEPT_FOR: Final = 10  # seconds
Counts = Mapping[tuple[int, str, str], int]
_kept: dict[tuple[int, int, int], Counts] = {}


@dataclass(frozen=True, slots=True)
class Counted:
    """A criterion of a block: how many answers there are, and how they stand."""

    id: str
    name: str
    answered: int
    waiting: int
    returned: int
    explained: int

    @property
    def decided(self) -> int:
        """How many need nothing more."""
        return self.answered - self.waiting - self.returned - self.explained


@dataclass(frozen=True, slots=True)
class CountedBlock:
    """A block with the criteria of the person's part."""

    of: RoundBlock
    criteria: tuple[Counted, ...]


def counts_by_criterion(desk: Desk, blocks: Iterable[RoundBlock]) -> tuple[CountedBlock, ...]:
    """The person's criteria in some blocks; those in which they have nothing are left out."""
    counts = _counts(desk)
    found = []
    for of in blocks:
        criteria = tuple(_counted(id, name, of.block_id, counts) for id, name in criteria_of(desk, of))
        if criteria:
            found.append(CountedBlock(of, criteria))
    return tuple(found)


def _counted(id: str, name: str, block: int, counts: Counts) -> Counted:
    states = {state: counts.get((block, id, state.value), 0) for state in AnswerState}
    answered = sum(count for state, count in states.items() if state is not AnswerState.OPEN)
    return Counted(
        id,
        name,
        answered,
        states[AnswerState.CLAIMED],
        states[AnswerState.RETURNED],
        states[AnswerState.EXPLAINED],
    )


def criteria_of(desk: Desk, of: RoundBlock) -> list[tuple[str, str]]:
    """What the person may have in a block, whatever the kind of agency, in the order of the set."""
    rules = tuple(rule.node for rule in desk.coverage.rules if rule.agencies or rule.block in {None, of.block_id})
    return _criteria(desk, of.set_version_id, rules)


def every_criterion(desk: Desk) -> list[str]:
    """What the person may have in any block, each once."""
    return list(dict.fromkeys(id for of in desk.coverage.blocks for id, _name in criteria_of(desk, of)))


def _criteria(desk: Desk, version: int, rules: tuple[str, ...]) -> list[tuple[str, str]]:
    """Blocks of one set with the same rules have the same criteria: worked out once for a page."""
    key = version, rules
    if key not in desk.criteria_by_rules:
        nodes, found = desk.coverage.sets[version].nodes(), dict[str, str]()
        for kind in desk.coverage.sets[version].kinds or ("",):
            for leaf in desk.coverage.leaves(version, kind):
                mine = not desk.reviewing or any(not node or node in leaf.path for node in rules)
                if mine and not leaf.by_organiser and leaf.id not in found:
                    found[leaf.id] = title_of(nodes[leaf.id])[0]
        order = {id: n for n, id in enumerate(nodes)}
        desk.criteria_by_rules[key] = sorted(found.items(), key=lambda each: order[each[0]])
    return desk.criteria_by_rules[key]


def _counts(desk: Desk) -> Counts:
    """By block, criterion and state, over the person's submissions."""
    place = desk.round.pk, desk.person if desk.reviewing else 0, int(desk.now.timestamp()) // KEPT_FOR
    if place not in _kept:
        for other in [key for key in _kept if key[-1] != place[-1]]:
            del _kept[other]
        _kept[place] = _counted_now(desk)
    return _kept[place]


def _counted_now(desk: Desk) -> Counts:
    submissions = Submission.objects.filter(desk.theirs(), round=desk.round, state__in=HANDED_IN)
    rows = Answer.objects.filter(submission__in=submissions.values("pk"))
    stands = F("state") if not desk.round.second_review else Case(_again(desk), default=F("state"))
    grouped = rows.values("submission__block_id", "criterion", stands=stands).annotate(count=Count("pk"))
    told = grouped.values_list("submission__block_id", "criterion", "stands", "count")
    return {(block, criterion, state): count for block, criterion, state, count in told}


def _again(desk: Desk) -> When:
    """What waits for the person's second look waits like what nobody has looked at."""
    return When(second_looks(desk), then=Value(AnswerState.CLAIMED.value))


def forget() -> None:
    """Count anew."""
    _kept.clear()
