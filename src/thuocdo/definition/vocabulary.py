"""The names a case may use: columns, nodes, kinds of agency, levels. Nothing is called unknown where the set was not read whole."""

from __future__ import annotations

from thuocdo.definition.columns import Columns
from thuocdo.definition.document import Entry, Scalar
from thuocdo.definition.faults import Faults
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.read_set import Reading
from thuocdo.definition.suggest import shorten, suggestion
from thuocdo.definition.unknown import unknown_kind, unknown_node
from thuocdo.diagnostics import Place, error, hint, note

UNKNOWN_COLUMN = error(
    "TD607",
    "Bộ tiêu chí không có cột số liệu nào mang tên «{column}».",
    "The criteria set has no column of figures named «{column}».",
)
UNKNOWN_LEVEL = error("TD610", "«{name}» không có mức nào tên là «{level}».", "«{name}» has no level named «{level}».")
NO_KIND = error(
    "TD613",
    "Ví dụ «{title}» không nói đơn vị thuộc loại nào, mà bộ tiêu chí dành cho nhiều loại: {kinds}.",
    "The case «{title}» does not say of what kind its agency is, and the criteria set is for several: {kinds}.",
)


class Vocabulary:
    """What a set knows. Its methods report what it does not."""

    def __init__(self, reading: Reading, criteria_set: CriteriaSet, faults: Faults) -> None:
        self.faults = faults
        self.whole = reading.whole
        self.nodes = criteria_set.nodes()
        self.root = criteria_set.root
        self.kinds = criteria_set.kinds if () not in reading.broken else ()
        self.columns = Columns.of(criteria_set)
        self.unsure = {node.id for node in self.nodes.values() if node.path in reading.broken}

    def node(self, entry: Entry) -> Node | None:
        """The node a key names."""
        node = self.nodes.get(entry.key.text)
        if node is None and self.whole:
            self.faults.add(unknown_node(entry.key.place, entry.key.text, self.nodes))
        return node

    def has_level(self, node: Node, level: str) -> bool:
        return node.id in self.unsure or level == node.below or any(level == each.name for each in node.levels)

    def check_cell(self, column: str, entry: Entry, cell: Scalar) -> bool:
        if column not in self.columns.all:
            if self.whole and column.partition(":")[0] not in self.unsure:
                meant = self.columns.nearest(column)
                help = hint("Có phải ý là «{word}»?", "Did you mean «{word}»?", word=meant) if meant else None
                own = self.columns.own.get(column.partition(":")[0], ())
                listed = note("Mục này có các cột: {own}.", "It has the columns: {own}.", own=own)
                notes = (listed,) if own and help is None else ()
                self.faults.add(UNKNOWN_COLUMN.at(entry.key.place, notes=notes, help=help, column=shorten(column)))
            return False
        id, _, key = column.rpartition(":")
        if column == "kind":
            self.check_kind(cell.text.strip(), cell.place)
        elif key == "level" and cell.text.strip():
            self.check_level(self.nodes.get(id, self.root), cell.text.strip(), cell.place)
        return True

    def check_kind(self, kind: str, place: Place) -> None:
        if self.kinds and kind not in self.kinds:
            self.faults.add(unknown_kind(place, kind, self.kinds))

    def want_kind(self, place: Place, title: str) -> None:
        if len(self.kinds) > 1:
            self.faults.add(NO_KIND.at(place, title=shorten(title), kinds=self.kinds))

    def check_level(self, node: Node, level: str, place: Place) -> None:
        if not self.has_level(node, level):
            names = (*(each.name for each in node.levels), *((node.below,) if node.levels else ()))
            self.faults.add(
                UNKNOWN_LEVEL.at(place, help=suggestion(level, names), name=node.name, level=shorten(level))
            )
