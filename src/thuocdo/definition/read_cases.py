"""`cases.yaml` -> Case: every fault is reported, and the cases that can be read are kept."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thuocdo.definition import keys
from thuocdo.definition.arithmetic import evaluate
from thuocdo.definition.cases import Case, Counted, Expectation, Row
from thuocdo.definition.document import Mapping, Scalar, Sequence, Value
from thuocdo.definition.faults import Faults
from thuocdo.definition.fields import MISSING_KEY, Fields, wrong_shape
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.read_set import Reading
from thuocdo.definition.suggest import shorten, suggestion
from thuocdo.definition.vocabulary import Vocabulary
from thuocdo.definition.words import A_LIST, A_MAPPING, A_TEXT
from thuocdo.diagnostics import Place, error, note, warning
from thuocdo.vietnamese.languages import Text

NOT_ARITHMETIC = error(
    "TD604",
    "Kết quả mong đợi «{value}» không phải một số hay một phép tính với + - * / ( ).",
    "The expected result «{value}» is neither a number nor arithmetic with + - * / ( ).",
)
ONE_OR_TABLE = error(
    "TD603",
    "Một ví dụ kiểm tra phải có đúng một trong hai khóa: «given» (một đơn vị) hoặc «agencies» (một bảng).",
    "A case must have exactly one of the keys «given» (one agency) and «agencies» (a table).",
)
NOT_IN_TABLE = error(
    "TD606",
    "Kết quả mong đợi nhắc đến «{agency}», không có trong bảng của ví dụ.",
    "The expected results name «{agency}», which is not in the case's table.",
)
SAME_TITLE = warning(
    "TD611",
    "Hai ví dụ kiểm tra cùng mang tên «{title}», nên báo cáo kết quả không phân biệt được.",
    "Two cases are both named «{title}», so a report of results cannot tell them apart.",
)
NO_EXPECTATION = error(
    "TD612",
    "Ví dụ «{title}» không nêu kết quả mong đợi nào, nên không kiểm tra được gì.",
    "The case «{title}» expects nothing, so it proves nothing.",
)

NAMELESS = "?"
FIGURES = frozenset({"points", "available", "percent", "change", "rank", "rank_change"})


def read_cases(tree: Value, reading: Reading, criteria_set: CriteriaSet, faults: Faults) -> tuple[Case, ...]:
    """Read a list of cases; every fault is reported and the cases that can be read are kept."""
    if not isinstance(tree, Sequence):
        faults.add(wrong_shape(Text("tệp ví dụ kiểm tra", "file of cases"), tree, A_LIST))
        return ()
    cases: list[Case] = []
    vocabulary = Vocabulary(reading, criteria_set, faults)
    for item in tree.items:
        if not isinstance(item, Mapping):
            faults.add(wrong_shape(Text("ví dụ kiểm tra", "case"), item, A_MAPPING))
        elif case := _CaseReader(Fields(item, keys.CASE, faults), vocabulary).read():
            cases.append(case)
    _tell_apart(cases, faults)
    return tuple(cases)


def _tell_apart(cases: list[Case], faults: Faults) -> None:
    first: dict[str, Place] = {}
    for case in cases:
        if case.title in first:
            earlier = first[case.title]
            told = note("Ví dụ trước ở dòng {line}.", "The other is at line {line}.", earlier, line=str(earlier.line))
            faults.add(SAME_TITLE.at(case.place, notes=(told,), title=shorten(case.title)))
        elif case.title != NAMELESS:
            first[case.title] = case.place


class _CaseReader:
    """Reads one case."""

    def __init__(self, fields: Fields, vocabulary: Vocabulary) -> None:
        self.fields = fields
        self.faults = fields.faults
        self.known = vocabulary

    def read(self) -> Case | None:
        fields = self.fields
        if fields.has("given") == fields.has("agencies"):
            self.faults.add(ONE_OR_TABLE.at(fields.mapping.place))
            return None
        title = fields.text("case") or NAMELESS
        rows = self.one(title) if fields.has("given") else self.table("agencies", title)
        expect = fields.inner("expect")
        if expect is not None and not expect.entries:
            self.faults.add(NO_EXPECTATION.at(fields.place("expect"), title=shorten(title)))
        expected = tuple(self.expected(expect, rows)) if expect else ()
        counts = tuple(self.counts(fields.inner("counts")))
        basis, note, previous = fields.text("basis"), fields.text("note"), self.table("previous", title)
        return Case(title, basis, note, rows, previous, expected, counts, fields.place("case"))

    def one(self, title: str) -> tuple[Row, ...]:
        given = self.fields.inner("given")
        cells = self.row(given) if given else ()
        columns = {column for column, _ in cells}
        kind = self.fields.text("kind")
        if kind is not None:
            self.known.check_kind(kind, self.fields.place("kind"))
        elif "kind" not in columns and not self.fields.has("kind"):
            self.known.want_kind(self.fields.place("case"), title)
        extra = (() if "agency" in columns else (("agency", "?"),)) + ((("kind", kind),) if kind else ())
        return ((*extra, *cells),)

    def table(self, key: str, title: str) -> tuple[Row, ...]:
        rows = []
        for _, item in self.fields.mappings(key):
            row = self.row(item)
            columns = {column for column, _ in row}
            if "agency" not in columns:
                where = Text("dòng này của bảng", "this row of the table")
                self.faults.add(MISSING_KEY.at(item.place, key="agency", where=where))
            if "kind" not in columns:
                self.known.want_kind(item.place, title)
            rows.append(row)
        return tuple(rows)

    def row(self, mapping: Mapping) -> Row:
        cells = []
        for entry in mapping.entries:
            column = entry.key.text
            if not isinstance(entry.value, Scalar):
                self.faults.add(wrong_shape(column, entry.value, A_TEXT))
            elif self.known.check_cell(column, entry, entry.value):
                cells.append((column, entry.value.text))
        return tuple(cells)

    def expected(self, mapping: Mapping, rows: tuple[Row, ...]) -> Iterator[Expectation]:
        if self.fields.has("given"):
            yield from self.of_agency(None, mapping)
            return
        names = {dict(row).get("agency", "") for row in rows} - {""}
        for entry in mapping.entries:
            agency = entry.key.text
            if agency not in names:
                self.faults.add(
                    NOT_IN_TABLE.at(entry.key.place, help=suggestion(agency, sorted(names)), agency=shorten(agency))
                )
            elif not isinstance(entry.value, Mapping):
                self.faults.add(wrong_shape(agency, entry.value, A_MAPPING))
            else:
                yield from self.of_agency(agency, entry.value)

    def of_agency(self, agency: str | None, mapping: Mapping) -> Iterator[Expectation]:
        for entry in mapping.entries:
            node = self.known.node(entry)
            if node is None:
                continue
            if isinstance(entry.value, Scalar):
                yield self.figure(agency, node, "points", entry.value)
            elif isinstance(entry.value, Mapping):
                inner = Fields(entry.value, keys.Shape("expect", keys.EXPECTED), self.faults)
                for figure in entry.value.entries:
                    if not isinstance(figure.value, Scalar):
                        inner.wrong_shape(figure.key.text, figure.value, A_TEXT)
                    elif figure.key.text in keys.EXPECTED:
                        yield self.figure(agency, node, figure.key.text, figure.value)
            else:
                self.faults.add(wrong_shape(node.id, entry.value, A_MAPPING))

    def figure(self, agency: str | None, node: Node, key: str, scalar: Scalar) -> Expectation:
        text = scalar.text.strip()
        value: Fraction | str | None = text
        if scalar.plain and text in {"", "null", "~"}:
            value = None
        elif key in FIGURES:
            value = evaluate(text)
            if value is None:
                self.faults.add(NOT_ARITHMETIC.at(scalar.place, value=shorten(text)))
        elif key in {"level", "level_before"}:
            self.known.check_level(node, text, scalar.place)
        return Expectation(agency, node.id, key, value, scalar.place)

    def counts(self, mapping: Mapping | None) -> Iterator[Counted]:
        for entry in mapping.entries if mapping else ():
            node = self.known.node(entry)
            if node is None:
                continue
            if not isinstance(entry.value, Mapping):
                self.faults.add(wrong_shape(node.id, entry.value, A_MAPPING))
                continue
            inner = Fields(entry.value, keys.COUNTS, self.faults)
            for key in ("ranked", "ranked_before"):
                number = inner.whole(key, 0, 1_000_000)
                if number is not None:
                    yield Counted(node.id, key, None, number, inner.place(key))
            yield from self.levels(node, inner.inner("levels"))

    def levels(self, node: Node, mapping: Mapping | None) -> Iterator[Counted]:
        if mapping is None:
            return
        inner = Fields(mapping, None, self.faults)
        for entry in mapping.entries:
            level = entry.key.text
            self.known.check_level(node, level, entry.key.place)
            number = inner.whole(level, 0, 1_000_000)
            if number is not None:
                yield Counted(node.id, "levels", level, number, entry.key.place)
