from tests.definition.writing import a_set, checked

SET = a_set("- {id: A, name: Hạ tầng, max: 6}\n- {id: B, name: Nhân lực, max: 4}")


def told(cases: str | None) -> list[str]:
    return [found.code for found in checked(SET, cases).diagnostics]


def test_it_asks_for_cases() -> None:
    assert told(None) == ["TD605"]
    assert told("[]") == ["TD605"]


def test_it_asks_for_a_case_of_every_criterion() -> None:
    assert told("- {case: Một, given: {A: 6}, expect: {A: 6}}") == ["TD602"]
    assert (
        told("- {case: Một, given: {A: 6}, expect: {A: 6}}\n- {case: Hai, given: {'B:points': 4}, expect: {A: 6}}")
        == []
    )
    assert told("- {case: Một, given: {A: 6}, expect: {A: 6, B: {state: missing}}}") == []


def test_it_does_not_ask_where_cases_could_not_be_read() -> None:
    assert told("- {case: Một, given: {A: 6}, expect: {A: sáu}}") == ["TD604"]
    assert told("- {case: Một, given: {A: 6") == ["TD105"]
