import pytest

from tests.definition.writing import a_set, codes, findings, only, spot

GROUPS = "- {id: A, name: Hạ tầng, max: 60}\n- {id: B, name: Nhân lực, max: 40}"


def levels(*rows: str, more: str = "") -> str:
    listed = "".join(f"\n  - {{{row}}}" for row in rows)
    return f"max: 100\n{more}levels:{listed}"


def told(*rows: str, criteria: str = GROUPS, more: str = "") -> list[str]:
    """The codes found, but for what levels with round figures often earn: remarks on strictness and on idle parts."""
    found = findings(a_set(criteria, levels(*rows, more=more)))
    return [each.code for each in found if each.code not in {"TD503", "TD515"}]


def test_it_says_where_sum_and_minimum_differ_and_what_would_make_them_agree() -> None:
    found = only(a_set(GROUPS, levels("name: Mức I, min: 70, each: {A: 80%, B: 70%}")), "TD501")
    data = dict(found.data)
    assert (data["min"], data["sum"], data["differ"]) == ("70", "76", "6")
    assert spot(found) == "70"
    assert found.help is not None
    assert "«Hạ tầng» là 70% thay vì 80%" in found.help.vi
    assert [note.message.vi for note in found.notes] == [
        "80% × 60 + 70% × 40 = 76.",
        "Cũng khớp nếu chỉ đổi «Nhân lực» từ 70% thành 55%.",
    ]


def test_it_offers_no_share_that_no_decision_would_have() -> None:
    found = only(a_set(GROUPS, levels("name: Mức I, min: 75, each: {A: 80%, B: 70%}")), "TD501")
    assert found.help is None
    assert len(found.notes) == 1


def test_it_offers_a_share_for_all_where_one_is_for_all() -> None:
    found = only(a_set(GROUPS, levels("name: Mức I, min: 75, each: 80%")), "TD501")
    assert found.help is not None
    assert "mỗi nhóm là 75% thay vì 80%" in found.help.vi


def test_it_finds_a_sum_in_points_too() -> None:
    found = only(a_set(GROUPS, levels("name: Mức I, min: 70, each: {A: 50, B: 30}")), "TD501")
    assert found.notes[0].message.vi == "50 + 30 = 80."
    assert found.help is None


def test_it_expects_a_total_above_the_sum() -> None:
    assert told("name: Mức I, min: 90, each: 80%", "name: Mức II, min: 70, each: 60%") == []
    assert told("name: Mức I, min: 90, each: 80%", "name: Mức II, min: 70, each: 70%") == ["TD502"]


def test_it_minds_a_total_above_the_sum_where_all_others_agree() -> None:
    rows = ("name: I, min: 90, each: 90%", "name: II, min: 82, each: 80%", "name: III, min: 70, each: 70%")
    found = only(a_set(GROUPS, levels(*rows)), "TD501")
    assert "ít hơn 2 điểm" in found.message.vi


def test_it_names_the_levels_whose_total_never_decides() -> None:
    rows = ("name: I, min: 90%, each: 90%", "name: II, min: 80, each: {A: 48, B: 80%}", "name: III, min: 70")
    found = only(a_set(GROUPS, levels(*rows)), "TD502")
    assert "«I», «II»" in found.message.vi
    assert "III" not in found.message.vi


def test_it_adds_conditions_on_groups_deeper_down() -> None:
    criteria = "- {id: A, name: A, max: 60, criteria: [{id: A1, name: A1, max: 20}, {id: A2, name: A2, max: 40}]}\n- {id: B, name: B, max: 40}"
    assert told("name: I, min: 80, each: {A1: 80%, A2: 80%, B: 80%}", criteria=criteria) == ["TD502"]
    assert told("name: I, min: 79, each: {A1: 80%, A2: 80%, B: 80%}", criteria=criteria) == ["TD501"]


def test_it_says_nothing_of_sums_where_points_may_be_taken_away() -> None:
    deduction = "\n- {id: D, name: D, extra: true, max: 0, min: -5, entered_by: organiser}"
    assert told("name: I, min: 80, each: 80%", criteria=GROUPS + deduction) == []


def test_it_does_not_say_that_a_total_never_decides_where_parts_may_leave() -> None:
    leaving = GROUPS.replace("max: 40", "max: 40, not_applicable: leave")
    found = only(a_set(leaving, levels("name: I, min: 70, each: 80%", more="ranking: {by: points}\n")), "TD501")
    assert found.message.vi.endswith("(nhiều hơn 10 điểm).")
    assert "TD502" not in told("name: I, min: 80, each: 80%", criteria=leaving, more="ranking: {by: points}\n")


def test_it_says_of_a_part_that_the_total_decides_for() -> None:
    row = "name: I, min: 95, each: {A: %s}"
    assert [found.code for found in findings(a_set(GROUPS, levels(row % "91%")))] == ["TD503"]
    assert findings(a_set(GROUPS, levels(row % "92%"))) == []


@pytest.mark.parametrize(
    "rows, code",
    [
        (("name: I, min: 80, each: {A: 80%}", "name: II, min: 85, each: {A: 30%}"), "TD504"),
        (("name: I, min: 80, each: {A: 75%}", "name: II, min: 85, each: {A: 30%}"), "TD505"),
        (("name: I, min: 80, each: {A: 70%}", "name: II, min: 70, each: {A: 80%}"), "TD504"),
        (("name: I, min: 80", "name: II, min: 80"), "TD505"),
        (("name: I, min: 80", "name: II, above: 80"), "TD505"),
        (("name: I, min: 80, each: 60%", "name: II, min: 85, each: 70%"), "TD505"),
        (("name: I, min: 80", "name: II, min: 70, each: {A: 90%, B: 80%}"), "TD501 TD505"),
        (("name: I, min: 80", "name: II, min: 85%"), "TD505"),
        (("name: I, above: 100", "name: II, min: 70"), "TD508"),
        (("name: I, min: 100.5", "name: II, min: 70"), "TD508"),
        (("name: I, min: 90, each: {B: 41}", "name: II, min: 70"), "TD508"),
        (("name: I, min: 90, each: 101%", "name: II, min: 70"), "TD501 TD508"),
    ],
)
def test_it_minds_levels_that_do_not_go_down(rows: tuple[str, ...], code: str) -> None:
    assert sorted(told(*rows)) == code.split()


@pytest.mark.parametrize(
    "rows",
    [
        ("name: I, above: 80", "name: II, min: 80"),
        ("name: I, min: 80, each: 60%", "name: II, min: 80, each: 50%"),
        ("name: I, min: 80, each: 60%", "name: II, min: 80"),
        ("name: I, min: 90", "name: II, min: 70, each: 60%"),
        ("name: I, min: 100", "name: II, min: 0"),
    ],
)
def test_it_lets_levels_go_down(rows: tuple[str, ...]) -> None:
    assert told(*rows) == []


def test_it_takes_a_bonus_for_points_within_reach() -> None:
    bonus = "\n- {id: T, name: T, extra: true, max: 5}"
    assert told("name: I, min: 105", criteria=GROUPS + bonus) == []
    assert told("name: I, min: 106", criteria=GROUPS + bonus) == ["TD508"]
    assert told("name: I, min: 105", criteria=GROUPS + bonus, more="cap: true\n") == ["TD508"]


LEAVING = "- {id: A, name: A, max: 60}\n- {id: B, name: B, max: 40, not_applicable: leave}"


@pytest.mark.parametrize("row", ["name: I, min: 80", "name: I, above: 80", "name: I, min: 80, each: 50%"])
def test_it_minds_points_where_less_may_be_available(row: str) -> None:
    assert told(row, criteria=LEAVING, more="ranking: {by: points}\n") == ["TD506"]


def test_it_minds_points_where_kinds_differ() -> None:
    more = "ranking: {by: points}\napplies_to: [xa, phuong]\n"
    criteria = "- {id: A, name: A, max: 60}\n- {id: B, name: B, max: 40, applies_to: [xa]}"
    top = levels("name: I, min: 80", more=more).replace("max: 100", "max: {xa: 100, phuong: 60}")
    assert "TD506" in codes(criteria, top)
    assert "TD506" not in codes(criteria, top.replace("min: 80", "min: 80%"))


@pytest.mark.parametrize("more", ["rescale: true\nranking: {by: points}\n", "combine: mean\n"])
def test_it_does_not_mind_points_of_a_full_scale(more: str) -> None:
    assert told("name: I, min: 80", criteria=LEAVING, more=more) == []


def test_it_refuses_a_condition_on_what_is_elsewhere() -> None:
    inner = "- {id: A, name: A, max: 60, levels: [{name: I, min: 50, each: {%s: 50%%}}], criteria: [{id: A1, name: A1, max: 60}]}\n"
    for other in ("B", "A", "thu"):
        assert codes(inner % other + "- {id: B, name: B, max: 40}", "max: 100") == ["TD507"]
    assert codes(inner % "A1" + "- {id: B, name: B, max: 40}", "max: 100") == []


@pytest.mark.parametrize(
    "criteria, top",
    [
        (GROUPS, "combine: none\nlevels: [{name: I, min: 80}]"),
        (GROUPS, "combine: none\nranking: {by: points}"),
        ("- {id: A, name: A, max: 100}\n- {id: B, name: B, max: 0, levels: [{name: I, min: 0}]}", "max: 100"),
        ("- {id: A, name: A, max: 100}\n- {id: B, name: B, levels: [{name: I, min: 50%}]}", "max: 100\ncap: true"),
        (
            "- {id: A, name: A, max: 100}\n- {id: B, name: B}",
            "max: 100\ncap: true\nlevels: [{name: I, min: 80, each: 50%}]",
        ),
    ],
)
def test_it_refuses_a_level_without_ground(criteria: str, top: str) -> None:
    assert "TD510" in codes(criteria, top)


def test_it_lets_a_level_stand_on_points_without_a_maximum() -> None:
    assert (
        codes("- {id: A, name: A, max: 100}\n- {id: B, name: B, levels: [{name: I, min: 5}]}", "max: 100\ncap: true")
        == []
    )


@pytest.mark.parametrize("each", ["50%", "{A: 50%}", "{B: 5}"])
def test_it_minds_a_condition_on_one_of_several_ways(each: str) -> None:
    criteria = "- {id: A, name: A, max: 100}\n- {id: B, name: B, max: 40}"
    assert "TD511" in told(f"name: I, min: 80, each: {each}", criteria=criteria, more="combine: best\n")


@pytest.mark.parametrize("name", ["I", "Yếu", '" yếu "'])
def test_it_refuses_a_name_used_twice(name: str) -> None:
    assert told("name: I, min: 80", f"name: {name}, min: 70", more="below: Yếu\n") == ["TD512"]


def test_it_refuses_the_name_that_stands_for_no_level() -> None:
    assert told("name: Không xếp hạng, min: 80") == ["TD512"]


def test_it_draws_no_conclusions_from_levels_it_cannot_read() -> None:
    assert told("name: I, min: 80, each: 95%", "name: II, min: bảy mươi") == ["TD204"]
    rows = ("name: I, min: 90, each: 90%", "name: II, min: 80, each: {A: 80%, C: 80%}", "name: III, min: 70, each: 70%")
    assert told(*rows) == ["TD210"]
