"""Why an agency got what it got: a tree of inputs, rule, arithmetic, states, and what is missing for the next level.

    explain(result, "Huyện Đắk R'lấp") -> Explanation -> Explained root -> ...

Built from the exact arithmetic of the same rows that were scored. Under every node the parts add up to its points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thuocdo.definition.amounts import Amount
from thuocdo.definition.model import CriteriaSet, Level
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.definition.rule_words import rule_words
from thuocdo.diagnostics import fill
from thuocdo.scoring.change import Change
from thuocdo.scoring.exact import Worked
from thuocdo.scoring.explain_parts import Part, parts_of
from thuocdo.scoring.explain_words import InputShown, arithmetic, inputs_of, reasons
from thuocdo.scoring.levels import limits_of
from thuocdo.scoring.result import Result
from thuocdo.scoring.scale import Scale
from thuocdo.vietnamese.languages import Text


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


@dataclass(frozen=True, slots=True)
class Explained:
    """One node of one agency. Points and available in shown units of a point, exact; `parts` add up to `points`.

    `levels` are the levels tried, best first; `next` the one just above the level reached, if there is one.
    """

    id: str
    name: str
    name_en: str | None
    state: str
    points: Fraction | None
    available: Fraction | None
    percent: Decimal | None
    level: str | None
    rank: int | None
    provisional: bool
    change: Change | None
    inputs: tuple[InputShown, ...]
    rule: Text
    arithmetic: str | None
    reasons: tuple[Text, ...]
    parts: tuple[Part, ...]
    levels: tuple[LevelTried, ...]
    next: LevelTried | None
    below: str
    children: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole explanation of one agency, and on what it rests."""

    set: str
    set_name: str
    digest: str
    version: str
    agency: str
    code: str | None
    block: str | None
    scale: Scale
    root: Explained


class UnknownAgency(KeyError):
    """No agency of the result has this name or code; `known` are those there are."""

    def __init__(self, agency: str, known: tuple[str, ...]) -> None:
        super().__init__(agency)
        self.agency = agency
        self.known = known


def explain(result: Result, agency: str) -> Explanation:
    """Explain the scores of one agency, by its name or code. Raises `UnknownAgency`.

    >>> import polars as pl
    >>> from thuocdo import load_set, score
    >>> figures = pl.DataFrame({"agency": ["Huyện Đắk R'lấp"], "SS:points": ["37.42"], "SS:level": ["Mức IV"]})
    >>> found = explain(score(load_set("dak-nong-2019-huyen"), figures), "Huyện Đắk R'lấp")
    >>> [(level.name, str(level.conditions[0].lacking)) for level in found.root.children[0].levels if level.name == "Mức III"]
    [('Mức III', '2/25')]
    """
    row = _row_of(result, agency)
    return _Explainer(result, row).explanation()


def _row_of(result: Result, agency: str) -> int:
    names = result.agencies["agency"].to_list()
    codes = result.agencies["code"].to_list() if "code" in result.agencies.columns else []
    for known in (names, codes):
        if agency in known:
            return known.index(agency)
    raise UnknownAgency(agency, tuple(names))


class _Explainer:
    """Explains one row of a result."""

    def __init__(self, result: Result, row: int) -> None:
        self.result = result
        self.row = row
        self.set: CriteriaSet = result.set
        self.scale = result.scale
        self.who = result.agencies.row(row, named=True)
        self.cells, self.worked, self.tree = self.work()

    def work(self) -> tuple[dict[str, Any], dict[str, Worked], Resolved]:
        """The row as it was scored, worked out exactly; an agency that is not scored has no worked nodes."""
        for part in self.result.parts:
            there = (part.frame["~row"] == self.row).arg_true()
            if len(there):
                cells = part.frame.row(int(there[0]), named=True)
                return cells, part.plan.exact.work(cells), part.plan.tree
        cells = self.result.table.frame.row(self.row, named=True)
        kind = self.who.get("kind") or (self.set.kinds[0] if self.set.kinds else None)
        return cells, {}, resolve(self.set, kind)

    def explanation(self) -> Explanation:
        code, block = self.who.get("code"), self.who.get("block")
        result = self.result
        root = self.node(self.tree)
        return Explanation(
            self.set.id, self.set.name, result.digest, result.version, self.who["agency"], code, block, self.scale, root
        )

    def node(self, node: Resolved) -> Explained:
        row = self.result.node(node.id).row(self.row, named=True)
        worked = self.worked.get(node.id)
        levels = self.levels(node)
        scales = self.result.table.scales
        inputs = inputs_of(node, self.cells, self.scale, scales)
        return Explained(
            node.id,
            node.node.name,
            node.node.name_en,
            row["state"],
            _fraction(row["points"]),
            _fraction(row["available"]),
            row["percent"],
            row["level"],
            row["rank"],
            bool(row["provisional"] or row["yardstick_given"]),
            self.result.changes(node.id)[self.row],
            inputs,
            rule_words(node),
            arithmetic(node, worked, self.cells, self.scale, scales) if worked else None,
            tuple(self.why(node, row)),
            parts_of(worked, self.worked, self.scale) if worked else (),
            levels,
            self.above(node, row["level"], levels),
            node.node.below,
            tuple(self.node(child) for child in node.children),
        )

    def why(self, node: Resolved, row: dict[str, Any]) -> list[Text]:
        names = {id: found.name for id, found in self.set.nodes().items()}
        found = reasons(node, self.worked.get(node.id), self.cells, names, self.scale)
        if row["yardstick_given"]:
            found.append(
                Text(
                    "Giá trị cao nhất được nhập sẵn, nên điểm này là tạm tính.",
                    "The best value was given, so these points are provisional.",
                )
            )
        if self.cells.get(f"{node.id}:level") is not None:
            found.append(Text("Mức được lấy theo kết quả đã công bố.", "The level is the published one."))
        if row["state"] == "excluded" or (str(row["state"]).startswith("void") and node is self.tree):
            reason = self.who.get("reason")
            if reason:
                found.append(fill(Text("Lý do: {reason}.", "Reason: {reason}."), reason=reason))
        return found

    def levels(self, node: Resolved) -> tuple[LevelTried, ...]:
        return tuple(
            LevelTried(level.name, level.label, tuple(self.conditions(node, level))) for level in node.node.levels
        )

    def conditions(self, node: Resolved, level: Level) -> list[Condition]:
        there = {below.id: below for below in node.walk()}
        found = []
        for id, amount, strict in limits_of(node, level):
            worked = self.worked.get(id)
            if worked is not None and worked.left:
                continue
            found.append(self.condition(there[id], worked, amount, strict=strict))
        return found

    def condition(self, node: Resolved, worked: Worked | None, amount: Amount, *, strict: bool) -> Condition:
        have = None if worked is None or worked.shown is None else Fraction(worked.shown, self.scale.one)
        whole = (worked.available if worked else None) or Fraction(node.max or 0)
        need = amount.of(whole)
        lacking = None if have is None else max(need - have, Fraction(0))
        if not amount.percent:
            return Condition(node.id, node.node.name, need, have, strict, lacking)
        percent = (
            None if have is None or not whole else apart(have * 100 / whole, amount.value, self.set.rounding.percent)
        )
        return Condition(node.id, node.node.name, need, have, strict, lacking, amount.value, percent)

    def above(self, node: Resolved, level: str | None, levels: tuple[LevelTried, ...]) -> LevelTried | None:
        """The level just better than the one reached; none at the top, or without a level."""
        names = [tried.name for tried in levels] + [node.node.below]
        if level is None or level not in names or names.index(level) == 0:
            return None
        return levels[names.index(level) - 1]


def apart(percent: Fraction, limit: Decimal, decimals: int) -> Decimal:
    """A percent with as many decimals as tell it from a limit it does not equal.

    >>> apart(Fraction(69990, 1000), Decimal(70), 2), apart(Fraction(699999, 10000), Decimal(70), 2)
    (Decimal('69.99'), Decimal('69.9999'))
    """
    nearest = Decimal(Scale(decimals, 1).shown(percent)).scaleb(-decimals)
    if Fraction(nearest) != Fraction(limit) or percent == Fraction(limit):
        return nearest
    return apart(percent, limit, decimals + 1)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
