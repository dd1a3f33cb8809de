"""The cases of a set: what an official writes down to show that the set means what the decision says.

`cases.yaml` -> Case: cells as a person would enter them, expectations as exact figures. Arithmetic in an expectation ("0.9 * 300") is exact
and rounded as the set rounds.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition import keys
from thuocdo.definition.document import Entry, Mapping, Scalar, Sequence, Value
from thuocdo.definition.fields import A_LIST, A_MAPPING, A_TEXT, Faults, Fields, shorten, suggestion
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Place, error

NOT_ARITHMETIC = error(
    "TD604",
    "«{value}» không phải một số hay một phép tính với + - * / ( ).",
    "«{value}» is neither a number nor arithmetic with + - * / ( ).",
)
ONE_OR_TABLE = error(
    "TD603",
    "Mỗi ví dụ kiểm tra có hoặc «given» (một đơn vị) hoặc «agencies» (một bảng).",
    "A case has either «given» (one agency) or «agencies» (a table).",
)
UNKNOWN_NODE = error("TD210", "Không có mục nào mang mã «{id}».", "There is no node with the id «{id}».")
NOT_IN_TABLE = error(
    "TD606",
    "Kết quả mong đợi nhắc đến «{agency}», không có trong bảng của ví dụ.",
    "The expected results name «{agency}», which is not in the case's table.",
)

Row = tuple[tuple[str, str], ...]
FIGURES = frozenset({"points", "available", "percent", "change", "rank", "rank_change"})


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure of one node of one agency (None: the case's only one). `value` is exact, a word, or None for "none at all"."""

    agency: str | None
    node: str
    key: str
    value: Fraction | str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Counted:
    """How many agencies are ranked, were ranked, or reached a level (`level` None: the number ranked)."""

    node: str
    key: str
    level: str | None
    value: int
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a table of one or more agencies, if need be with last year's, and what must come out."""

    title: str
    basis: str | None
    note: str | None
    rows: tuple[Row, ...]
    previous: tuple[Row, ...]
    expect: tuple[Expectation, ...]
    counts: tuple[Counted, ...]
    place: Place


def read_cases(tree: Value, criteria_set: CriteriaSet, faults: Faults) -> tuple[Case, ...]:
    """Read a list of cases; every fault is reported and the cases that can be read are kept."""
    if not isinstance(tree, Sequence):
        Fields(Mapping((), tree.place), keys.Shape("cases", ()), faults).wrong_shape("cases", tree, A_LIST)
        return ()
    found = []
    for item in tree.items:
        if isinstance(item, Mapping):
            found.append(_CaseReader(Fields(item, keys.CASE, faults), criteria_set).read())
        else:
            Fields(Mapping((), tree.place), keys.Shape("cases", ()), faults).wrong_shape("case", item, A_MAPPING)
    return tuple(case for case in found if case is not None)


class _CaseReader:
    """Reads one case."""

    def __init__(self, fields: Fields, criteria_set: CriteriaSet) -> None:
        self.fields = fields
        self.faults = fields.faults
        self.nodes = criteria_set.nodes()

    def read(self) -> Case | None:
        fields = self.fields
        if fields.has("given") == fields.has("agencies"):
            self.faults.add(ONE_OR_TABLE.at(fields.mapping.place))
            return None
        title = fields.text("case") or "?"
        rows = self.one() if fields.has("given") else self.table("agencies")
        expect = fields.inner("expect")
        expected = tuple(self.expected(expect, rows)) if expect else ()
        counts = tuple(self.counts(fields.inner("counts")))
        basis, note, previous = fields.text("basis"), fields.text("note"), self.table("previous")
        return Case(title, basis, note, rows, previous, expected, counts, fields.place("case"))

    def one(self) -> tuple[Row, ...]:
        given = self.fields.inner("given")
        cells = self.row(given) if given else ()
        kind = self.fields.text("kind")
        named = any(column == "agency" for column, _ in cells)
        extra = (() if named else (("agency", "?"),)) + ((("kind", kind),) if kind else ())
        return ((*extra, *cells),)

    def table(self, key: str) -> tuple[Row, ...]:
        return tuple(self.row(item) for _, item in self.fields.mappings(key))

    def row(self, mapping: Mapping) -> Row:
        cells = []
        for entry in mapping.entries:
            if isinstance(entry.value, Scalar):
                cells.append((entry.key.text, entry.value.text))
            else:
                self.fields.wrong_shape(entry.key.text, entry.value, A_TEXT)
        return tuple(cells)

    def expected(self, mapping: Mapping, rows: tuple[Row, ...]) -> Iterator[Expectation]:
        if self.fields.has("given"):
            yield from self.of_agency(None, mapping)
            return
        names = {dict(row).get("agency") for row in rows}
        for entry in mapping.entries:
            if entry.key.text not in names:
                known = suggestion(entry.key.text, [name for name in names if name])
                self.faults.add(NOT_IN_TABLE.at(entry.key.place, help=known, agency=shorten(entry.key.text)))
            elif not isinstance(entry.value, Mapping):
                self.fields.wrong_shape(entry.key.text, entry.value, A_MAPPING)
            else:
                yield from self.of_agency(entry.key.text, entry.value)

    def of_agency(self, agency: str | None, mapping: Mapping) -> Iterator[Expectation]:
        for entry in mapping.entries:
            node = entry.key.text
            if not self.known(entry):
                continue
            if isinstance(entry.value, Scalar):
                yield self.figure(agency, node, "points", entry.value)
            elif isinstance(entry.value, Mapping):
                inner = Fields(entry.value, keys.Shape("expect", keys.EXPECTED), self.faults)
                for figure in entry.value.entries:
                    if isinstance(figure.value, Scalar) and figure.key.text in keys.EXPECTED:
                        yield self.figure(agency, node, figure.key.text, figure.value)
                    elif not isinstance(figure.value, Scalar):
                        inner.wrong_shape(figure.key.text, figure.value, A_TEXT)
            else:
                self.fields.wrong_shape(node, entry.value, A_MAPPING)

    def known(self, entry: Entry) -> bool:
        if entry.key.text in self.nodes:
            return True
        help = suggestion(entry.key.text, self.nodes)
        self.faults.add(UNKNOWN_NODE.at(entry.key.place, help=help, id=shorten(entry.key.text)))
        return False

    def figure(self, agency: str | None, node: str, key: str, scalar: Scalar) -> Expectation:
        text = scalar.text.strip()
        value: Fraction | str | None = text
        if scalar.plain and text in {"", "null", "~"}:
            value = None
        elif key in FIGURES:
            value = evaluate(text)
            if value is None:
                self.faults.add(NOT_ARITHMETIC.at(scalar.place, value=shorten(text)))
        return Expectation(agency, node, key, value, scalar.place)

    def counts(self, mapping: Mapping | None) -> Iterator[Counted]:
        for entry in mapping.entries if mapping else ():
            if not self.known(entry):
                continue
            if not isinstance(entry.value, Mapping):
                self.fields.wrong_shape(entry.key.text, entry.value, A_MAPPING)
                continue
            inner = Fields(entry.value, keys.COUNTS, self.faults)
            for key in ("ranked", "ranked_before"):
                number = inner.whole(key, 0, 1_000_000)
                if number is not None:
                    yield Counted(entry.key.text, key, None, number, inner.place(key))
            levels = inner.inner("levels")
            for level in levels.entries if levels else ():
                body = Fields(Mapping((level,), level.key.place), keys.Shape("levels", (level.key.text,)), self.faults)
                number = body.whole(level.key.text, 0, 1_000_000)
                if number is not None:
                    yield Counted(entry.key.text, "levels", level.key.text, number, level.key.place)


def evaluate(text: str) -> Fraction | None:
    """The exact value of arithmetic in decimal numbers; None where it is not that.

    >>> evaluate("0.9 * 300 + 1/3")
    Fraction(811, 3)
    """
    if len(text) > 500 or "**" in text or "//" in text:
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return _value(tree.body, text.strip())
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return Fraction(Decimal(ast.get_source_segment(text, node) or ""))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, text)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left, text) + _value(right, text)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _value(left, text) - _value(right, text)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left, text) * _value(right, text)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _value(left, text) / _value(right, text)
        case _:
            raise ValueError(text)
