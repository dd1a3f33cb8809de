"""The facts of a notice, and how they are said."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.reports.bundles import ROWS, SET
from tests.scoring import engine
from tests.scoring.drawn_rows import Cells
from tests.scoring.strategies import rounds
from thuocdo.definition.load import check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.source import Source
from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.groups import group_item
from thuocdo.reports.notice.model import Figure, Notice, Shared, Spread
from thuocdo.reports.notice.sentences import Style, paragraphs
from thuocdo.reports.notice.text import text_of
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.tables.table import Table, table_of, table_of_rows

SIMPLE = """\
id: don-gian
name: Chỉ số mẫu
max: 100
levels:
  - {name: Tốt, label: Loại A, min: 80}
  - {name: Khá, min: 50}
below: Không xếp loại
ranking: {among: all}
criteria:
  - {id: A, name: Hạ tầng, max: 60}
  - {id: B, name: Nhân lực, max: 40, missing: zero}
  - {id: T, name: Điểm thưởng, max: 5, extra: true, missing: zero}
  - {id: P, name: Điểm trừ, max: 0, min: -5, extra: true, missing: zero}
"""


def set_of(text: str) -> CriteriaSet:
    found = check_source(Source("set.yaml", text)).set
    assert found is not None
    return found


def simple(*rows: tuple[str, str, str], before: tuple[tuple[str, str, str], ...] = ()) -> str:
    return said(score(set_of(SIMPLE), table(rows), table(before) if before else None))


def table(rows: tuple[tuple[str, str, str], ...]) -> Table:
    return table_of_rows([{"agency": agency, "A": a, "B": b} for agency, a, b in rows])


def said(result: Result, year: int | None = None) -> str:
    return text_of(paragraphs(notice_of(result, year)))


def figures(notice: Notice) -> list[Figure]:
    found: list[Figure] = []
    for part in notice.parts:
        found += [figure for level in part.levels for figure in level.figures]
        found += [figure for placed in part.placed for figure in placed.figures]
        for spread in part.spreads:
            groups = (*spread.ranked, spread.full, spread.zero)
            found += [figure for each in groups if each is not None for figure in each.figures]
    return found


@settings(max_examples=80, deadline=None)
@given(rounds())
def test_every_fact_rests_on_figures_of_the_result(drawn: tuple[CriteriaSet, list[Cells]]) -> None:
    criteria_set, rows = drawn
    result = score(criteria_set, table_of(engine.frame(rows)))
    notice = notice_of(result)
    for figure in figures(notice):
        frame = result.node(figure.node)
        assert frame.filter(frame["agency"] == figure.agency)[figure.column].to_list() == [figure.value]
    for part in notice.parts:
        assert part.ranked == len(part.placed)
        assert sum(len(level.agencies) for level in part.levels) + len(part.undecided) in {part.evaluated, 0}
        for spread in part.spreads:
            counted = (spread.void, spread.unanswered, spread.unscored, spread.absent)
            assert spread.scored + sum(map(len, counted)) >= part.evaluated
    assert text_of(paragraphs(notice)).startswith("THÔNG BÁO\n")


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_the_order_of_the_table_does_not_matter(drawn: tuple[CriteriaSet, list[Cells]]) -> None:
    criteria_set, rows = drawn
    forward, backward = (score(criteria_set, table_of(engine.frame(each))) for each in (rows, rows[::-1]))
    assert said(forward) == said(backward)


def test_a_year_before_that_is_the_same_is_unchanged() -> None:
    rows = (("Xã A", "60", "40"), ("Xã B", "30", "0"))
    text = simple(*rows, before=rows)
    assert "Có 2 đơn vị được xếp hạng trong số 2 đơn vị, bằng số đơn vị của kỳ trước." in text
    assert "Xếp thứ 1: Xã A, 100 điểm (Tốt), không đổi so với kỳ trước." in text
    assert "So với kỳ trước: 2 đơn vị giữ nguyên điểm." in text


def test_up_down_and_no_last_year_are_told_apart() -> None:
    text = simple(
        ("Xã A", "60", "40"),
        ("Xã B", "30", "0"),
        ("Xã C", "50", "1"),
        before=(("Xã A", "59,5", "40"), ("Xã B", "31", "0")),
    )
    assert "Xã A, 100 điểm (Tốt), tăng 0,5 điểm so với kỳ trước" in text
    assert "Xã B, 30 điểm (Không xếp loại), giảm 1 điểm so với kỳ trước" in text
    assert "Xã C, 51 điểm (Khá), không có số liệu kỳ trước" in text
    assert "So với kỳ trước: 1 đơn vị tăng điểm, 1 đơn vị giảm điểm, 1 đơn vị không có số liệu kỳ trước." in text


def test_ties_share_their_place_and_the_next_is_skipped() -> None:
    text = simple(("Xã B", "50", "10"), ("Xã A", "60", "0"), ("Xã C", "1", "1"))
    assert "Xếp thứ 1, 2 đơn vị cùng hạng: Xã A, 60 điểm (Khá); Xã B, 60 điểm (Khá)." in text
    assert "Xếp thứ 3: Xã C" in text


def test_missing_is_not_zero() -> None:
    text = simple(("Xã A", "", "0"), ("Xã B", "0", "0"), ("Xã C", "10", ""), ("Xã D", "60", "7"))
    assert (
        "Hạ tầng (tối đa 60 điểm): trong 3 đơn vị có điểm, Xã D đạt điểm tối đa; tiếp đến là Xã C (10 điểm); Xã B được 0 điểm; 1 đơn vị chưa có điểm."
        in text
    )
    assert (
        "Nhân lực (tối đa 40 điểm): cao nhất là Xã D (7 điểm); 2 đơn vị (Xã A; Xã B) được 0 điểm; Xã C không có số liệu, tính 0 điểm theo bộ tiêu chí."
        in text
    )
    assert "Chưa xác định được mức vì chưa đủ điểm: Xã A." in text
    assert "Thứ hạng là tạm tính" in text


def test_bonuses_and_deductions_are_told_as_such() -> None:
    rows = [{"agency": "Xã A", "A": "1", "B": "1", "T": "2,5"}, {"agency": "Xã B", "A": "1", "B": "1", "P": "-3"}]
    text = said(score(set_of(SIMPLE), table_of_rows(rows)))
    assert "Điểm thưởng (tối đa 5 điểm): Xã A được cộng 2,5 điểm" in text
    assert "Điểm trừ: Xã B bị trừ 3 điểm" in text


def test_many_agencies_are_told_by_the_first_three_and_the_last() -> None:
    rows = [(f"Xã {at:02}", str(at), "0") for at in range(1, 21)]
    lines = [line for line in simple(*rows).splitlines() if "Xếp" in line]
    assert [line.partition(",")[0] for line in lines] == [
        "- Xếp thứ 1: Xã 20",
        "- Xếp thứ 2: Xã 19",
        "- Xếp thứ 3: Xã 18",
        "- Xếp cuối",
    ]
    assert lines[-1] == "- Xếp cuối, thứ 20: Xã 01, 1 điểm (Không xếp loại)."


def test_very_many_at_one_place_are_counted_not_named() -> None:
    text = simple(*((f"Xã {at:02}", "30", "20") for at in range(30)))
    assert "Xếp thứ 1: 30 đơn vị cùng hạng." in text
    assert "Khá: 30 đơn vị." in text
    assert "Hạ tầng (tối đa 60 điểm): cả 30 đơn vị đều được 30 điểm." in text


def test_the_furthest_moves_are_told_with_ties() -> None:
    now = [(f"Xã {at:02}", "30", "20") for at in range(12)]
    then = [(name, "30", "15" if at in {3, 7} else "21" if at == 5 else "20") for at, (name, _, _) in enumerate(now)]
    text = simple(*now, before=tuple(then))
    assert "Thay đổi nhiều nhất: 2 đơn vị (Xã 03; Xã 07) tăng 5 điểm; Xã 05 giảm 1 điểm." in text


def test_who_is_left_out_is_named_with_the_reason() -> None:
    notice = notice_of(score(set_of(SET), table_of_rows(ROWS)), 2026)
    text = text_of(paragraphs(notice))
    assert "Bảng số liệu có 6 đơn vị: 4 đơn vị được đánh giá, 2 đơn vị không có kết quả đánh giá." in text
    assert '- =Phường, "G": không đánh giá, lý do: Mới thành lập.' in text
    assert "- Phường E: báo cáo không được tính điểm (báo cáo nộp chậm)." in text
    assert "Kết quả đánh giá, xếp hạng: Bộ nhỏ năm 2026" in text
    assert [part.block for part in notice.parts] == ["Khối phường", "Khối xã"]


@pytest.mark.parametrize(
    "known, sentence",
    [
        (("a", "b"), "Xã Mới được lập từ 2 đơn vị; kỳ trước được so với trung bình cộng của 2 đơn vị có số liệu."),
        (
            ("a",),
            "Xã Mới được lập từ 2 đơn vị, trong đó 1 đơn vị có số liệu kỳ trước; số liệu ấy được dùng để so sánh.",
        ),
        (("x",), "Xã Mới được lập từ 2 đơn vị; các đơn vị này không có số liệu kỳ trước."),
    ],
)
def test_merged_agencies_are_told_with_their_rule(known: tuple[str, ...], sentence: str) -> None:
    before = table_of_rows([{"agency": f"Xã {code}", "code": code, "A": "10", "B": "10"} for code in known])
    now = table_of_rows([{"agency": "Xã Mới", "code": "m", "predecessors": "a; b", "A": "15", "B": "10"}])
    text = said(score(set_of(SIMPLE), now, before))
    assert sentence in text
    assert ("tăng 5 điểm so với kỳ trước" in text) is (known != ("x",))


def test_years_on_different_scales_are_compared_in_percent() -> None:
    ranked = SIMPLE.replace("Hạ tầng, max: 60", "Hạ tầng, max: 60, ranking: {among: all}")
    wider = ranked.replace("id: don-gian", "id: cu").replace("max: 100", "max: 120").replace("max: 60", "max: 80")
    older = score(set_of(wider), table((("Xã A", "40", "0"),)))
    text = said(score(set_of(ranked), table((("Xã A", "36", "0"),)), older))
    assert "Xã A, 36 điểm, tăng 10 điểm phần trăm (hai kỳ có thang điểm khác nhau) so với kỳ trước" in text


def test_a_level_is_told_with_its_label_and_marked_where_it_was_published() -> None:
    rows = [
        {"agency": "Xã A", "A": "50", "B": "40"},
        {"agency": "Xã B", "A": "50", "B": "40", "level": "Tốt"},
        {"agency": "Xã C", "A": "20", "B": "40", "level": "Khá"},
    ]
    text = said(score(set_of(SIMPLE), table_of_rows(rows)))
    assert "- Tốt (Loại A): 2 đơn vị (Xã A; Xã B), trong đó 1 đơn vị theo mức đã công bố." in text
    assert "- Khá, theo mức đã công bố: 1 đơn vị (Xã C)." in text
    assert "Xã B, 90 điểm (Tốt, mức đã công bố)" in text


def shared(points: str, *agencies: str) -> Shared:
    return Shared(Decimal(points), agencies, ())


@pytest.mark.parametrize(
    "ranked, unscored, sentence",
    [
        ((), ("A",), "chưa có điểm của đơn vị nào"),
        ((shared("5", "A"),), ("B",), "chỉ A có điểm (5 điểm); 1 đơn vị chưa có điểm"),
        ((shared("5", "A"),), (), "A có điểm (5 điểm)"),
        ((shared("5", "A", "B"),), ("C",), "cả 2 đơn vị có điểm (A; B) đều được 5 điểm; 1 đơn vị chưa có điểm"),
        ((shared("0", "A", "B"),), (), "cả 2 đơn vị (A; B) đều được 0 điểm"),
        ((shared("5", "A"), shared("3", "B")), (), "cao nhất là A (5 điểm); tiếp đến là B (3 điểm)"),
        ((shared("5", "A"), shared("0", "B")), (), "cao nhất là A (5 điểm); B được 0 điểm"),
        ((shared("5", "A", "B"), shared("3", "C")), ("D",), "trong 3 đơn vị có điểm, cao nhất là 2 đơn vị cùng 5 điểm (A; B); thấp nhất là C (3 điểm); 1 đơn vị chưa có điểm"),
    ],
)  # fmt: skip
def test_a_group_is_told_like_this(ranked: tuple[Shared, ...], unscored: tuple[str, ...], sentence: str) -> None:
    zero = next((each for each in ranked if not each.points), None)
    spread = Spread(
        "G", "Nhóm", Decimal(10), extra=False, comparable=True, ranked=ranked, full=None, zero=zero,
        void=(), unanswered=(), unscored=unscored, absent=(),
    )  # fmt: skip
    assert group_item(spread) == f"Nhóm (tối đa 10 điểm): {sentence}."


@pytest.mark.parametrize(
    "name, said",
    [
        ("Chỉ số mẫu", "Kết quả đánh giá, xếp hạng chỉ số mẫu năm 2025"),
        ("Chỉ số mẫu năm 2025", "Kết quả đánh giá, xếp hạng chỉ số mẫu năm 2025"),
        ("Chỉ số mẫu năm 2026", "Kết quả đánh giá, xếp hạng năm 2025 theo bộ tiêu chí «Chỉ số mẫu năm 2026»"),
    ],
)
def test_the_year_evaluated_is_told_once(name: str, said: str) -> None:
    criteria_set = set_of(SIMPLE.replace("Chỉ số mẫu", name))
    result = score(criteria_set, table_of_rows([{"agency": "Xã A", "A": "50", "B": "30"}]))
    assert paragraphs(notice_of(result, 2025))[1].text == said


def test_text_is_one_line_a_paragraph_or_wrapped(tmp_path: Path) -> None:
    told = paragraphs(notice_of(score(set_of(SET), table_of_rows(ROWS))))
    lines = text_of(told).splitlines()
    assert [line for line in lines if line] == [line for line in lines if line.strip() == line and line]
    assert len([line for line in lines if line]) == len(told)
    assert all(len(line) <= 60 for line in text_of(told, 60).splitlines())
    assert {each.style for each in told} >= {Style.TITLE, Style.SUBJECT, Style.TEXT, Style.HEADING, Style.ITEM}
