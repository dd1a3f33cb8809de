import pytest

from tests.definition.writing import a_set, codes, findings, only, spot

KINDS = "max: 10\napplies_to: [xa, phuong]"


def test_it_suggests_the_kind_that_was_meant() -> None:
    found = only(a_set("- {id: A, name: A, max: 10, applies_to: [xa, phuog]}", KINDS), "TD219")
    assert spot(found) == "phuog"
    assert found.help is not None
    assert "phuong" in found.help.vi


def test_it_lists_the_kinds_where_nothing_is_like_the_word() -> None:
    (note,) = only(a_set("- {id: A, name: A, max: 10, applies_to: [xa, huyen]}", KINDS), "TD219").notes
    assert "xa, phuong" in note.message.vi


def test_it_draws_no_conclusions_from_a_kind_it_does_not_know() -> None:
    assert codes("- {id: A, name: A, max: {xa: 10, phuog: 10}}\n- {id: B, name: B, max: 3}", KINDS) == ["TD219"]


def test_it_asks_once_for_the_kinds_of_the_set() -> None:
    found = only(
        a_set("- {id: A, name: A, max: {xa: 10, phuong: 9}}\n- {id: B, name: B, max: 3, applies_to: [xa]}"), "TD222"
    )
    assert found.help is not None
    assert "applies_to: [xa, phuong]" in found.help.vi


@pytest.mark.parametrize(
    "criteria",
    [
        "- {id: G, name: G, max: 10, applies_to: [xa], criteria: [{id: A, name: A, max: 10, applies_to: [xa, phuong]}]}",
        "- {id: A, name: A, applies_to: [xa], max: {xa: 10, phuong: 10}}",
    ],
)
def test_it_minds_a_kind_that_cannot_get_there(criteria: str) -> None:
    text = a_set(criteria + "\n- {id: B, name: B, max: 10, applies_to: [phuong]}", KINDS)
    assert [found.code for found in findings(text)] == ["TD223"]


def test_it_minds_a_kind_listed_twice_and_looks_at_it_once() -> None:
    found = findings(a_set("- {id: A, name: A, max: 9}", "max: 10\napplies_to: [xa, xa]"))
    assert [each.code for each in found] == ["TD301", "TD224"]
