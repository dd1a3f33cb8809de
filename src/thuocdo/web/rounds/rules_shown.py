"""The rules of a round as its page lists them, with what an organiser should know of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuocdo.web.agencies.naming import AgencyOfTheDay
from thuocdo.web.rounds.assigned import Coverage, Rule

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


def rules_shown(coverage: Coverage, agencies: Iterable[AgencyOfTheDay]) -> list[RuleShown]:
    """Rules in force, by reviewer."""
    known = {each.id: each for each in agencies}
    nodes = {key: node.name for one in coverage.sets.values() for key, node in one.nodes().items()}
    blocks = {of.block_id: of.block.name for of in coverage.blocks}
    awake = [_shown(rule, known, nodes, blocks, asleep=False) for rule in coverage.rules]
    return awake + [_shown(rule, known, nodes, blocks, asleep=True) for rule in coverage.asleep]


def _shown(
    rule: Rule,
    known: Mapping[int, AgencyOfTheDay],
    nodes: Mapping[str, str],
    blocks: Mapping[int, str],
    *,
    asleep: bool,
) -> RuleShown:
    listed = sorted((known[id] for id in rule.agencies if id in known), key=lambda each: each.sort_key)
    meant = listed if rule.agencies else [each for each in known.values() if rule.block in {None, each.block_id}]
    own = [each.name for each in meant if each.id in rule.own]
    return RuleShown(
        id=rule.id,
        reviewer=rule.reviewer_name,
        node=rule.node,
        node_name=nodes.get(rule.node, ""),
        where="" if rule.block is None else blocks.get(rule.block, "?"),
        agencies=tuple(each.name for each in listed[:FEW]),
        more=max(len(rule.agencies) - FEW, 0),
        own=tuple(sorted(own)),
        asleep=asleep,
        empty=len(own) == len(meant) or bool(rule.node and rule.node not in nodes),
    )
