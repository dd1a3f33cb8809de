"""The levels of a node as they were tried for one agency: what each asked, what there was, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.exact import Worked
from thuocdo.scoring.levels import limits_of
from thuocdo.scoring.scale import Scale


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a level asks: `need` and `have` in shown points (None: not known), `lacking` what is missing (0: holds).

    `percent` and `limit_percent` are given where the limit is a percent; `decimals` are as many as tell the two apart.
    """

    node: str
    name: str
    need: Fraction
    have: Fraction | None
    strict: bool
    lacking: Fraction | None
    limit_percent: Decimal | None = None
    percent: Decimal | None = None

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where it is not known."""
        if self.have is None:
            return None
        return self.have > self.need if self.strict else self.have >= self.need


@dataclass(frozen=True, slots=True)
class LevelTried:
    """A level and how each of its conditions came out."""

    name: str
    label: str | None
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool | None:
        """Whether all hold; None if none fails and one is not known."""
        found = [condition.holds for condition in self.conditions]
        return False if False in found else None if None in found else True


def levels_tried(node: Resolved, done: Mapping[str, Worked], scale: Scale, decimals: int) -> tuple[LevelTried, ...]:
    """Every level of a node, best first; `decimals` are those of the set's percents."""
    there = {below.id: below for below in node.walk()} if node.node.levels else {}
    return tuple(
        LevelTried(
            level.name,
            level.label,
            tuple(
                _conditions(
                    [(there[id], amount, strict) for id, amount, strict in limits_of(node, level)],
                    done,
                    scale,
                    decimals,
                )
            ),
        )
        for level in node.node.levels
    )


def just_above(level: str | None, levels: tuple[LevelTried, ...], below: str) -> LevelTried | None:
    """The level just better than the one reached; none at the top, or without a level."""
    names = [tried.name for tried in levels] + [below]
    if level is None or level not in names or names.index(level) == 0:
        return None
    return levels[names.index(level) - 1]


def _conditions(
    limits: list[tuple[Resolved, Amount, bool]], done: Mapping[str, Worked], scale: Scale, decimals: int
) -> Iterator[Condition]:
    """What a level asks of this agency; a node left out imposes nothing."""
    for node, amount, strict in limits:
        worked = done.get(node.id)
        if worked is None or not worked.left:
            yield _condition(node, worked, amount, scale, decimals, strict=strict)


def _condition(
    node: Resolved, worked: Worked | None, amount: Amount, scale: Scale, decimals: int, *, strict: bool
) -> Condition:
    have = None if worked is None or worked.shown is None else Fraction(worked.shown, scale.one)
    whole = Fraction(node.max or 0) if worked is None or worked.available is None else worked.available
    need = amount.of(whole)
    lacking = None if have is None else max(need - have, Fraction(0))
    if not amount.percent:
        return Condition(node.id, node.node.name, need, have, strict, lacking)
    percent = None if have is None or not whole else apart(have * 100 / whole, amount.value, decimals)
    return Condition(node.id, node.node.name, need, have, strict, lacking, amount.value, percent)


def apart(percent: Fraction, limit: Decimal, decimals: int) -> Decimal:
    """A percent with as many decimals as tell it from a limit it does not equal.

    >>> apart(Fraction(69990, 1000), Decimal(70), 2), apart(Fraction(699999, 10000), Decimal(70), 2)
    (Decimal('69.99'), Decimal('69.9999'))
    """
    nearest = Decimal(Scale(decimals, 1).shown(percent)).scaleb(-decimals)
    if Fraction(nearest) != Fraction(limit) or percent == Fraction(limit):
        return nearest
    return apart(percent, limit, decimals + 1)
