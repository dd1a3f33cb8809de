"""Do the maxima of the parts add up to the whole, for every kind of agency?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.definition.check.context import Context
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.diagnostics import Diagnostic, Note, note, warning
from thuocdo.vietnamese.languages import Text

DO_NOT_ADD_UP = warning(
    "TD301",
    "Điểm tối đa của «{name}» là {max}, nhưng các mục con cộng lại là {sum} ({differ} {more}).",
    "The maximum of «{name}» is {max}, but its parts add up to {sum} ({differ} {more}).",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Compare every summed group with its parts; a difference that several kinds share is told once."""
    seen: set[str] = set()
    for kind, tree in context.trees:
        for node in tree.walk():
            if node.id not in seen and (found := _sum(context, node, kind)):
                seen.add(node.id)
                yield found


def _sum(context: Context, group: Resolved, kind: str | None) -> Diagnostic | None:
    parts = [child.max for child in group.ordinary]
    if not parts or group.max is None or group.node.combine is not Combine.SUM:
        return None
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not context.sound(group.node, *(child.node for child in group.ordinary)):
        return None
    total = sum(known, Decimal(0))
    if total == group.max or (group.node.cap and total > group.max):
        return None
    more = Text("thừa", "too many") if total > group.max else Text("thiếu", "too few")
    notes: tuple[Note, ...] = ()
    if kind is not None and len(context.trees) > 1:
        notes = (note("Tính cho đơn vị loại «{kind}».", "For agencies of the kind «{kind}».", kind=kind),)
    return DO_NOT_ADD_UP.at(
        context.at(group.node, "max"),
        notes=notes,
        name=group.node.name,
        max=group.max,
        sum=total,
        differ=abs(total - group.max),
        more=more,
    )
