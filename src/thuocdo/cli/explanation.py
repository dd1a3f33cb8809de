"""Why one agency got what it got, for a terminal: from the total down to every figure it entered.

what it has -> on the ruler -> what decided the level, what is missing for the next -> the parts -> each part likewise
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thuocdo.cli.output import FAINT, Output
from thuocdo.cli.ruler import ruler
from thuocdo.cli.standing import PROVISIONAL
from thuocdo.definition.model import Combine
from thuocdo.definition.rule_words import COMBINE
from thuocdo.diagnostics.cells import left, right, width, wrap
from thuocdo.diagnostics.terminal import BOLD, paint
from thuocdo.scoring.change import Change, Movement
from thuocdo.scoring.explain import Explained, Explanation
from thuocdo.scoring.explain_words import spoken
from thuocdo.scoring.tried import Condition, LevelTried
from thuocdo.vietnamese.languages import Lang
from thuocdo.vietnamese.numbers import format_number, format_percent, plain_number

DEEPEST: Final = 4
STEP: Final = 2
REACHED: Final = "32"
MISSED: Final = "31"
MARKS: Final = {True: "✓", False: "✗", None: "?"}


def rendered(explanation: Explanation, out: Output) -> str:
    """Return an explanation as lines."""
    lines = [
        *(out.bold(line) for line in wrap(explanation.agency, out.width)),
        *(out.faint(line) for line in wrap(_about(explanation, out), out.width)),
        "",
    ]
    names = {node.id: _name(node, out) for node, _ in _walk(explanation.root, 0)}
    for node, depth in _walk(explanation.root, 0):
        lines += _Node(node, depth, out, names).lines()
    if any(node.provisional and node.rank for node, _ in _walk(explanation.root, 0)):
        lines += wrap(PROVISIONAL.to(out.lang), out.width)
    return "\n".join(lines).rstrip() + "\n"


def _name(node: Explained, out: Output) -> str:
    return node.name_en if out.lang is Lang.EN and node.name_en else node.name


def _about(explanation: Explanation, out: Output) -> str:
    block = [explanation.block] if explanation.block else []
    return " · ".join([_name(explanation.root, out), *block, f"{explanation.set} {explanation.digest[:19]}"])


def _walk(node: Explained, depth: int) -> Iterator[tuple[Explained, int]]:
    yield node, depth
    for child in node.children:
        yield from _walk(child, depth + 1)


@dataclass(frozen=True, slots=True)
class _Node:
    """One node being written, set in by its depth."""

    node: Explained
    depth: int
    out: Output
    names: Mapping[str, str]

    def lines(self) -> Iterator[str]:
        node = self.node
        yield from self.heading()
        for line in self.body():
            yield f"{self.indent}{STEP * ' '}{line}".rstrip()
        if not node.children or node.levels:
            yield ""

    @property
    def indent(self) -> str:
        return " " * (STEP * min(self.depth, DEEPEST))

    @property
    def room(self) -> int:
        return self.out.width - len(self.indent) - STEP

    def heading(self) -> Iterator[str]:
        """The name, and on its last line at the right what it earned."""
        node, out = self.node, self.out
        name = self.names[node.id]
        if self.depth == 0:
            whole = out.to("Cả bộ tiêu chí", "The whole set")
            name = whole if node.available is None else out.to("Tổng điểm", "Total")
        earned = self.earned()
        lines = wrap(f"{name} ({node.id})", self.room - width(earned) - 2)
        for line in lines[:-1]:
            yield self.indent + out.bold(line)
        gap = right("", self.out.width - len(self.indent) - width(lines[-1]) - width(earned))
        yield (self.indent + out.bold(lines[-1]) + (gap + out.bold(earned) if earned else "")).rstrip()

    def earned(self) -> str:
        node, out = self.node, self.out
        if node.state == "excluded":
            return out.to("không đánh giá", "not evaluated")
        if node.state == "na":
            return out.to("không áp dụng", "not applicable")
        if node.state.startswith("void:") and node.points is None:
            return out.to("không được tính điểm", "not counted")
        if node.points is None:
            return out.to("chưa có điểm", "no points") if node.available is not None else ""
        points = self.number(node.points)
        return points if node.available is None else f"{points} / {self.number(node.available)}"

    def body(self) -> Iterator[str]:
        yield from self.standing()
        yield from self.on_the_ruler()
        yield from self.levels()
        yield from self.entered()
        yield from self.worked_out()
        if self.node.rule != COMBINE[Combine.SUM]:
            yield from (self.out.faint(line) for line in wrap(self.node.rule.to(self.out.lang), self.room))
        for reason in self.node.reasons:
            yield from wrap(reason.to(self.out.lang), self.room)

    def entered(self) -> Iterator[str]:
        """What was entered, by its label; a label that only repeats the name gives way to a plain word."""
        for entry in self.node.inputs:
            if entry.value is not None:
                label = entry.label.to(self.out.lang)
                if entry.label.vi == self.node.name:
                    label = self.out.to("Kê khai", "Entered")
                yield from wrap(f"{label}: {entry.value.to(self.out.lang)}", self.room)

    def standing(self) -> Iterator[str]:
        node, out = self.node, self.out
        facts = []
        if node.percent is not None and node.children:
            facts.append(format_percent(node.percent, out.lang))
        if node.level is not None:
            facts.append(paint(node.level, BOLD, color=out.color))
        if node.rank is not None:
            mark = "*" if node.provisional else ""
            facts.append(out.to(f"hạng {node.rank}{mark}", f"rank {node.rank}{mark}"))
        if node.points is not None and node.change is not None and (moved := self.moved(node.change)):
            facts.append(moved)
        if facts:
            yield " · ".join(facts)

    def moved(self, change: Change) -> str:
        match change.movement:
            case Movement.NO_LAST_YEAR:
                return self.out.to("kỳ trước chưa có", "not there before")
            case Movement.UNCHANGED:
                return self.out.to("không đổi so với kỳ trước", "unchanged")
            case None:
                return ""
            case _:
                arrow = "▲" if change.movement is Movement.UP else "▼"
                by = change.points if change.points is not None else change.percent or Fraction(0)
                unit = "" if change.points is not None else "%"
                return f"{arrow} {self.number(abs(by))}{unit}"

    def on_the_ruler(self) -> Iterator[str]:
        """Where the score stands among the limits; only where there are levels."""
        node = self.node
        ordered = sorted(node.levels, key=lambda tried: tried is not node.next)
        limits = [
            (tried.conditions[0].need, self.number(tried.conditions[0].need)) for tried in ordered if tried.conditions
        ]
        if node.points is None or not node.available or not limits:
            return
        low = min(node.points, Fraction(0))
        ends = (self.number(low), self.number(node.available))
        for line in ruler(node.points, low, node.available, limits, self.number(node.points), ends):
            yield f"  {line}"

    def levels(self) -> Iterator[str]:
        """What is missing for the next level, then each level that was tried and what it asked."""
        node = self.node
        if node.points is None or not node.levels:
            return
        if node.next is not None:
            yield from (paint(line, BOLD, color=self.out.color) for line in self.missing(node.next))
        size = max(width(tried.name) for tried in node.levels)
        for tried in node.levels:
            yield from self.tried(tried, size)
            if tried.name == node.level:
                break

    def missing(self, tried: LevelTried) -> Iterator[str]:
        """What keeps the agency from a level, condition by condition."""
        for condition in tried.conditions:
            if condition.holds is False:
                whose = "" if condition.node == self.node.id else f"{self.names[condition.node]} "
                said = f"{whose}{self.lacking(condition)} {self.out.to('để đạt', 'for')} {tried.name}."
                yield from wrap(said[:1].upper() + said[1:], self.room)

    def lacking(self, condition: Condition) -> str:
        out = self.out
        if not condition.lacking:
            need = self.number(condition.need)
            return out.to(f"phải trên {need} điểm", f"must be above {need} points")
        lacking = self.number(condition.lacking)
        return out.to(f"thiếu {lacking} điểm", f"lacks {lacking} points")

    def tried(self, tried: LevelTried, size: int) -> Iterator[str]:
        """One level: reached or not, and the conditions that tell."""
        code = REACHED if tried.holds else MISSED if tried.holds is False else FAINT
        mark = paint(MARKS[tried.holds], code, color=self.out.color)
        for number, line in enumerate(wrap("; ".join(self.told(tried)), self.room - size - 4)):
            yield f"{mark} {left(tried.name, size)}  {line}" if number == 0 else " " * (size + 4) + line

    def told(self, tried: LevelTried) -> Iterator[str]:
        """Of a level that was missed what failed, of one that was reached the total; then how many others hold or are not known."""
        out, held, unknown = self.out, 0, []
        for condition in tried.conditions:
            if condition.holds is False or (condition.holds and condition.node == self.node.id):
                yield self.condition(condition)
            elif condition.holds:
                held += 1
            else:
                unknown.append(
                    self.names[condition.node] if condition.node != self.node.id else out.to("tổng", "the total")
                )
        if unknown:
            yield f"{out.to('chưa có điểm', 'no points yet')}: {', '.join(unknown)}"
        if held:
            yield out.to(f"{held} điều kiện khác đều đạt", f"{held} other conditions hold")

    def condition(self, condition: Condition) -> str:
        out = self.out
        name = out.to("tổng", "total") if condition.node == self.node.id else self.names[condition.node]
        asked = out.to("cần trên", "above") if condition.strict else out.to("cần từ", "from")
        share = "" if condition.limit_percent is None else f" ({format_percent(condition.limit_percent, out.lang)})"
        have = self.number(condition.have or Fraction(0))
        return f"{name} {have}, {asked} {self.number(condition.need)}{share}"

    def worked_out(self) -> Iterator[str]:
        node = self.node
        if node.arithmetic is not None:
            yield from wrap(spoken(node.arithmetic, self.out.lang), self.room)
        elif node.children and node.points is not None and any(part.node for part in node.parts):
            added = " + ".join(
                f"{part.node or part.what.to(self.out.lang)} {self.number(part.points)}" for part in node.parts
            )
            total = f" = {self.number(node.points)}" if len(node.parts) > 1 else ""
            yield from wrap(f"{added}{total}".replace("+ -", "- "), self.room)

    def number(self, value: Fraction) -> str:
        """A figure; one without an end is shown to four decimals and says so."""
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if Fraction(exact) == value and len(plain_number(exact).partition(".")[2]) <= 6:
            return format_number(exact, self.out.lang)
        return "≈" + format_number(exact, self.out.lang, 4)
