"""Can every group and criterion be told from every other, in tables and by people?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.keys import RESERVED
from thuocdo.definition.model import Node
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, error, note, warning
from thuocdo.vietnamese.names import normal

RESERVED_ID = error(
    "TD208",
    "Mã «{id}» được dành cho một cột của bảng số liệu, nên không mục nào được mang mã này.",
    "The id «{id}» is kept for a column of the table of figures, so nothing may bear it.",
)
SAME_ID = error(
    "TD209",
    "Hai mục cùng mang mã «{id}»: «{name}» và «{other}». Mỗi mục phải có mã riêng.",
    "Two entries bear the id «{id}»: «{name}» and «{other}». Each must have its own.",
)
ALIKE = warning(
    "TD220",
    "Mã «{id}» chỉ khác mã «{other}» ở chữ hoa, chữ thường; người nhập bảng dễ nhầm.",
    "The id «{id}» differs from «{other}» only in capital letters; whoever fills in a table will mix them up.",
)
SAME_NAME = warning(
    "TD221",
    "Hai mục cùng nhóm cùng mang tên «{name}»; người đọc biểu mẫu và kết quả không phân biệt được.",
    "Two entries of one group are both named «{name}»; readers of forms and results cannot tell them apart.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at ids over the whole set, and at names within each group."""
    yield from _ids(context)
    for group in context.nodes:
        yield from _names(context, group)


def _ids(context: Context) -> Iterator[Diagnostic]:
    first: dict[str, Node] = {}
    for node in context.nodes:
        if node.id.startswith("?"):
            continue
        if node.id.lower() in RESERVED:
            yield RESERVED_ID.at(context.at(node, "id"), id=node.id)
        other = first.setdefault(node.id.lower(), node)
        if other is node:
            continue
        place, notes = context.at(node, "id"), (_earlier(context, other, "id"),)
        if other.id == node.id:
            yield SAME_ID.at(place, notes=notes, id=node.id, name=in_full(node.name), other=in_full(other.name))
        else:
            yield ALIKE.at(place, notes=notes, id=node.id, other=other.id)


def _names(context: Context, group: Node) -> Iterator[Diagnostic]:
    first: dict[str, Node] = {}
    for node in group.criteria:
        if not context.sound(node):
            continue
        other = first.setdefault(normal(node.name).lower(), node)
        if other is not node and not _apart(node, other):
            notes = (_earlier(context, other, "name"),)
            yield SAME_NAME.at(context.at(node, "name"), notes=notes, name=in_full(node.name))


def _apart(one: Node, other: Node) -> bool:
    """Whether no agency sees both, each being for other kinds."""
    if one.applies_to is None or other.applies_to is None:
        return False
    return not set(one.applies_to) & set(other.applies_to)


def _earlier(context: Context, other: Node, key: str) -> Note:
    place = context.at(other, key)
    return note("Mục kia ở dòng {line}.", "The other is at line {line}.", place, line=str(place.line))
