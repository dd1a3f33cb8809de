from tests.definition.writing import CITED, findings

BODY = "id: thu\nname: Bộ thử\nmax: 10\n%scriteria:\n  - {id: A, name: Hạ tầng, max: 6%s}\n  - {id: B, name: Nhân lực, max: 4%s}\n"
TEXTS = CITED.splitlines()[0] + "\n"
CITE = ", cite: {text: qd}"


def names(text: str) -> list[str]:
    return [dict(found.data)["names"] for found in findings(text) if found.code == "TD601"]


def test_it_takes_a_citation_to_hold_for_everything_below() -> None:
    assert findings(BODY % (CITED, "", "")) == []


def test_it_names_the_topmost_without_a_citation() -> None:
    assert names(BODY % ("", "", "")) == ["«Bộ thử»"]
    assert names(BODY % (TEXTS, CITE, "")) == ["«Nhân lực»"]
    assert names(BODY % (TEXTS, CITE, CITE)) == []


def test_it_says_of_a_text_that_is_cited_nowhere() -> None:
    more = CITED.replace("}}", "}, tt: {number: 3/TT-BKHCN}}")
    assert [found.code for found in findings(BODY % (more, "", ""))] == ["TD624"]


def test_it_minds_a_text_entered_twice() -> None:
    more = CITED.replace("}}", "}, qd-12: {number: 12/qđ-ubnd}}")
    assert [found.code for found in findings(BODY % (more, "", ", cite: {text: qd-12}"))] == ["TD625"]
