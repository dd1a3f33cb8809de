"""The measures: how one criterion is scored from its inputs, as data. One class per kind.

Percents (`target`, `start`, a bound of a share) are held as the number before the % sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from thuocdo.definition.amounts import Amount


class InputType(StrEnum):
    """What a cell of an input may hold."""

    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes_no"
    OPTION = "option"
    OPTIONS = "options"


class IfNone(StrEnum):
    """What a ratio earns whose divisor is 0."""

    LEAVE = "leave"
    ZERO = "zero"
    FULL = "full"


class Over(StrEnum):
    """Among whom the best value is looked for."""

    BLOCK = "block"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its key, its label as people read it, and what it may hold."""

    key: str
    label: str
    type: InputType = InputType.NUMBER


@dataclass(frozen=True, slots=True)
class Option:
    """One grade of a choice, or one item of a checklist."""

    id: str
    name: str
    worth: Amount


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound of a step; `inclusive` tells >= from > and <= from <."""

    value: Decimal
    percent: bool
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The values from `lower` to `upper` and what they earn."""

    lower: Bound | None
    upper: Bound | None
    worth: Amount


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes earns the maximum, no earns 0."""

    kind: ClassVar[str] = "yes_no"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """One answer, labelled by the criterion's own name."""
        return (Input("value", "", InputType.YES_NO),)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several grades."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "choice"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The id of one option."""
        return (Input("value", "", InputType.OPTION),)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Whatever holds of a list; points add up to at most the maximum."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "checklist"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The ids of the options that hold."""
        return (Input("value", "", InputType.OPTIONS),)


@dataclass(frozen=True, slots=True)
class Ratio:
    """max x min(a / b / target, 1); 0 below `start` (the key `from`)."""

    a: str
    b: str
    if_none: IfNone
    target: Decimal = Decimal(100)
    start: Decimal | None = None
    kind: ClassVar[str] = "ratio"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Numerator and denominator."""
        return (Input("a", self.a), Input("b", self.b))


@dataclass(frozen=True, slots=True)
class Relative:
    """max x value / the best value among the agencies of the block, or of all."""

    inputs: tuple[Input, ...]
    over: Over = Over.BLOCK
    if_none: IfNone | None = None
    kind: ClassVar[str] = "relative"


@dataclass(frozen=True, slots=True)
class Steps:
    """The first step that holds; none: 0."""

    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    if_none: IfNone | None = None
    kind: ClassVar[str] = "steps"


@dataclass(frozen=True, slots=True)
class Count:
    """start + n x per, cut at the node's min and max; `start` None is the maximum."""

    n: str
    per: Decimal
    start: Decimal | None = Decimal(0)
    kind: ClassVar[str] = "count"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """How many."""
        return (Input("n", self.n, InputType.WHOLE),)


@dataclass(frozen=True, slots=True)
class Survey:
    """max x (mean - low) / (high - low), the mean given or as total / n."""

    inputs: tuple[Input, ...]
    low: Decimal
    high: Decimal
    if_none: IfNone | None = None
    kind: ClassVar[str] = "survey"


@dataclass(frozen=True, slots=True)
class Quota:
    """Half the maximum for reaching the target; the other half by the own excess over the best excess in the block."""

    target: str
    actual: str
    kind: ClassVar[str] = "quota"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What was to be reached, and what was."""
        return (Input("target", self.target), Input("actual", self.actual))


Measure = YesNo | Choice | Checklist | Ratio | Relative | Steps | Count | Survey | Quota

KINDS: dict[str, type[Measure]] = {
    measure.kind: measure for measure in (YesNo, Choice, Checklist, Ratio, Relative, Steps, Count, Survey, Quota)
}
