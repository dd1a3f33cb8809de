"""The rules of a round as its page lists them, with what an organiser should know of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.web.rounds.assigned import Coverage, Rule
from thuocdo.web.rounds.taking_part import Named, Places

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


def named_in(coverage: Coverage, places: Places) -> frozenset[int]:
    """The agencies of the round that the page calls by their names: those that rules name, and those of reviewers."""
    rules = (*coverage.rules, *coverage.asleep)
    return frozenset[int]().union(*(rule.agencies | rule.own for rule in rules)) & places.of()


def rules_shown(coverage: Coverage, places: Places, names: Sequence[Named]) -> list[RuleShown]:
    """Rules in force, by reviewer. `names` are those of `named_in`, in the order in which they are listed."""
    nodes = {key: node.name for one in coverage.sets.values() for key, node in one.nodes().items()}
    blocks = {of.block_id: of.block.name for of in coverage.blocks}
    awake = [_shown(rule, places, names, nodes, blocks, asleep=False) for rule in coverage.rules]
    return awake + [_shown(rule, places, names, nodes, blocks, asleep=True) for rule in coverage.asleep]


def _shown(
    rule: Rule,
    places: Places,
    names: Sequence[Named],
    nodes: Mapping[str, str],
    blocks: Mapping[int, str],
    *,
    asleep: bool,
) -> RuleShown:
    meant = rule.agencies & places.of() if rule.agencies else places.of(rule.block)
    own = meant & rule.own
    listed = [each.name for each in names if each.id in rule.agencies][:FEW]
    return RuleShown(
        id=rule.id,
        reviewer=rule.reviewer_name,
        node=rule.node,
        node_name=nodes.get(rule.node, ""),
        where="" if rule.block is None else blocks.get(rule.block, "?"),
        agencies=tuple(listed),
        more=len(rule.agencies) - len(listed),
        own=tuple(each.name for each in names if each.id in own),
        asleep=asleep,
        empty=own == meant or bool(rule.node and rule.node not in nodes),
    )
