from tests.definition.writing import a_set, codes, findings, only, spot

TWO = "- {id: HT, name: Hạ tầng, max: 6}\n- {id: NL, name: Nhân lực, max: 4}"


def test_it_points_at_the_id_that_leads_nowhere() -> None:
    found = only(a_set(TWO, "max: 10\nlevels:\n  - {name: Tốt, min: 8, each: {NLL: 50%}}"), "TD210")
    assert found.help is not None
    assert "«NL»" in found.help.vi


def test_it_calls_nothing_unknown_while_an_id_cannot_be_read() -> None:
    levels = "max: 10\nlevels:\n  - {name: Tốt, min: 8, each: {Hạ tầng: 50%}}"
    criteria = "- {id: Hạ tầng, name: Hạ tầng, max: 6}\n- {id: NL, name: Nhân lực, max: 4, needs: HT}"
    assert codes(criteria, levels.replace("Hạ tầng: 50%", "HT: 50%")) == ["TD207"]


def test_it_calls_nothing_unknown_while_criteria_cannot_be_read() -> None:
    assert codes("- {id: HT, name: Hạ tầng, max: 6, needs: NL}\n- Nhân lực") == ["TD203"]


def test_it_calls_nothing_unknown_while_a_list_of_criteria_is_written_twice() -> None:
    text = a_set(TWO, "max: 10\nlevels:\n  - {name: Tốt, min: 8, each: {MT: 50%}}")
    more = "criteria:\n  - {id: MT, name: Môi trường, max: 10}\n"
    assert [found.code for found in findings(text + more)] == ["TD108"]


def test_it_points_at_the_text_that_is_not_listed() -> None:
    text = a_set("- {id: A, name: A, max: 10, cite: {text: q-d, at: Điều 2}}")
    assert spot(only(text, "TD217")) == "q-d"


def test_it_says_nothing_of_citations_while_the_texts_cannot_be_read() -> None:
    text = a_set("- {id: A, name: A, max: 10}").replace("number: 12", "so: 12")
    assert [found.code for found in findings(text)] == ["TD202", "TD201"]
