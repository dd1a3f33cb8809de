"""The tree of a document -> the frozen model, as far as its faults allow; what was written stays where it was.

    read_set(tree) -> Reading(set, tree, faults, broken)

Reading goes on after a fault, so that all are told in one run; `broken` names the nodes whose own keys had one, and the checker
draws no conclusions from those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from thuocdo.definition import keys
from thuocdo.definition.amounts import Amount
from thuocdo.definition.document import Mapping, Scalar, Sequence, Value
from thuocdo.definition.faults import Faults
from thuocdo.definition.fields import MAX_POINTS, NO_VALUE, Fields, wrong_shape
from thuocdo.definition.model import (
    UNRANKED,
    Among,
    By,
    Cite,
    Combine,
    CriteriaSet,
    EnteredBy,
    Evidence,
    KindMax,
    Level,
    Limit,
    Missing,
    Node,
    NotApplicable,
    Path,
    Ranking,
)
from thuocdo.definition.read_measure import exactly_one, read_measure
from thuocdo.definition.read_parts import (
    read_deadline,
    read_period,
    read_rounding,
    read_succession,
    read_texts,
    read_void,
)
from thuocdo.definition.words import A_MAPPING
from thuocdo.diagnostics import Diagnostic, Place, error
from thuocdo.vietnamese.languages import Text

T = TypeVar("T")

LEAST_WEIGHT = Decimal("0.000001")

GROUP_WITH_MEASURE = error(
    "TD216",
    "«{name}» vừa có «criteria» vừa có «measure»: một nhóm tính điểm từ các mục con, một tiêu chí từ cách tính của nó.",
    "«{name}» has both «criteria» and «measure»: a group's points come from its children, a criterion's from its measure.",
)


@dataclass(frozen=True)
class Reading:
    """What was read: the set (None if there is nothing to speak of), the tree for places, and the faults so far.

    `whole` if every node of the file is in the set under its id, so that an id not found is truly unknown.
    """

    set: CriteriaSet | None
    tree: Value
    faults: list[Diagnostic]
    broken: frozenset[Path] = field(default=frozenset())
    whole: bool = True

    def at(self, path: Path, *inner: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that was written."""
        value, place = self.tree, self.tree.place
        for step in (*path, *inner):
            found = _child(value, step)
            if found is None:
                break
            value, place = found
        return _heading(value) or place


def _child(value: Value, step: str | int) -> tuple[Value, Place] | None:
    if isinstance(value, Mapping) and isinstance(step, str):
        entry = value.entry(step)
        return (entry.value, entry.key.place) if entry else None
    if isinstance(value, Sequence) and isinstance(step, int) and step < len(value.items):
        return value.items[step], value.items[step].place
    return None


def _heading(value: Value) -> Place | None:
    """Where to point for a whole mapping: at what it is called, if it has a name."""
    if isinstance(value, Scalar):
        return value.place if value.text else None
    if isinstance(value, Mapping):
        for key in ("id", "name", "case"):
            entry = value.entry(key)
            if entry and isinstance(entry.value, Scalar):
                return entry.value.place
    return None


def read_set(tree: Value, found: list[Diagnostic]) -> Reading:
    """Read a whole set from its tree; `found` are faults of the document itself."""
    faults = Faults(found)
    if not isinstance(tree, Mapping):
        faults.add(wrong_shape(Text("bộ tiêu chí", "criteria set"), tree, A_MAPPING))
        return Reading(None, tree, faults.found)
    reader = _SetReader(faults)
    return Reading(reader.read(tree), tree, faults.found, frozenset(reader.broken), reader.whole)


class _SetReader:
    """Reads one set; keeps the paths of nodes whose own keys had faults."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.broken: set[Path] = set()
        self.whole = True

    def read(self, tree: Mapping) -> CriteriaSet:
        fields = Fields(tree, keys.SET, self.faults)
        if self.faults.found:
            self.broken.add(())
        rounding = self.part("rounding", read_rounding, fields)
        texts = self.part("texts", read_texts, fields)
        valid = self.part("valid", read_period, fields)
        void = self.part("void", read_void, fields)
        due = self.part("report_before", read_deadline, fields)
        succeeds = self.part("succeeds", read_succession, fields)
        return CriteriaSet(self.node(fields, ()), rounding, texts, valid, void, due, succeeds)

    def part(self, key: str, reader: Callable[[Mapping | None, Faults], T], fields: Fields) -> T:
        """Read a key that only the set itself has; a fault in it breaks that part alone."""
        before = len(self.faults.found)
        value = reader(fields.inner(key), self.faults)
        if len(self.faults.found) > before:
            self.broken.add((key,))
        return value

    def node(self, fields: Fields, path: Path) -> Node:
        before = len(self.faults.found)
        own = self.own(fields, path)
        items = fields.mappings("criteria")
        if not (fields.mapping.whole and fields.has("id") and own.id == fields.text("id") and _all(fields, items)):
            self.whole = False
        if len(self.faults.found) > before or not _whole(fields.mapping):
            self.broken.add(path)
        children = []
        for index, item in items:
            inner = (*path, "criteria", index)
            count = len(self.faults.found)
            child = Fields(item, keys.NODE, self.faults)
            if len(self.faults.found) > count:
                self.broken.add(inner)
            children.append(self.node(child, inner))
        if path and children and own.measure is not None:
            self.faults.add(GROUP_WITH_MEASURE.at(fields.place("measure"), name=own.name))
            self.broken.add(path)
        return _with_children(own, tuple(children))

    def own(self, fields: Fields, path: Path) -> Node:
        minimum, measure = fields.bounded("min", -MAX_POINTS), fields.inner("measure")
        return Node(
            id=fields.id("id") or f"?{'.'.join(map(str, path))}",
            name=fields.text("name") or "?",
            name_en=fields.text("name_en"),
            applies_to=fields.ids("applies_to") if fields.has("applies_to") else None,
            max=self.max(fields),
            min=Decimal(0) if minimum is None else minimum,
            cap=fields.flag("cap") or False,
            extra=fields.flag("extra") or False,
            weight=fields.within("weight", fields.number("weight"), LEAST_WEIGHT),
            combine=fields.choice("combine", Combine) or Combine.SUM,
            rescale=fields.flag("rescale") or False,
            not_applicable=fields.choice("not_applicable", NotApplicable),
            missing=fields.choice("missing", Missing),
            needs=fields.id("needs"),
            measure=read_measure(measure, self.faults) if measure else None,
            levels=tuple(filter(None, (self.level(item) for _, item in fields.mappings("levels")))),
            below=fields.text("below") or UNRANKED,
            ranking=self.ranking(fields.inner("ranking")),
            cite=self.cite(fields.inner("cite")),
            evidence=fields.choice("evidence", Evidence),
            entered_by=fields.choice("entered_by", EnteredBy),
            help=fields.text("help"),
            notes=fields.text("notes"),
            assumed=fields.text("assumed"),
            path=path,
        )

    def max(self, fields: Fields) -> Decimal | tuple[KindMax, ...] | None:
        value = fields.value("max")
        if not isinstance(value, Mapping):
            return fields.bounded("max", 0)
        inner = Fields(value, None, self.faults)
        found = []
        for entry in value.entries:
            kind, number = inner.checked_id(entry.key), inner.bounded(entry.key.text, 0)
            if kind and number is not None:
                found.append(KindMax(kind, number))
        if not value.entries:
            self.faults.add(NO_VALUE.at(value.place, key="max"))
        return tuple(found)

    def level(self, mapping: Mapping) -> Level | None:
        fields = Fields(mapping, keys.LEVEL, self.faults)
        name, label, each = fields.text("name"), fields.text("label"), self.each(fields)
        key = exactly_one(fields, "min", "above")
        amount = fields.amount(key) if key else None
        if name is None or amount is None:
            return None
        return Level(name, amount, key == "above", label, each)

    def each(self, fields: Fields) -> Amount | tuple[Limit, ...] | None:
        value = fields.value("each")
        if not isinstance(value, Mapping):
            return fields.amount("each")
        inner = Fields(value, None, self.faults)
        found = []
        for entry in value.entries:
            node, amount = inner.checked_id(entry.key), inner.amount(entry.key.text)
            if node and amount is not None:
                found.append(Limit(node, amount))
        if not value.entries:
            self.faults.add(NO_VALUE.at(value.place, key="each"))
        return tuple(found)

    def ranking(self, mapping: Mapping | None) -> Ranking | None:
        if mapping is None:
            return None
        fields = Fields(mapping, keys.RANKING, self.faults)
        return Ranking(fields.choice("among", Among) or Among.ALL, fields.choice("by", By))

    def cite(self, mapping: Mapping | None) -> Cite | None:
        if mapping is None:
            return None
        fields = Fields(mapping, keys.CITE, self.faults)
        text = fields.id("text")
        return Cite(text, fields.text("at")) if text else None


def _all(fields: Fields, items: tuple[tuple[int, Mapping], ...]) -> bool:
    written = fields.value("criteria")
    return written is None or (isinstance(written, Sequence) and len(written.items) == len(items))


def _whole(value: Value) -> bool:
    """Whether the document lost nothing of a value, what is under `criteria` apart."""
    if isinstance(value, Mapping):
        return value.whole and all(_whole(entry.value) for entry in value.entries if entry.key.text != "criteria")
    return not isinstance(value, Sequence) or all(map(_whole, value.items))


def _with_children(node: Node, children: tuple[Node, ...]) -> Node:
    values = {name: getattr(node, name) for name in Node.__slots__}
    return Node(**(values | {"criteria": children}))
