"""How much each reviewer has to verify, and how much of it is answered and verified.

What a rule covers in a whole block is counted from the board's counts; agencies that are named in a rule, or left out because the
reviewer has a role there, are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from thuocdo.web.desk.board_counts import VERIFIED, Counts
from thuocdo.web.rounds.assigned import Coverage, Leaf, Rule
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState


@dataclass
class Load:
    """Pairs of agency and criterion: all that one has, those answered, those verified; the criteria in them."""

    covered: int = 0
    answered: int = 0
    verified: int = 0
    criteria: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Singled:
    """The agencies to look at one by one: where they stand, and what of theirs is answered and verified."""

    places: Mapping[int, tuple[int, str]]
    answered: frozenset[tuple[int, str]]
    verified: frozenset[tuple[int, str]]


def reviewer_loads(round: Round, coverage: Coverage, counts: Counts) -> dict[int, Load]:
    """By reviewer; two queries at most, whatever the number of agencies."""
    singled = _singled(round, {id for rule in coverage.rules for id in rule.agencies | rule.own})
    versions = {of.block_id: of.set_version_id for of in coverage.blocks}
    loads: dict[int, Load] = {}
    for reviewer in dict.fromkeys(rule.reviewer for rule in coverage.rules):
        rules = [rule for rule in coverage.rules if rule.reviewer == reviewer]
        load = loads[reviewer] = Load()
        alike: dict[tuple[int, str], list[Alike]] = {}
        for place, agencies in counts.agencies.items():
            block, kind = place
            if block in versions:
                asked = versions[block], kind
                if asked not in alike:
                    alike[asked] = _alike(rules, coverage.leaves(*asked))
                for each in alike[asked]:
                    _add(load, each, place, agencies, counts, singled)
    return loads


@dataclass(frozen=True, slots=True)
class Alike:
    """Criteria of a set that the same of somebody's rules touch."""

    rules: tuple[Rule, ...]
    criteria: tuple[str, ...]


def _alike(rules: Iterable[Rule], leaves: Iterable[Leaf]) -> list[Alike]:
    found: dict[tuple[Rule, ...], list[str]] = {}
    there = tuple(rules)
    for leaf in leaves:
        touching = tuple(rule for rule in there if rule.touches(leaf.path))
        if touching and not leaf.by_organiser:
            found.setdefault(touching, []).append(leaf.id)
    return [Alike(touching, tuple(criteria)) for touching, criteria in found.items()]


def _add(load: Load, alike: Alike, place: tuple[int, str], agencies: int, counts: Counts, singled: Singled) -> None:
    """Count some criteria at the agencies of one block and kind."""
    block, kind = place
    own = alike.rules[0].own
    if any(not rule.agencies and rule.block in {None, block} for rule in alike.rules):
        left_out = list(_at(own, place, singled))
        cells = [(block, kind, criterion) for criterion in alike.criteria]
        covered = agencies - len(left_out)
        answered = sum(counts.answered.get(cell, 0) for cell in cells) - _among(left_out, alike, singled.answered)
        verified = sum(counts.verified.get(cell, 0) for cell in cells) - _among(left_out, alike, singled.verified)
    else:
        named = list(_at(frozenset().union(*(rule.agencies for rule in alike.rules)) - own, place, singled))
        covered = len(named)
        answered = _among(named, alike, singled.answered)
        verified = _among(named, alike, singled.verified)
    load.covered += covered * len(alike.criteria)
    load.answered += answered
    load.verified += verified
    if covered:
        load.criteria.update(alike.criteria)


def _at(agencies: Collection[int], place: tuple[int, str], singled: Singled) -> Iterator[int]:
    return (id for id in agencies if singled.places.get(id) == place)


def _among(agencies: list[int], alike: Alike, marked: frozenset[tuple[int, str]]) -> int:
    return sum((id, criterion) in marked for id in agencies for criterion in alike.criteria)


def _singled(round: Round, agencies: Collection[int]) -> Singled:
    if not agencies:
        return Singled({}, frozenset(), frozenset())
    rows = Submission.objects.filter(round=round, not_evaluated="", agency_id__in=agencies)
    places = {agency: (block, kind) for agency, block, kind in rows.values_list("agency_id", "block_id", "kind")}
    answers = Answer.objects.filter(submission__round=round, submission__agency_id__in=agencies)
    told = list(answers.exclude(state=AnswerState.OPEN).values_list("submission__agency_id", "criterion", "state"))
    return Singled(
        places,
        frozenset((agency, criterion) for agency, criterion, _state in told),
        frozenset((agency, criterion) for agency, criterion, state in told if state in VERIFIED),
    )
