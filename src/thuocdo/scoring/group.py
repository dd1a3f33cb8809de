"""How a group's points and available follow from its children: sum, mean, best, and what a node goes through afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import polars as pl

from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.interval import Whole, constant, divided, total
from thuocdo.scoring.scale import FINE, Scale
from thuocdo.scoring.value import Flag, Value, both, either

Available = Whole | int | None


@dataclass(frozen=True, slots=True)
class Built:
    """A node as its parents see it: points (null: none), available (None: unknown), and where it is left out."""

    node: Resolved
    value: Value
    available: Available
    left: Flag

    @property
    def empty(self) -> Flag:
        """Left out, or with nothing available: such a child is no part of a mean."""
        if self.available is None or isinstance(self.available, int):
            return True if self.available == 0 else self.left
        return either(self.left, self.available.expr == 0)


def available_of(group: Resolved, children: list[Built], scale: Scale) -> Available:
    """What the agency could have earned in a group, given points apart."""
    top = None if group.max is None else scale.shown(group.max)
    if group.node.combine is Combine.MEAN or group.node.combine is Combine.NONE:
        return top
    if top is None and any(child.available is None for child in children):
        return None
    amounts = [top if child.available is None else child.available for child in children]
    known = [amount for amount in amounts if isinstance(amount, int)]
    constant_all = len(known) == len(amounts) and all(child.left is False for child in children)
    if group.node.combine is Combine.BEST:
        return max(known, default=0) if constant_all else _max_of(_present(children, amounts))
    if constant_all:
        return sum(known) if top is None else min(top, sum(known))
    added_up = total(_present(children, amounts))
    return added_up if top is None else added_up.at_most(top)


def _present(children: list[Built], amounts: list[Available]) -> list[Whole]:
    """What each child could have earned, 0 where it is left out."""
    wholes = [amount if isinstance(amount, Whole) else constant(amount or 0) for amount in amounts]
    return [
        whole if child.left is False else whole.or_else(_expr(child.left), 0)
        for child, whole in zip(children, wholes, strict=True)
    ]


def _max_of(parts: list[Whole]) -> Whole:
    """The highest of several, those without a value passed over."""
    wide = any(part.wide for part in parts)
    exprs = [part.widened().expr if wide else part.expr for part in parts]
    return Whole(pl.max_horizontal(exprs), min(p.low for p in parts), max(p.high for p in parts), wide)


def combined(group: Resolved, children: list[Built], scale: Scale) -> Value:
    """Points of a group from its ordinary children; null where one that counts has none."""
    if not children:
        return Value.exact(scale, Whole(pl.lit(None, dtype=pl.Int64), 0, 0))
    match group.node.combine:
        case Combine.SUM:
            return _sum(children, scale)
        case Combine.BEST:
            return _best(children, scale)
        case Combine.MEAN:
            return _mean(group, children, scale)
        case Combine.NONE:
            return Value.exact(scale, Whole(pl.lit(None, dtype=pl.Int64), 0, 0))


def _sum(children: list[Built], scale: Scale) -> Value:
    fine = total([_zero_if_left(child, child.value.fine) for child in children])
    if scale.exact:
        return Value(scale, fine, fine)
    return Value(scale, fine, None, error_sum([child.value.error for child in children]))


def _zero_if_left(child: Built, whole: Whole) -> Whole:
    return whole if child.left is False else whole.or_else(_expr(child.left), 0)


def _best(children: list[Built], scale: Scale) -> Value:
    parts = [child.value.fine if child.left is False else child.value.emptied(child.left).fine for child in children]
    fine = _max_of(parts)
    if scale.exact:
        return Value(scale, fine, fine)
    errors = [child.value.error for child in children]
    if all(isinstance(error, int) for error in errors):
        return Value(scale, fine, None, max(error for error in errors if isinstance(error, int)))
    return Value(scale, fine, None, _max_of([e if isinstance(e, Whole) else constant(e) for e in errors]))


def error_sum(errors: list[Whole | int]) -> Whole | int:
    """The bound of a sum's error."""
    fixed = sum(error for error in errors if isinstance(error, int))
    varying = [error.filled(0) for error in errors if isinstance(error, Whole)]
    return total(varying) + fixed if varying else fixed


def _mean(group: Resolved, children: list[Built], scale: Scale) -> Value:
    weights = _whole_weights(children)
    if all(isinstance(child.available, int) for child in children):
        return _mean_of_constants(group, children, weights, scale)
    return _mean_of_quotients(group, children, weights, scale)


def _whole_weights(children: list[Built]) -> list[int]:
    exact = [Fraction(child.node.node.weight or 1) for child in children]
    common = lcm(*(weight.denominator for weight in exact))
    return [int(weight * common) for weight in exact]


def _mean_of_constants(group: Resolved, children: list[Built], weights: list[int], scale: Scale) -> Value:
    """Max x sum(w x p / a) / sum(w) with every a known: one division over their common denominator."""
    counted = [(child, weight) for child, weight in zip(children, weights, strict=True) if child.empty is not True]
    tops = {id(child): child.available for child, _ in counted if isinstance(child.available, int)}
    common = lcm(*tops.values()) if tops else 1
    parts = [
        _zero_if_left(child, child.value.fine) * (weight * (common // tops[id(child)])) for child, weight in counted
    ]
    divisor = _divisor(counted)
    top = scale.shown(group.max or 0)
    numerator = total(parts) * top
    below = divisor * common
    if scale.exact:
        quotient = divided(numerator, below)
        return Value(scale, quotient, quotient)
    fine = divided(numerator, below)
    errors = [child.value.error for child, _ in counted]
    if all(error == 0 for error in errors if isinstance(error, int)) and not any(isinstance(e, Whole) for e in errors):
        return Value(scale, fine, divided(numerator, below * scale.unit), 1)
    least = min(weight for _, weight in counted)
    factors = [_up(weight * top, tops[id(child)] * least) for child, weight in counted]
    scaled: list[Whole | int] = [error * factor for error, factor in zip(errors, factors, strict=True)]
    return Value(scale, fine, None, _plus(error_sum(scaled), 2))


def _divisor(counted: list[tuple[Built, int]]) -> Whole | int:
    if all(child.empty is False for child, _ in counted):
        return sum(weight for _, weight in counted)
    return total([constant(weight).or_else(_expr(child.empty), 0) for child, weight in counted])


def _mean_of_quotients(group: Resolved, children: list[Built], weights: list[int], scale: Scale) -> Value:
    """The same where an available varies: every quotient apart, to nine decimals, with a bound of what that loses."""
    top, fine_unit = scale.shown(group.max or 0), 10 ** (FINE - scale.decimals)
    lift = fine_unit if scale.exact else 1
    parts, errors = [], []
    for child, weight in zip(children, weights, strict=True):
        if child.empty is True:
            continue
        whole = child.available if isinstance(child.available, Whole) else constant(child.available or 0)
        quotient = divided(child.value.fine * (weight * top * lift), whole)
        parts.append(quotient.or_else(_expr(child.empty), 0) if child.empty is not False else quotient)
        errors.append(_plus(_scaled_up(child.value.error, weight * top, whole), 1))
    counted = [(child, weight) for child, weight in zip(children, weights, strict=True) if child.empty is not True]
    divisor = _divisor(counted)
    fine = divided(total(parts), divisor)
    finer = Scale(scale.decimals, fine_unit)
    return Value(finer, fine, None, _plus(error_sum(errors), 2))


def _scaled_up(error: Whole | int, factor: int, whole: Whole) -> Whole | int:
    if error == 0:
        return 0
    amplified = (error if isinstance(error, Whole) else constant(error)) * factor
    return divided(amplified, whole).filled(0) + 1


def _plus(error: Whole | int, more: int) -> Whole | int:
    return error + more


def _up(a: int, b: int) -> int:
    return -(-a // b)


def all_left(group: Resolved, children: list[Built]) -> Flag:
    """Whether no ordinary child is left in (a mean leaves out those with nothing available too)."""
    flag: Flag = True
    for child in children:
        flag = both(flag, child.empty if group.node.combine is Combine.MEAN else child.left)
    return flag


def _expr(flag: Flag) -> pl.Expr:
    return flag if isinstance(flag, pl.Expr) else pl.lit(flag)
