"""The inputs of one agency on the page of one of the organiser's criteria, as they are written."""

from dataclasses import replace
from html.parser import HTMLParser

from tests.web.submissions.sheets import every_measure
from thuocdo.web.review.marks_inputs import inputs_of_row, words_now
from thuocdo.web.review.marks_rows import MarkRow
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.form_inputs import Field, fields_of

NAMED = 'Xã "Một" & <Hai>'


class Tags(HTMLParser):
    """Every tag of a kind with its attributes, and what is read."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def written(criterion: str, *, na: bool = False, error: str = "", problem: str = "", **inputs: str) -> Tags:
    row = MarkRow(Submission(pk=7, name=NAMED), fields(criterion, problem, **inputs), "cũ & <mới>", 3, na, None, error)
    return Tags(inputs_of_row(row, words_now(), may_be_not_applicable=criterion == "CK"))


def fields(criterion: str, problem: str, **inputs: str) -> tuple[Field, ...]:
    found = fields_of(every_measure().criteria[criterion], inputs)
    return tuple(replace(each, criterion="7", error=problem if n == 0 else "") for n, each in enumerate(found))


def test_two_numbers_have_two_labels_and_what_was_seen() -> None:
    tags = written("TL", a="38.5", problem="Hãy nhập <số>.")
    was, seen, a, b = tags.named("input")
    assert (was["name"], was["value"], seen["name"], seen["value"]) == ("7-was", "cũ & <mới>", "7-seen", "3")
    assert (a["id"], a["name"], a["value"], a["aria-invalid"], a["aria-describedby"]) == (
        "o-7-a",
        "7-a",
        "38,5",
        "true",
        "loi-o-7-a",
    )
    assert (b["name"], b["value"], "aria-invalid" in b) == ("7-b", "", False)
    assert [each.get("class") for each in tags.named("label")] == [None, None]
    assert {"Số máy tính", f", {NAMED}", "Hãy nhập <số>."} <= set(tags.texts)
    assert {"class": "field wrong"} in tags.named("div")
    assert {"class": "errorlist", "id": "loi-o-7-a"} in tags.named("p")


def test_the_label_of_a_single_input_is_only_heard() -> None:
    [label] = written("SL", n="3").named("label")
    assert label == {"for": "o-7-n", "class": "unseen"}


def test_one_of_several_may_be_nothing() -> None:
    tags = written("LC", value="pct", error="Sai cả hàng.")
    assert tags.named("select") == [{"id": "o-7-value", "name": "7-value"}]
    assert tags.named("option") == [{"value": ""}, {"value": "ct"}, {"value": "pct", "selected": None}]
    assert {"chưa nhập", "Sai cả hàng."} <= set(tags.texts)


def test_many_may_be_none_of_them() -> None:
    tags = written("DM", value="quet;camera")
    assert "multiple" in tags.named("select")[0]
    assert [each["value"] for each in tags.named("option") if "selected" in each] == ["quet", "camera"]
    tags = written("DM", value="-")
    assert [each["value"] for each in tags.named("option") if "selected" in each] == ["-"]


def test_not_applicable_has_a_box_where_the_set_allows_it() -> None:
    for na in (True, False):
        [box] = [each for each in written("CK", na=na).named("input") if each["type"] == "checkbox"]
        assert (box["id"], box["name"], "checked" in box) == ("na-7", "7-na", na)
    assert "checkbox" not in {each.get("type") for each in written("TL").named("input")}
