"""What people type at a criterion, kept as canonical text, or refused with a sentence that says what was expected."""

from collections.abc import Mapping

import pytest
from django.http import QueryDict

from tests.web.submissions.sheets import every_measure
from thuocdo.definition.load import load_set
from thuocdo.web.submissions.form_inputs import shown_number
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import Sheet, sheet_for
from thuocdo.web.submissions.value import Value, checked, inputs_in, value_of


def read(criterion: str, **posted: str | list[str]) -> Value:
    return value_of(every_measure(), criterion, sent(posted))


def sent(posted: Mapping[str, str | list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, values in posted.items():
        query.setlist(key, [values] if isinstance(values, str) else values)
    return query


def problems(criterion: str, **posted: str | list[str]) -> dict[str, str]:
    with pytest.raises(BadValue) as refused:
        read(criterion, **posted)
    return refused.value.problems


@pytest.mark.parametrize(
    "criterion, posted, inputs",
    [
        ("TL", {"a": "38", "b": " 41,0 "}, {"a": "38", "b": "41"}),
        ("TL", {"a": "1.234.567,5", "b": "842.5"}, {"a": "1234567.5", "b": "842.5"}),
        ("TL", {"a": "38", "b": ""}, {"a": "38"}),
        ("CK", {"value": "yes"}, {"value": "yes"}),
        ("LC", {"value": "pct"}, {"value": "pct"}),
        ("DM", {"value": ["camera", "quet"]}, {"value": "quet;camera"}),
        ("DM", {"value": "-"}, {"value": "-"}),
        ("DM", {}, {}),
        ("SL", {"n": "12,00"}, {"n": "12"}),
        ("CD", {"points": "4,25"}, {"points": "4.25"}),
        ("KS", {"total": "-0", "n": "0"}, {"total": "0", "n": "0"}),
    ],
)
def test_it_reads_what_people_type(criterion: str, posted: dict[str, str | list[str]], inputs: dict[str, str]) -> None:
    value = read(criterion, **posted)
    assert value.inputs == inputs
    assert inputs_in(value.text) == inputs


@pytest.mark.parametrize(
    "criterion, posted, key, said",
    [
        ("TL", {"a": "ba mươi"}, "a", "«Số máy tính»: hãy nhập một số, ví dụ 842,5."),
        ("TL", {"b": "1.234"}, "b", "hãy viết 1234 nếu là hàng nghìn, hoặc 1,234 nếu là số thập phân"),
        ("TL", {"a": "-1"}, "a", "«Số máy tính»: hãy nhập một số không nhỏ hơn 0."),
        ("TL", {"a": "1,2345678"}, "a", "nhiều nhất 6 chữ số thập phân"),
        ("TL", {"a": "1" * 16}, "a", "nhiều nhất 15 chữ số"),
        ("CK", {"value": "maybe"}, "value", "hãy chọn «Có» hoặc «Không»"),
        ("LC", {"value": "vua"}, "value", "hãy chọn một trong các mục"),
        ("DM", {"value": ["quet", "-"]}, "value", "«không có nội dung nào»"),
        ("SL", {"n": "1,5"}, "n", "hãy nhập một số nguyên"),
        ("CD", {"points": "10,5"}, "points", "từ 0 đến 10"),
        ("CD", {"points": "1,255"}, "points", "nhiều nhất 2 chữ số thập phân"),
        ("CT", {"target": "0"}, "target", "lớn hơn 0"),
        ("KS", {"total": "60", "n": "10"}, "total", "từ 1 đến 5"),
        ("TL", {"explanation": "x" * 10_001}, "explanation", "nhiều nhất 10000 ký tự"),
    ],
)
def test_it_says_what_was_expected(criterion: str, posted: dict[str, str | list[str]], key: str, said: str) -> None:
    found = problems(criterion, **posted)
    assert list(found) == [key]
    assert said.lower() in found[key].lower()


def test_every_bad_input_has_its_sentence() -> None:
    assert set(problems("TL", a="x", b="y")) == {"a", "b"}


def test_not_applicable_needs_a_reason_and_the_set_s_leave() -> None:
    assert read("CK", na="1", reason=" Không có trụ sở ", value="yes") == Value({}, "na", "Không có trụ sở")
    assert set(problems("CK", na="1")) == {"reason"}
    assert set(problems("TL", na="1", reason="x")) == {"na"}


def test_words_are_kept_in_one_spelling() -> None:
    value = read("CK", value="no", explanation=" Đ\u1ea3 \r\nco\u0301\0 ")
    assert value.explanation == "Đả \ncó"


def test_a_value_is_complete_with_all_its_inputs() -> None:
    node = every_measure().criteria["TL"]
    assert [read("TL", a="1", b=b).answers(node) for b in ("", "2")] == [False, True]


@pytest.mark.parametrize("typed", ["0", "1234", "1,234", "1234567,891", "-0,5", "842,5"])
def test_a_stored_number_shown_again_reads_as_itself(typed: str) -> None:
    stored = read("BT", value=typed).inputs["value"]
    assert read("BT", value=shown_number(stored)).inputs["value"] == stored


@pytest.mark.parametrize("inputs", [{"a": "1,5"}, {"a": "38", "x": "1"}, {"a": "không"}, {"a": "1" * 16}], ids=str)
def test_a_value_that_is_not_canonical_is_refused(inputs: dict[str, str]) -> None:
    sheet: Sheet = every_measure()
    with pytest.raises(BadValue):
        checked(sheet, sheet.criteria["TL"], Value(inputs))


def test_the_organiser_s_criteria_are_not_asked() -> None:
    sheet = sheet_for(load_set("mau-2026-xa"), "xa")
    assert 0 < len(sheet.asked) < len(sheet.criteria) < len(sheet.nodes)
