"""Files as they come: missing, not files, not text, too large, and sets found by path or by id."""

import os
from pathlib import Path

import pytest

from tests.definition.writing import a_set, checked
from thuocdo import library
from thuocdo.definition.document import Unreadable
from thuocdo.definition.load import BadSet, check_set, load_set
from thuocdo.definition.source import MAX_BYTES, decode
from thuocdo.diagnostics import Diagnostic

SOUND = a_set("- {id: A, name: A, max: 10}")
CASES = "- {case: Một, given: {A: 10}, expect: {thu: 10}}\n"


def only(path: Path | str) -> Diagnostic:
    (found,) = check_set(path).diagnostics
    return found


def test_it_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    found = only(tmp_path / "khong-co.yaml")
    assert found.code == "TD101"
    assert "không có tệp này" in found.message.vi


def test_it_says_that_a_path_runs_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text(SOUND, encoding="utf-8")
    assert only(tmp_path / "set.yaml" / "set.yaml").code == "TD101"


def test_it_says_that_a_file_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SOUND, encoding="utf-8")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = only(path)
    assert found.code == "TD101"
    assert "không có quyền đọc" in found.message.vi


def test_it_says_that_a_file_vanished_while_it_was_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SOUND, encoding="utf-8")

    def vanish(*_args: object, **_kwargs: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "open", vanish)
    assert only(path).code == "TD101"


def test_it_passes_on_what_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SOUND, encoding="utf-8")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    (note,) = only(path).notes
    assert "Input/output error" in note.message.vi


def test_it_says_where_the_set_is_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text(SOUND, encoding="utf-8")
    found = only(tmp_path)
    assert found.code == "TD102"
    assert found.help is not None
    assert str(tmp_path / "set.yaml") in found.help.vi


def test_it_refuses_a_device() -> None:
    assert only(Path(os.devnull)).code == "TD102"


def test_it_refuses_a_pipe_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "set.yaml")
    assert only(tmp_path / "set.yaml").code == "TD102"


def test_it_reads_no_more_of_a_large_file_than_it_must(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert only(path).code == "TD103"


def test_it_takes_a_file_of_just_the_size(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SOUND + "#" * (MAX_BYTES - len(SOUND.encode())), encoding="utf-8")
    assert check_set(path).usable
    path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8")
    assert only(path).code == "TD103"


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"id: a\x00b", "tệp nhị phân"),
        (b"\x89PNG\r\n\x1a\n\x00", "tệp nhị phân"),
        (SOUND.encode("utf-16"), "UTF-16"),
        (SOUND.encode("utf-16-be"), "tệp nhị phân"),
        ("name: Bộ tiêu chí".encode("cp1258", errors="replace"), "byte 0x"),
    ],
)
def test_it_says_that_a_file_is_not_text(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "set.yaml").write_bytes(content)
    found = only(tmp_path / "set.yaml")
    assert found.code == "TD104"
    assert reason in found.message.vi


def test_it_names_the_line_of_a_byte_that_is_not_utf_8() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(b"id: a\nname: \xff\n", "set.yaml")
    assert caught.value.diagnostic.place is not None
    assert caught.value.diagnostic.place.line == 2


def test_it_lets_a_byte_order_mark_and_windows_line_ends_pass(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert check_set(path).usable


@pytest.mark.parametrize(
    "text, code",
    [
        ("[" * 10_000, "TD106"),
        ("{a: " * 10_000, "TD106"),
        ("- " * 10_000, "TD106"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "TD107"),
        ("- a\n" * 150_000, "TD114"),
    ],
    ids=["lists", "braces", "dashes", "aliases", "values"],
)
def test_it_refuses_what_would_cost_too_much(text: str, code: str) -> None:
    assert [found.code for found in checked(text).diagnostics] == [code]


def test_it_stops_at_more_faults_than_anyone_reads() -> None:
    found = checked("".join(f"k{number}: 1\n" for number in range(2_000))).diagnostics
    assert len(found) == 501
    assert {each.code for each in found} >= {"TD113", "TD201"}


def test_it_stops_at_more_findings_than_anyone_reads() -> None:
    found = checked(a_set("\n".join(f"- {{id: A{number}, name: A, max: 1}}" for number in range(2_500)), "max: 2500"))
    assert len(found.diagnostics) == 2_001
    assert not found.usable


@pytest.mark.parametrize(
    "criteria, top",
    [
        ("\n".join(f"- {{id: A{number}, name: A{number}, max: 1}}" for number in range(5_001)), "max: 5001"),
        ("- {id: A, name: A, max: 10}", f"max: 10\napplies_to: [{', '.join(f'k{number}' for number in range(51))}]"),
        (
            "- {id: A, name: A, max: 10}",
            "max: 10\nlevels:" + "".join(f"\n  - {{name: M{n}, min: {n}}}" for n in range(21)),
        ),
        (
            "- {id: A, name: A, max: 10, measure: {kind: steps, value: Số, steps: ["
            + ", ".join(f"{{min: {201 - number}, points: 1}}" for number in range(201))
            + "]}}",
            "max: 10",
        ),
    ],
    ids=["nodes", "kinds", "levels", "steps"],
)
def test_it_refuses_to_check_a_set_beyond_all_measure(criteria: str, top: str) -> None:
    assert [found.code for found in checked(a_set(criteria, top)).diagnostics] == ["TD225"]


def test_it_suggests_the_set_of_the_library_that_was_meant() -> None:
    found = only("an-giang-2018-huyện")
    assert found.code == "TD218"
    assert found.place is None
    assert found.help is not None
    assert "an-giang-2018-huyen" in found.help.vi


@pytest.mark.parametrize("name", ["x" * 5_000, "a\x00b", "bộ tiêu chí"], ids=["long", "nul", "words"])
def test_it_says_of_any_name_that_there_is_no_such_set(name: str) -> None:
    assert only(name).code == "TD218"


@pytest.mark.parametrize("name", ["a\x00b.yaml", "x" * 5_000 + ".yaml"], ids=["nul", "long"])
def test_it_says_of_any_path_that_it_cannot_be_opened(name: str) -> None:
    assert only(name).code == "TD101"


@pytest.mark.parametrize("id", library.ids())
def test_it_loads_a_set_of_the_library_by_its_id(id: str) -> None:
    assert load_set(id).id == id


def test_it_raises_with_every_fault_where_a_set_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SOUND.replace("max: 10}", "max: mười}").replace("name: A", "nam: A"), encoding="utf-8")
    with pytest.raises(BadSet, match="TD20") as caught:
        load_set(path)
    codes = {found.code for found in caught.value.diagnostics}
    assert codes >= {"TD201", "TD204"}
    assert "TD202" not in codes  # what `nam` was meant to be is said already


def test_it_loads_a_set_that_has_only_warnings(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(a_set("- {id: A, name: A, max: 9}"), encoding="utf-8")
    assert load_set(path).id == "thu"


@pytest.mark.parametrize("names", [("set.yaml", "cases.yaml"), ("bo.yaml", "bo.cases.yaml")])
def test_it_reads_the_cases_beside_a_set(tmp_path: Path, names: tuple[str, str]) -> None:
    for name, text in zip(names, (SOUND, CASES), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = check_set(tmp_path / names[0])
    assert [case.title for case in found.cases] == ["Một"]
    assert found.diagnostics == ()


def test_it_checks_a_set_whose_cases_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text(SOUND.replace("max: 10}", "max: 9}"), encoding="utf-8")
    (tmp_path / "cases.yaml").mkdir()
    assert {found.code for found in check_set(tmp_path / "set.yaml").diagnostics} == {"TD102", "TD301"}


def test_it_says_the_same_of_a_set_every_time() -> None:
    assert check_set("an-giang-2018-xa") == check_set(library.FOLDER / "an-giang-2018-xa" / "set.yaml")
