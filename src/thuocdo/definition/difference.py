"""What differs between two sets, node by node and key by key, in words.

    difference(before, after) -> Difference: of the set itself, nodes added, removed, changed

Nodes are matched by their id, the two roots always with each other. Only what a set says counts: not its comments, not how its
file is written. The order of nodes is compared within a group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from thuocdo.definition import set_words as words
from thuocdo.definition.model import CriteriaSet, Level, Node, Succession
from thuocdo.definition.resolved import Resolved, kinds_of, resolve
from thuocdo.definition.rule_words import COMBINE, rule_words
from thuocdo.definition.set_words import NOTHING
from thuocdo.diagnostics.record import spell
from thuocdo.vietnamese.languages import Lang, Text


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key before and after; an empty text says that the key was not there."""

    key: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """A node that was added, removed or changed, with the name of the group it stands in."""

    node: Node
    within: str
    changes: tuple[KeyChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; `of_set` are keys of the set itself and of its root."""

    of_set: tuple[KeyChange, ...]
    added: tuple[NodeDifference, ...]
    removed: tuple[NodeDifference, ...]
    changed: tuple[NodeDifference, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two sets say the same."""
        return not (self.of_set or self.added or self.removed or self.changed)


def difference(before: CriteriaSet, after: CriteriaSet) -> Difference:
    """Compare two sets, in the order of the later one (what was removed, in that of the earlier).

    >>> from thuocdo import load_set
    >>> same = load_set("dak-nong-2019-huyen")
    >>> difference(same, same).nothing
    True
    """
    old, new = _Side(before), _Side(after)
    shared = [id for id in new.nodes if id in old.nodes]
    compared = [NodeDifference(new.nodes[id], new.within(id), tuple(_node_changes(old, new, id))) for id in shared]
    root = tuple(_node_changes(old, new, None))
    return Difference(
        of_set=(*_set_changes(before, after), *root),
        added=tuple(_whole(new, id) for id in new.nodes if id not in old.nodes),
        removed=tuple(_whole(old, id) for id in old.nodes if id not in new.nodes),
        changed=tuple(found for found in compared if found.changes),
    )


class _Side:
    """One of the two sets, with what its words need: names, parents, rules. The root goes by None."""

    def __init__(self, criteria_set: CriteriaSet) -> None:
        self.set = criteria_set
        self.nodes = {node.id: node for node in criteria_set.root.walk() if node is not criteria_set.root}
        self.names = {node.id: node.name for node in criteria_set.root.walk()}
        self.parents = {child.id: node for node in criteria_set.root.walk() for child in node.criteria}
        self.rules: dict[str, Text] = {}
        for kind in kinds_of(criteria_set):
            for seen in resolve(criteria_set, kind).walk():
                self.rules.setdefault(seen.id, _rule(seen))

    def node(self, id: str | None) -> Node:
        return self.set.root if id is None else self.nodes[id]

    def parent(self, id: str) -> str | None:
        """The id of the group a node stands in; None for the root."""
        parent = self.parents[id]
        return None if parent is self.set.root else parent.id

    def within(self, id: str) -> str:
        """The name of the group a node stands in; nothing for the root."""
        return "" if self.parent(id) is None else self.parents[id].name


def _rule(seen: Resolved) -> Text:
    """The rule with the ids of its options, which a file of figures uses."""
    rule = rule_words(seen)
    ids = ", ".join(option.id for option in getattr(seen.node.measure, "options", ()))
    return Text(f"{rule.vi} (mã: {ids})", f"{rule.en} (ids: {ids})") if ids else rule


def _whole(side: _Side, id: str) -> NodeDifference:
    """A node that only one of the sets has: its maximum and its rule say enough."""
    node = side.nodes[id]
    told = [KeyChange(Text("Cách tính điểm", "Rule"), NOTHING, side.rules.get(id, NOTHING))]
    if node.max is not None:
        told.insert(0, KeyChange(NODE_KEYS["max"][0], NOTHING, _max(node, side)))
    return NodeDifference(node, side.within(id), tuple(told))


def _set_changes(before: CriteriaSet, after: CriteriaSet) -> Iterator[KeyChange]:
    for key, (label, said) in SET_KEYS.items():
        if getattr(before, key) != getattr(after, key):
            yield KeyChange(label, said(before), said(after))


def _node_changes(old: _Side, new: _Side, id: str | None) -> Iterator[KeyChange]:
    before, after = old.node(id), new.node(id)
    if id is not None and old.parent(id) != new.parent(id):
        yield KeyChange(Text("Thuộc nhóm", "Group"), _plain(old.parents[id].name), _plain(new.parents[id].name))
    for key, (label, said) in NODE_KEYS.items():
        if getattr(before, key) != getattr(after, key):
            yield KeyChange(label, said(before, old), said(after, new))
    yield from _level_changes(before.levels, after.levels, old.names, new.names)
    shared = {child.id for child in before.criteria} & {child.id for child in after.criteria}
    orders = [[child.id for child in node.criteria if child.id in shared] for node in (before, after)]
    if orders[0] != orders[1]:
        yield KeyChange(Text("Thứ tự các mục con", "Order of its parts"), *(_plain(", ".join(ids)) for ids in orders))


def _level_changes(
    before: tuple[Level, ...], after: tuple[Level, ...], old: dict[str, str], new: dict[str, str]
) -> Iterator[KeyChange]:
    """Levels are matched by name."""
    there = {level.name: level for level in before}
    now = {level.name: level for level in after}
    for name in dict.fromkeys((*now, *there)):
        if there.get(name) != now.get(name):
            was = words.level_words(there[name], old) if name in there else NOTHING
            is_ = words.level_words(now[name], new) if name in now else NOTHING
            yield KeyChange(Text(f"Mức «{name}»", f"Level «{name}»"), was, is_)
    orders = [[name for name in one if name in other] for one, other in ((there, now), (now, there))]
    if orders[0] != orders[1]:
        yield KeyChange(Text("Thứ tự các mức", "Order of the levels"), *(_plain(", ".join(names)) for names in orders))


def _plain(value: object) -> Text:
    """A value as each language writes it; nothing for none."""
    if value is None or value == ():
        return NOTHING
    return Text(spell(value, Lang.VI), spell(value, Lang.EN))


def _max(node: Node, _side: _Side) -> Text:
    if not isinstance(node.max, tuple):
        return _plain(node.max)
    values = [(entry.kind, _plain(entry.value)) for entry in node.max]
    return _listed(Text(f"{kind}: {value.vi}", f"{kind}: {value.en}") for kind, value in values)


def _listed(texts: Iterable[Text]) -> Text:
    kept = list(texts)
    return Text("; ".join(text.vi for text in kept), "; ".join(text.en for text in kept))


def _yes(value: object) -> Text:
    return Text("có", "yes") if value else Text("không", "no")


def _measure(node: Node, side: _Side) -> Text:
    return side.rules.get(node.id, NOTHING)


def _combine(node: Node, _side: _Side) -> Text:
    said = COMBINE[node.combine]
    return Text(said.vi.replace(" {max}", ""), said.en.replace(" {max}", ""))


def _needs(node: Node, side: _Side) -> Text:
    return NOTHING if node.needs is None else _plain(f"{node.needs} «{side.names.get(node.needs, node.needs)}»")


def _succession(value: Succession | None) -> Text:
    if value is None:
        return NOTHING
    links = "; ".join(f"{', '.join(link.old)} → {', '.join(link.new)} ({link.kind})" for link in value.links)
    return _plain(f"{value.set}. {links}" if links else value.set)


def _of(key: str) -> Callable[[Node, _Side], Text]:
    return lambda node, _side: _plain(getattr(node, key))


def _flag(key: str) -> Callable[[Node, _Side], Text]:
    return lambda node, _side: _yes(getattr(node, key))


def _among(key: str, said: dict[Any, Text]) -> Callable[[Node, _Side], Text]:
    return lambda node, _side: said.get(getattr(node, key), NOTHING)


Said = Callable[[Node, _Side], Text]
NODE_KEYS: dict[str, tuple[Text, Said]] = {
    "name": (Text("Tên", "Name"), _of("name")),
    "name_en": (Text("Tên tiếng Anh", "English name"), _of("name_en")),
    "applies_to": (Text("Áp dụng cho loại đơn vị", "Kinds of agency"), _of("applies_to")),
    "max": (Text("Điểm tối đa", "Maximum"), _max),
    "min": (Text("Điểm thấp nhất", "Minimum"), _of("min")),
    "measure": (Text("Cách tính điểm", "Rule"), _measure),
    "combine": (Text("Cách gộp các mục con", "How its parts are combined"), _combine),
    "cap": (Text("Cắt ở điểm tối đa", "Cut at the maximum"), _flag("cap")),
    "extra": (Text("Điểm thưởng, điểm trừ", "Bonus or deduction"), _flag("extra")),
    "weight": (Text("Trọng số", "Weight"), _of("weight")),
    "rescale": (Text("Quy đổi về thang đầy đủ", "Converted to the full scale"), _flag("rescale")),
    "needs": (Text("Chỉ tính khi có điểm ở", "Counts only with points at"), _needs),
    "not_applicable": (
        Text("Khi không áp dụng", "Not applicable"),
        _among("not_applicable", {**words.NOT_APPLICABLE, None: NOTHING}),
    ),
    "missing": (Text("Khi thiếu số liệu", "Missing figures"), _among("missing", dict(words.MISSING))),
    "evidence": (Text("Tài liệu kiểm chứng", "Evidence"), _among("evidence", dict(words.EVIDENCE))),
    "entered_by": (Text("Người nhập số liệu", "Entered by"), _among("entered_by", dict(words.ENTERED_BY))),
    "below": (Text("Dưới mức cuối", "Below the last level"), _of("below")),
    "ranking": (
        Text("Xếp hạng", "Ranking"),
        lambda node, _side: NOTHING if node.ranking is None else words.ranking_words(node.ranking),
    ),
    "cite": (Text("Căn cứ", "Basis"), lambda node, side: words.cite_words(node, side.set)),
    "help": (Text("Hướng dẫn", "Guidance"), _of("help")),
    "notes": (Text("Ghi chú", "Notes"), _of("notes")),
    "assumed": (Text("Giả định", "Assumption"), _of("assumed")),
}
SET_KEYS: dict[str, tuple[Text, Callable[[CriteriaSet], Text]]] = {
    "texts": (
        Text("Văn bản căn cứ", "Legal texts"),
        lambda one: _listed(
            Text(f"{said.vi} {text.title or ''}".strip(), f"{said.en} {text.title or ''}".strip())
            for text, said in ((text, words.legal_text_words(text)) for text in one.texts)
        ),
    ),
    "rounding": (Text("Làm tròn", "Rounding"), lambda one: words.rounding_words(one.rounding)),
    "valid": (Text("Hiệu lực", "In force"), lambda one: words.period_words(one.valid)),
    "report_before": (Text("Hạn báo cáo", "Report due"), lambda one: words.report_before_words(one.report_before)),
    "void": (
        Text("Không được tính điểm", "Not counted"),
        lambda one: _listed(
            Text(
                f"{words.CAUSES[rule.cause].vi}: {words.SCOPES[rule.scope].vi}",
                f"{words.CAUSES[rule.cause].en}: {words.SCOPES[rule.scope].en}",
            )
            for rule in one.void
        ),
    ),
    "succeeds": (Text("Kế tiếp bộ tiêu chí", "Succeeds"), lambda one: _succession(one.succeeds)),
}
