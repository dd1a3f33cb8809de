"""Why an agency got what it got: a tree of inputs, rule, arithmetic, states, and what is missing for the next level.

    explain(result, "Huyện Đắk R'lấp") -> Explanation -> Explained root -> ...

Built from the exact arithmetic of the same rows that were scored. Under every node the parts add up to its points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.definition.rule_words import rule_words
from thuocdo.diagnostics import fill
from thuocdo.scoring.change import Change
from thuocdo.scoring.exact import Worked
from thuocdo.scoring.explain_parts import Part, parts_of
from thuocdo.scoring.explain_words import InputShown, arithmetic, inputs_of, reasons
from thuocdo.scoring.result import Result
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.tried import LevelTried, just_above, levels_tried
from thuocdo.vietnamese.languages import Text


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
        levels = levels_tried(node, self.worked, self.scale, self.set.rounding.percent)
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
            just_above(row["level"], levels, node.node.below),
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


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
