"""The rules of a round as its page lists them, with what an organiser should know of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuocdo.web.agencies.naming import AgencyOfTheDay
from thuocdo.web.rounds.assigned import Coverage
from thuocdo.web.rounds.models import Assignment, Round

FEW = 5


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule: `own` are agencies it would reach but for the reviewer's role there; `asleep`: the reviewer is one no more."""

    id: int
    reviewer: str
    node: str
    node_name: str
    where: str
    agencies: tuple[str, ...]
    more: int
    own: tuple[str, ...]
    asleep: bool
    empty: bool


def rules_shown(round: Round, coverage: Coverage, agencies: Iterable[AgencyOfTheDay]) -> list[RuleShown]:
    """Rules in force, by reviewer."""
    known = {each.id: each for each in agencies}
    names = {key: node.name for one in coverage.sets.values() for key, node in one.nodes().items()}
    asked = Assignment.objects.in_force().filter(round=round).select_related("reviewer", "block")
    ordered = asked.prefetch_related("agencies").order_by("reviewer__sort_key", "reviewer_id", "pk")
    return [_shown(each, coverage, known, names) for each in ordered]


def _shown(
    assignment: Assignment, coverage: Coverage, known: Mapping[int, AgencyOfTheDay], names: Mapping[str, str]
) -> RuleShown:
    rule = next((each for each in coverage.rules if each.id == assignment.pk), None)
    named = [each.pk for each in assignment.agencies.all()]
    listed = sorted((known[pk] for pk in named if pk in known), key=lambda each: each.sort_key)
    meant = named or [id for id, each in known.items() if assignment.block_id in {None, each.block_id}]
    own = [known[id].name for id in (rule.own if rule else ()) if id in meant and id in known]
    reached = rule is not None and any(rule.reaches(id, known[id].block_id or 0) for id in meant if id in known)
    return RuleShown(
        id=assignment.pk,
        reviewer=str(assignment.reviewer),
        node=assignment.node,
        node_name=names.get(assignment.node, ""),
        where=assignment.block.name if assignment.block else "",
        agencies=tuple(each.name for each in listed[:FEW]),
        more=max(len(named) - FEW, 0),
        own=tuple(sorted(own)),
        asleep=rule is None,
        empty=rule is not None and (not reached or bool(assignment.node and assignment.node not in names)),
    )
