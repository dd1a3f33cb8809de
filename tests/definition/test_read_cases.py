"""Cases as an official writes them: cells as in a table, expectations as exact figures."""

from fractions import Fraction

import pytest

from tests.definition.writing import a_set, checked
from thuocdo.definition.cases import Case, Counted, Expectation
from thuocdo.diagnostics import Diagnostic

SET = a_set(
    "- {id: HT, name: Hạ tầng, max: 6}\n"
    "- {id: NL, name: Nhân lực, max: 4, measure: {kind: ratio, a: Tử, b: Mẫu, if_none: zero}}",
    "max: 10\nlevels: [{name: Tốt, min: 8}, {name: Khá, min: 6}]\nbelow: Chưa đạt",
)
KINDS = SET.replace("max: 10\n", "max: 10\napplies_to: [xa, phuong]\n")
GIVEN = "given: {HT: 6, 'NL:a': 1, 'NL:b': 1}"


def read(cases: str, text: str = SET) -> tuple[Case, ...]:
    found = checked(text, cases)
    assert [each.message.en for each in found.diagnostics] == []
    return found.cases


def told(cases: str, text: str = SET) -> list[Diagnostic]:
    return list(checked(text, cases).diagnostics)


def codes(cases: str, text: str = SET) -> list[str]:
    return [each.code for each in told(cases, text)]


def test_it_reads_a_case_of_one_agency() -> None:
    (case,) = read(
        f"- case: Đủ\n  basis: Điều 1\n  note: Xem bảng\n  {GIVEN}\n  expect: {{thu: 6 + 4, NL: {{percent: 100}}}}"
    )
    assert (case.title, case.basis, case.note) == ("Đủ", "Điều 1", "Xem bảng")
    assert case.rows == ((("agency", "?"), ("HT", "6"), ("NL:a", "1"), ("NL:b", "1")),)
    assert [(each.agency, each.node, each.key, each.value) for each in case.expect] == [
        (None, "thu", "points", Fraction(10)),
        (None, "NL", "percent", Fraction(100)),
    ]


def test_it_reads_a_table_with_last_year_and_counts() -> None:
    cases = """
- case: Hai xã
  agencies:
    - {agency: Xã A, HT: 6, 'NL:points': 4}
    - {agency: Xã B, HT: 5, 'NL:points': 4, state: "void:late"}
  previous:
    - {agency: Xã A, points: 7, level: Khá}
  expect:
    Xã A: {thu: {points: 10, level: Tốt, rank: 1, change: 3, level_before: Khá}}
    Xã B: {thu: {points: null, level: ~, state: "void:late"}, HT: null}
  counts:
    thu: {ranked: 1, ranked_before: 1, levels: {Tốt: 1, Khá: 0}}
"""
    (case,) = read(cases)
    assert [row[0] for row in case.rows] == [("agency", "Xã A"), ("agency", "Xã B")]
    assert case.previous == ((("agency", "Xã A"), ("points", "7"), ("level", "Khá")),)
    assert {(each.agency, each.node, each.key, each.value) for each in case.expect} >= {
        ("Xã A", "thu", "level_before", "Khá"),
        ("Xã B", "thu", "points", None),
        ("Xã B", "thu", "level", None),
        ("Xã B", "HT", "points", None),
        ("Xã B", "thu", "state", "void:late"),
    }
    assert [(each.key, each.level, each.value) for each in case.counts] == [
        ("ranked", None, 1),
        ("ranked_before", None, 1),
        ("levels", "Tốt", 1),
        ("levels", "Khá", 0),
    ]


def test_it_keeps_the_place_of_every_expectation() -> None:
    (case,) = read(f"- case: Đủ\n  {GIVEN}\n  expect:\n    thu: 10\n    HT: {{points: 6}}\n")
    assert [each.place.line for each in case.expect] == [4, 5]
    assert isinstance(case.expect[0], Expectation)
    assert case.place.line == 1


def test_it_takes_a_quoted_word_for_a_word() -> None:
    (case,) = read(f"- {{case: Đủ, {GIVEN}, expect: {{thu: {{level: 'Tốt'}}}}}}")
    assert case.expect[0].value == "Tốt"


@pytest.mark.parametrize(
    "columns",
    [
        "HT: 6, 'NL:a': 1, 'NL:b': 1",
        "'HT:points': 6, 'NL:points': 4, 'NL:available': 4",
        "'HT:state': na, 'NL:state': 'void:late'",
        "agency: Xã A, code: '01', block: Khối xã, predecessors: '2;3', HT: 6, 'NL:points': 1",
        "points: 9, available: 10, level: Tốt, HT: 1, 'NL:points': 1",
        "state: excluded, reason: Không thuộc diện, HT: 1, 'NL:points': 1",
        "'thu:points': 9, 'thu:level': Chưa đạt, HT: 1, 'NL:points': 1",
    ],
)
def test_it_knows_the_columns_of_a_set(columns: str) -> None:
    assert codes(f"- {{case: Đủ, given: {{{columns}}}, expect: {{thu: 9}}}}") == []


def unknown_column(column: str) -> Diagnostic:
    found = told(f"- {{case: Đủ, given: {{'{column}': 1, HT: 1, 'NL:points': 1}}, expect: {{thu: 1}}}}")
    (fault,) = [each for each in found if each.code == "TD607"]
    return fault


@pytest.mark.parametrize(
    "column, meant",
    [
        ("HTT", "HT"),
        ("NLL:b", "NL:b"),
        ("HT:point", "HT:points"),
        ("NL:avail", "NL:available"),
        ("agencyy", "agency"),
    ],
)
def test_it_suggests_the_column_that_was_meant(column: str, meant: str) -> None:
    help = unknown_column(column).help
    assert help is not None
    assert f"«{meant}»" in help.vi


@pytest.mark.parametrize("column", ["NL", "NL:c"])
def test_it_lists_the_columns_where_several_may_be_meant(column: str) -> None:
    fault = unknown_column(column)
    assert fault.help is None
    assert "NL:a, NL:b, NL:points" in fault.notes[0].message.vi


@pytest.mark.parametrize("column", ["ghi-chu", "", ":", "::points"])
def test_it_suggests_nothing_where_nothing_is_near(column: str) -> None:
    fault = unknown_column(column)
    assert (fault.help, fault.notes) == (None, ())


@pytest.mark.parametrize(
    "case, code",
    [
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: {{level: Tot}}}}}}", "TD610"),
        (f"{{case: Đủ, {GIVEN}, expect: {{HT: {{level: Tốt}}}}}}", "TD610"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: 1}}, counts: {{thu: {{levels: {{Giỏi: 1}}}}}}}}", "TD610"),
        ("{case: Đủ, given: {HT: 1, 'NL:points': 1, level: Giỏi}, expect: {thu: 1}}", "TD610"),
        (f"{{case: Đủ, {GIVEN}, expect: {{NLL: 1}}}}", "TD210"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: 1}}, counts: {{NLL: {{ranked: 1}}}}}}", "TD210"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: 6 cộng 4}}}}", "TD604"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: '9,5'}}}}", "TD604"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: {{point: 1}}}}}}", "TD201"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: [1]}}}}", "TD203"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: {{points: [1]}}}}}}", "TD203"),
        (f"{{case: Đủ, {GIVEN}, expect: {{}}}}", "TD612"),
        (f"{{case: Đủ, {GIVEN}}}", "TD202"),
        (f"{{{GIVEN}, expect: {{thu: 1}}}}", "TD202"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: 1}}, expects: 1}}", "TD201"),
        (f"{{case: Đủ, {GIVEN}, expect: {{thu: 1}}, counts: {{thu: {{ranked: nhiều}}}}}}", "TD204"),
        (f"{{case: Đủ, {GIVEN}, agencies: [], expect: {{thu: 1}}}}", "TD603"),
        ("{case: Đủ, expect: {thu: 1}}", "TD603"),
        ("{case: Đủ, given: [1], expect: {thu: 1}}", "TD203"),
        ("{case: Đủ, given: {HT: [1], 'NL:points': 1}, expect: {thu: 1}}", "TD203"),
        ("{case: Đủ, agencies: [{HT: 1, 'NL:points': 1}], expect: {Xã A: {thu: 1}}}", "TD202 TD606"),
        ("{case: Đủ, agencies: [{agency: Xã A, HT: 1, 'NL:points': 1}], expect: {Xã B: {thu: 1}}}", "TD606"),
        ("{case: Đủ, agencies: [{agency: Xã A, HT: 1, 'NL:points': 1}], expect: {Xã A: 1}}", "TD203"),
    ],
)  # fmt: skip
def test_it_refuses_what_a_case_cannot_say(case: str, code: str) -> None:
    assert codes(f"- {case}") == code.split()


@pytest.mark.parametrize("cases", ["case: Đủ", "Đủ", "- Đủ", "- [Đủ]"])
def test_it_wants_a_list_of_cases(cases: str) -> None:
    assert codes(cases) == ["TD203"]


def test_it_wants_to_know_the_kind_where_there_are_several() -> None:
    assert codes(f"- {{case: Đủ, {GIVEN}, expect: {{thu: 1}}}}", KINDS) == ["TD613"]
    assert codes(f"- {{case: Đủ, kind: xa, {GIVEN}, expect: {{thu: 1}}}}", KINDS) == []
    assert codes(f"- {{case: Đủ, {GIVEN.replace('{', '{kind: phuong, ')}, expect: {{thu: 1}}}}", KINDS) == []
    assert codes(f"- {{case: Đủ, kind: xã, {GIVEN}, expect: {{thu: 1}}}}", KINDS) == ["TD219"]
    table = "- {case: Đủ, agencies: [{agency: Xã A, %sHT: 1, 'NL:points': 1}], expect: {Xã A: {thu: 1}}}"
    assert codes(table % "", KINDS) == ["TD613"]
    assert codes(table % "kind: xa, ", KINDS) == []


def test_it_minds_two_cases_of_one_title() -> None:
    case = f"- {{case: Đủ, {GIVEN}, expect: {{thu: 1}}}}\n"
    assert codes(case * 3) == ["TD611", "TD611"]


def test_it_calls_nothing_unknown_while_the_set_cannot_be_read_whole() -> None:
    text = SET.replace("id: NL", "id: Nhân lực")
    assert codes(f"- {{case: Đủ, {GIVEN}, expect: {{NL: 1}}}}", text) == ["TD207"]


def test_it_calls_no_level_unknown_while_the_levels_cannot_be_read() -> None:
    text = SET.replace("min: 6", "min: sáu")
    assert codes(f"- {{case: Đủ, {GIVEN}, expect: {{thu: {{level: Khá}}}}}}", text) == ["TD204"]


def test_it_keeps_the_cases_it_can_read() -> None:
    found = checked(SET, f"- case: Hỏng\n- {{case: Đủ, {GIVEN}, expect: {{thu: 1}}}}")
    assert [case.title for case in found.cases] == ["Đủ"]
    assert isinstance(found.cases[0].counts, tuple)
    assert Counted.__slots__
