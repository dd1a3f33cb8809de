"""What differs between two sets is told node by node and key by key, in words."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from thuocdo import library
from thuocdo.definition.amounts import Amount
from thuocdo.definition.difference import NODE_KEYS, SET_KEYS, Difference, KeyChange, difference
from thuocdo.definition.load import check_source, load_set
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.set_words import basis_words
from thuocdo.definition.source import Source
from thuocdo.vietnamese.languages import Text

BEFORE = """
id: mau
name: Bộ mẫu
applies_to: [xa, phuong]
max: 20
rounding: {decimals: 2, at: division}
texts: {qd: {number: 1/QĐ-UBND, date: 2026-01-05, issuer: UBND tỉnh}}
cite: {text: qd}
levels:
  - {name: Tốt, min: 16, each: 70%}
  - {name: Khá, min: 50%, each: {A: 5}}
ranking: {among: all, by: points}
criteria:
  - id: A
    name: Hạ tầng
    max: 10
    criteria:
      - {id: A1, name: Máy tính, max: 4, measure: {kind: ratio, a: Số máy, b: Số người, if_none: zero}}
      - {id: A2, name: Mạng, max: 6, measure: {kind: yes_no}}
  - id: B
    name: Nhân lực
    max: 10
    criteria:
      - {id: B1, name: Tập huấn, max: 10, measure: {kind: choice, options: {a: {name: Đủ, share: 100%}, b: {name: Thiếu, points: 0}}}}
"""


def read(text: str) -> CriteriaSet:
    checked = check_source(Source("set.yaml", text))
    assert checked.usable, checked.diagnostics
    assert checked.set is not None
    return checked.set


def compared(*swaps: tuple[str, str]) -> Difference:
    after = BEFORE
    for old, new in swaps:
        assert old in after
        after = after.replace(old, new)
    return difference(read(BEFORE), read(after))


def told(changes: tuple[KeyChange, ...]) -> list[tuple[str, str, str]]:
    return [(change.key.vi, change.before.vi, change.after.vi) for change in changes]


@pytest.mark.parametrize("id", library.ids())
def test_a_set_does_not_differ_from_itself(id: str) -> None:
    assert difference(load_set(id), load_set(id)).nothing


def test_comments_and_layout_make_no_difference() -> None:
    assert compared(("id: mau", "# một dòng\nid: mau"), ("max: 20", "max: 20.0")).nothing


def test_it_knows_every_key_of_a_node_and_of_a_set() -> None:
    by_itself = {"id", "path", "criteria", "levels"}
    assert NODE_KEYS.keys() == {field.name for field in fields(Node)} - by_itself
    assert SET_KEYS.keys() == {field.name for field in fields(CriteriaSet)} - {"root"}


def test_every_key_of_a_node_can_be_told() -> None:
    sample = load_set("mau-2026-xa")
    assert {
        key for key in NODE_KEYS for node in sample.root.walk() if getattr(node, key) != getattr(Node("?", "?"), key)
    } >= {"max", "measure", "help", "evidence", "needs", "not_applicable", "missing", "applies_to", "cap", "ranking"}
    bare = replace(sample, root=replace(sample.root, criteria=tuple(_bare(node) for node in sample.root.criteria)))
    found = difference(sample, bare)
    assert found.changed
    for change in (change for node in found.changed for change in node.changes):
        assert change.before != change.after, change


def _bare(node: Node) -> Node:
    return Node(node.id, f"{node.name}!", criteria=tuple(_bare(child) for child in node.criteria), max=Decimal(1))


def test_it_tells_a_changed_key_in_words_of_both_languages() -> None:
    found = compared(("name: Máy tính, max: 4", "name: Máy vi tính, max: 4.5, evidence: required"))
    (changed,) = found.changed
    assert (changed.node.id, changed.within) == ("A1", "Hạ tầng")
    assert told(changed.changes) == [
        ("Tên", "Máy tính", "Máy vi tính"),
        ("Điểm tối đa", "4", "4,5"),
        ("Tài liệu kiểm chứng", "", "bắt buộc"),
    ]
    assert [change.after.en for change in changed.changes] == ["Máy vi tính", "4.5", "required"]


def test_it_tells_a_changed_rule_with_the_ids_of_its_options() -> None:
    found = compared(("b: {name: Thiếu, points: 0}", "c: {name: Thiếu, points: 0}"))
    assert told(found.changed[0].changes) == [
        (
            "Cách tính điểm",
            "Chọn một: Đủ: 10 điểm (tối đa); Thiếu: 0 điểm. (mã: a, b)",
            "Chọn một: Đủ: 10 điểm (tối đa); Thiếu: 0 điểm. (mã: a, c)",
        )
    ]


def test_it_tells_what_was_added_and_removed() -> None:
    found = compared(("id: A2, name: Mạng", "id: A3, name: Mạng riêng"))
    assert [(one.node.id, one.within, told(one.changes)) for one in found.added] == [
        ("A3", "Hạ tầng", [("Điểm tối đa", "", "6"), ("Cách tính điểm", "", "Có: 6 điểm; không: 0 điểm.")])
    ]
    assert [one.node.id for one in found.removed] == ["A2"]
    assert found.changed == ()


def test_it_tells_a_node_that_moved_and_an_order_that_changed() -> None:
    before = read(BEFORE)
    a, b = before.root.criteria
    moved = replace(before.root, criteria=(replace(b, criteria=(*b.criteria, a.criteria[1])), _without(a)))
    found = difference(before, replace(before, root=moved))
    assert told(found.of_set) == [("Thứ tự các mục con", "A, B", "B, A")]
    assert [(one.node.id, told(one.changes)) for one in found.changed] == [
        ("A2", [("Thuộc nhóm", "Hạ tầng", "Nhân lực")])
    ]


def _without(node: Node) -> Node:
    return replace(node, criteria=node.criteria[:1])


def test_it_tells_levels_by_their_names() -> None:
    found = compared(("min: 16, each: 70%", "above: 15, each: 60%"), ("name: Khá", "name: Đạt"))
    assert told(found.of_set) == [
        ("Mức «Tốt»", "tổng từ 16 điểm; mỗi phần từ 70%", "tổng trên 15 điểm; mỗi phần từ 60%"),
        ("Mức «Đạt»", "", "tổng từ 50%; «Hạ tầng» từ 5 điểm"),
        ("Mức «Khá»", "tổng từ 50%; «Hạ tầng» từ 5 điểm", ""),
    ]


def test_it_tells_the_keys_of_the_set() -> None:
    found = compared(
        ("at: division", "at: totals"), ("cite: {text: qd}", "cite: {text: qd}\nreport_before: {month: 12, day: 1}")
    )
    assert [change.key.vi for change in found.of_set] == ["Làm tròn", "Hạn báo cáo"]
    assert found.of_set[1].after == Text(
        "trước ngày 1/12 của năm đánh giá", "before 1/12 (day/month) of the year evaluated"
    )


def test_the_basis_is_the_decision_the_root_cites() -> None:
    assert basis_words(read(BEFORE)) == Text(
        "1/QĐ-UBND ngày 05/01/2026, UBND tỉnh", "1/QĐ-UBND of 5 January 2026, UBND tỉnh"
    )
    assert basis_words(load_set("dak-nong-2019-huyen")).vi.startswith("47/QĐ-UBND ngày 10/01/2020")


def test_an_amount_of_zero_is_told() -> None:
    level = read(BEFORE).root.levels[0]
    zero = replace(level, each=Amount(Decimal(0), percent=True))
    before = read(BEFORE)
    after = replace(before, root=replace(before.root, levels=(zero, before.root.levels[1])))
    assert told(difference(before, after).of_set)[0][2] == "tổng từ 16 điểm; mỗi phần từ 0%"
