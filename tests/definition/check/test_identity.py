import pytest

from tests.definition.writing import a_set, codes, only, spot


def two(first: str, second: str) -> str:
    return f"- {{{first}, max: 6}}\n- {{{second}, max: 4}}"


def test_it_shows_where_the_id_was_first_used() -> None:
    found = only(a_set(two("id: HT, name: Hạ tầng", "id: HT, name: Nhân lực")), "TD209")
    (note,) = found.notes
    assert found.place is not None
    assert note.place is not None
    assert (found.place.line, note.place.line) == (8, 7)
    assert spot(found) == "HT"


def test_it_takes_the_sets_own_id_for_an_id_like_any_other() -> None:
    assert codes(two("id: thu, name: Hạ tầng", "id: NL, name: Nhân lực")) == ["TD209"]


def test_it_draws_no_conclusions_from_an_id_used_twice() -> None:
    levels = "max: 10\nlevels:\n  - {name: Tốt, min: 8, each: {HT: 50%}}"
    assert codes(two("id: HT, name: Hạ tầng", "id: HT, name: Nhân lực"), levels) == ["TD209"]


@pytest.mark.parametrize("id", ["points", "Kind", "STATE", "predecessors", "code"])
def test_it_keeps_the_names_of_columns_for_columns(id: str) -> None:
    assert codes(two(f"id: {id}, name: Hạ tầng", "id: NL, name: Nhân lực")) == ["TD208"]


def test_it_minds_ids_that_differ_in_capitals_only() -> None:
    assert codes(two("id: nl, name: Hạ tầng", "id: NL, name: Nhân lực")) == ["TD220"]


@pytest.mark.parametrize("name", ["Nhân lực", "nhân lực", "Nha\u0302n lực", '" Nhân  lực "'])
def test_it_minds_two_of_one_name_in_a_group(name: str) -> None:
    assert codes(two("id: A, name: Nhân lực", f"id: B, name: {name}")) == ["TD221"]


def test_it_lets_entries_of_different_groups_share_a_name() -> None:
    groups = "- {id: A, name: Một, max: 6, criteria: [{id: A1, name: Khác, max: 6}]}\n"
    assert codes(groups + "- {id: B, name: Hai, max: 4, criteria: [{id: B1, name: Khác, max: 4}]}") == []


def test_it_lets_entries_for_different_kinds_share_a_name() -> None:
    criteria = "- {id: A, name: Người dân, max: 10, applies_to: [xa]}\n- {id: B, name: Người dân, max: 10, applies_to: [phuong]}"
    assert codes(criteria, "max: 10\napplies_to: [xa, phuong]") == []
