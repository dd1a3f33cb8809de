"""How much of a node's maximum an agency may have before it: all of it, or less once something below does not apply.

full      what is available when everything applies
least     the least that may remain while the node is still there
leaves    whether the node itself may be left out altogether
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.definition.check.reach import if_none_of
from thuocdo.definition.measures import IfNone
from thuocdo.definition.model import Combine, NotApplicable
from thuocdo.definition.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Available:
    """What may be available at a node; None: as much as the group around it has."""

    full: Decimal | None
    least: Decimal | None
    leaves: bool

    @property
    def shrinks(self) -> bool:
        """Whether agencies of one kind may differ in what is available."""
        return self.full != self.least


def may_leave(resolved: Resolved) -> bool:
    """Whether a node by itself may be declared not to apply, or drops out because a divisor is 0."""
    if resolved.not_applicable is NotApplicable.LEAVE:
        return True
    return resolved.is_leaf and if_none_of(resolved) is IfNone.LEAVE


def available(resolved: Resolved) -> Available:
    """Work out what may be available at a node, from its leaves up."""
    if resolved.is_leaf:
        return Available(resolved.max, resolved.max, may_leave(resolved))
    parts = [_filled(available(child), resolved.max) for child in resolved.ordinary]
    if not parts:
        return Available(resolved.max, resolved.max, leaves=True)
    is_mean = resolved.node.combine is Combine.MEAN
    leaves = may_leave(resolved) or all(part.leaves or (is_mean and part.least == 0) for part in parts)
    if is_mean:
        return Available(resolved.max, resolved.max, leaves)
    if resolved.node.combine is Combine.BEST:  # not cut at the maximum of the group
        full, least = _greatest(parts), _greatest_left(parts)
    else:
        full, least = _cut(_sum(parts), resolved.max), _cut(_least_sum(parts), resolved.max)
    if resolved.node.rescale:
        return Available(resolved.max, resolved.max, leaves or least == 0)
    return Available(full, least, leaves)


def _filled(part: Available, whole: Decimal | None) -> Available:
    """A part without a maximum of its own may have as much as the group."""
    return Available(
        whole if part.full is None else part.full, whole if part.least is None else part.least, part.leaves
    )


def shrinking(resolved: Resolved) -> Iterator[Resolved]:
    """The nodes below whose absence makes less available, the topmost of each branch."""
    for child in resolved.ordinary:
        if may_leave(child):
            yield child
        elif not (child.node.rescale or child.node.combine is Combine.MEAN):
            yield from shrinking(child)


def _cut(value: Decimal | None, limit: Decimal | None) -> Decimal | None:
    if value is None or limit is None:
        return limit if value is None else value
    return min(value, limit)


def _sum(parts: list[Available]) -> Decimal | None:
    known = [part.full for part in parts if part.full is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _least_sum(parts: list[Available]) -> Decimal | None:
    """The least that is left: everything that may leave has left, but for the smallest where all may."""
    staying = [part for part in parts if not part.leaves]
    if any(part.least is None for part in staying):
        return None
    known = [part.least for part in (staying or parts) if part.least is not None]
    if not staying:
        return min(known, default=None)
    return sum(known, Decimal(0))


def _greatest(parts: list[Available]) -> Decimal | None:
    known = [part.full for part in parts if part.full is not None]
    return max(known) if len(known) == len(parts) else None


def _greatest_left(parts: list[Available]) -> Decimal | None:
    staying = [part.least for part in parts if not part.leaves]
    known = [least for least in staying if least is not None]
    if not staying:
        return min((part.least for part in parts if part.least is not None), default=None)
    return max(known) if len(known) == len(staying) else None
