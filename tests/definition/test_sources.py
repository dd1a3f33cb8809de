"""What must come out for the decisions in the library, whose faults are known from reading them."""

import pytest

from thuocdo import library
from thuocdo.definition.load import check_set
from thuocdo.diagnostics import Diagnostic, Severity

AN_GIANG = "Kết quả Chính quyền điện tử"


def found(id: str, code: str) -> list[Diagnostic]:
    return [each for each in check_set(id).diagnostics if each.code == code]


@pytest.mark.parametrize("id", library.ids())
def test_it_can_use_every_set_of_the_library(id: str) -> None:
    checked = check_set(id)
    assert checked.usable
    assert checked.cases


@pytest.mark.parametrize("id", library.ids())
def test_it_finds_nothing_wrong_with_a_set_but_what_its_decision_has_wrong(id: str) -> None:
    weighty = [each.code for each in check_set(id).diagnostics if each.severity is not Severity.INFO]
    assert weighty == (["TD501", "TD501"] if id == "an-giang-2018-xa" else [])


@pytest.mark.parametrize(
    "index, level, minimum, total, differ, share",
    [(0, "«Mức III»", "435", "448.5", "13.5", "80%"), (1, "«Mức IV»", "385", "412", "27", "70%")],
)
def test_it_finds_both_faults_of_an_giang_communes(
    index: int, level: str, minimum: str, total: str, differ: str, share: str
) -> None:
    fault = found("an-giang-2018-xa", "TD501")[index]
    assert dict(fault.data) | {"so": "", "more": ""} == {
        "level": level,
        "name": AN_GIANG,
        "min": minimum,
        "sum": total,
        "differ": differ,
        "so": "",
        "more": "",
    }
    assert fault.severity is Severity.WARNING
    assert fault.help is not None
    assert f"«Hiện diện» là {share}" in fault.help.vi


def test_it_says_the_figures_as_vietnamese_write_them() -> None:
    message = found("an-giang-2018-xa", "TD501")[0].message
    assert "là 435" in message.vi
    assert "là 448,5 (nhiều hơn 13,5 điểm)" in message.vi
    assert "448.5 (13.5 more)" in message.en


def test_it_notes_the_other_change_that_would_do() -> None:
    third, fourth = found("an-giang-2018-xa", "TD501")
    assert [note.message.vi for note in third.notes] == ["0% × 50 + 75% × 100 + 80% × 180 + 85% × 270 = 448,5."]
    assert [note.message.vi for note in fourth.notes] == [
        "0% × 50 + 70% × 100 + 70% × 180 + 80% × 270 = 412.",
        "Cũng khớp nếu chỉ đổi «Tương tác» từ 70% thành 55%.",
    ]


def test_it_finds_no_such_fault_for_districts_and_says_that_no_total_decides() -> None:
    assert found("an-giang-2018-huyen", "TD501") == []
    idle = found("an-giang-2018-huyen", "TD502")
    assert [dict(each.data)["name"] for each in idle] == ["Điều kiện sẵn sàng Chính quyền điện tử", AN_GIANG]
    for each in idle:
        assert dict(each.data)["levels"] == "«Mức I», «Mức II», «Mức III», «Mức IV»"


def test_it_says_that_no_total_decides_where_communes_agree() -> None:
    ready, results = found("an-giang-2018-xa", "TD502")
    assert dict(ready.data)["levels"] == "«Mức I», «Mức II», «Mức III», «Mức IV»"
    assert dict(results.data)["levels"] == "«Mức I», «Mức II»"


@pytest.mark.parametrize("id", ["thua-thien-hue-2021-so-nganh", "thua-thien-hue-2021-huyen"])
def test_it_notes_both_readings_of_hue(id: str) -> None:
    (remark,) = found(id, "TD609")
    (note,) = remark.notes
    assert "Phần lời" in note.message.vi
    assert "Bảng" in note.message.vi


@pytest.mark.parametrize("id", ["hung-yen-2018-so-nganh", "hung-yen-2018-huyen", "bo-noi-vu-2020", "dak-nong-2019-xa"])
def test_it_lists_what_is_assumed(id: str) -> None:
    (remark,) = found(id, "TD608")
    assert remark.notes
