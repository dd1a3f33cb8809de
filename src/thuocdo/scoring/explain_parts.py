"""The parts of a node's points: what each child brought, what was added, cut or rounded away. They add up to the points shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.definition.model import Combine
from thuocdo.scoring.exact import Worked
from thuocdo.scoring.scale import Scale
from thuocdo.vietnamese.languages import Text

MEASURED = Text("theo cách tính", "by its measure")
GIVEN = Text("điểm cho sẵn", "points given")
UNMET = Text("không tính vì chưa đạt điều kiện kèm theo", "not counted, a condition is not met")
RESCALED = Text("quy đổi về thang đầy đủ", "converted to the full scale")
LIMITED = Text("giới hạn điểm tối thiểu, tối đa", "limits of minimum and maximum")
STATED = Text("theo trạng thái của mục", "by the state of the entry")
ROUNDED = Text("làm tròn", "rounding")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the child it comes from (None: the node itself), what it is, and how many points."""

    node: str | None
    what: Text
    points: Fraction


def parts_of(worked: Worked, done: Mapping[str, Worked], scale: Scale) -> tuple[Part, ...]:
    """The parts of a node that has points; nothing for one without."""
    if worked.shown is None or worked.points is None:
        return ()
    shown = Fraction(worked.shown, scale.one)
    found = [part for part in _parts(worked, done) if part.points or part.node]
    if worked.state.startswith("void") and not found:
        return (Part(None, STATED, shown),)
    rest = shown - sum((part.points for part in found), Fraction(0))
    if rest:
        found.append(Part(None, ROUNDED if _is_rounding(rest, scale) else _cause(worked), rest))
    return tuple(found)


def _is_rounding(rest: Fraction, scale: Scale) -> bool:
    return abs(rest) <= Fraction(1, scale.one)


def _cause(worked: Worked) -> Text:
    return STATED if worked.state.startswith("void") or worked.state == "na" else LIMITED


def _parts(worked: Worked, done: Mapping[str, Worked]) -> Iterator[Part]:
    node = worked.node
    if worked.state == "given":
        yield Part(None, GIVEN, worked.earned or Fraction(0))
    elif node.is_leaf:
        yield Part(None, MEASURED, worked.earned or Fraction(0))
    else:
        yield from _of_children(worked, done)
    if worked.unmet is not None:
        yield Part(None, UNMET, -(worked.earned or Fraction(0)))
    if worked.before_rescale is not None and worked.points is not None and worked.assessable:
        grown = worked.before_rescale * Fraction(node.max or 0) / worked.assessable
        yield Part(None, RESCALED, grown - worked.before_rescale)
    for child in node.extras:
        extra = done[child.id]
        if extra.points is not None and not extra.left:
            yield Part(child.id, _named(extra), extra.points)


def _of_children(worked: Worked, done: Mapping[str, Worked]) -> Iterator[Part]:
    there = [done[child.id] for child in worked.node.ordinary if not done[child.id].left]
    match worked.node.node.combine:
        case Combine.SUM:
            for child in there:
                if child.points is not None:
                    yield Part(child.node.id, _named(child), child.points)
        case Combine.BEST:
            best = max((c for c in there if c.points is not None), key=lambda c: c.points or Fraction(0), default=None)
            if best is not None and best.points is not None:
                yield Part(best.node.id, _named(best), best.points)
        case Combine.MEAN:
            yield from _of_mean(worked, [child for child in there if child.available])
        case Combine.NONE:
            return


def _of_mean(worked: Worked, counted: list[Worked]) -> Iterator[Part]:
    weights = sum((Fraction(child.node.node.weight or 1) for child in counted), Fraction(0))
    for child in counted:
        if child.points is not None and child.available:
            share = Fraction(child.node.node.weight or 1) * child.points / child.available / weights
            yield Part(child.node.id, _named(child), Fraction(worked.node.max or 0) * share)


def _named(worked: Worked) -> Text:
    name = worked.node.node.name
    return Text(name, worked.node.node.name_en or name)
