"""`thuocdo check`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden
from thuocdo import library
from thuocdo.diagnostics import pages

KEPT = Path(__file__).parent / "golden"
GOOD = """\
id: thu
name: Bộ thử
applies_to: [xa]
texts: {qd: {number: 1/QĐ-UBND}}
cite: {text: qd}
max: 20
criteria:
  - {id: A, name: Một, max: 10}
  - {id: B, name: Hai, max: 10}
"""
CASES = "- {case: Đủ điểm, given: {A: 10, B: 10}, expect: {thu: 20}}\n"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "good.yaml": GOOD,
        "good.cases.yaml": CASES,
        "odd.yaml": GOOD.replace("max: 20", "max: 21"),
        "odd.cases.yaml": CASES,
        "bad.cases.yaml": CASES,
        "bad.yaml": GOOD.replace("name: Hai, max: 10", "nme: Hai, max: 10,5"),
    }.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("write")
class TestFiles:
    def test_a_good_set_takes_one_friendly_line(self, thuocdo: Thuocdo) -> None:
        ran = thuocdo("check", "good.yaml")
        assert (ran.code, ran.out, ran.err) == (0, "good.yaml: dùng được, không có lỗi\n", "")
        assert thuocdo("check", "good.yaml", "--lang", "en").out == "good.yaml: usable, no errors\n"

    def test_warnings_are_said_and_end_with_0(self, thuocdo: Thuocdo) -> None:
        ran = thuocdo("check", "odd.yaml")
        assert ran.code == 0
        assert "TD301" in ran.out
        assert ran.err == ""

    def test_warnings_end_with_1_when_strict(self, thuocdo: Thuocdo) -> None:
        ran = thuocdo("check", "odd.yaml", "--strict")
        assert (ran.code, ran.out) == (1, "")
        assert "TD301" in ran.err
        assert thuocdo("check", "good.yaml", "--strict").code == 0

    @pytest.mark.golden
    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_errors_go_to_stderr_and_end_with_1(self, lang: str, thuocdo: Thuocdo, golden: Golden) -> None:
        ran = thuocdo("check", "good.yaml", "bad.yaml", "--lang", lang)
        golden(KEPT / f"check-bad.{lang}.txt", ran.err)
        assert ran.code == 1
        assert ran.out.startswith("good.yaml: ")

    def test_it_speaks_json_also_of_a_bad_set(self, thuocdo: Thuocdo) -> None:
        ran = thuocdo("check", "good.yaml", "bad.yaml", "--format", "json", "--lang", "en")
        good, bad = ran.json["sets"]
        assert ran.code == 1
        assert good == {"set": "good.yaml", "id": "thu", "usable": True, "diagnostics": []}
        assert bad["usable"] is False
        first = bad["diagnostics"][0]  # of a key that is misspelt and so lacks, only this
        assert (first["code"], first["line"], first["column"]) == ("TD201", 9, 13)
        assert first["help"] == "Did you mean «name»?"

    def test_it_writes_a_page(self, thuocdo: Thuocdo) -> None:
        ran = thuocdo("check", "bad.yaml", "--format", "html")
        assert ran.code == 1
        assert ran.out.startswith('<!doctype html>\n<html lang="vi">')
        assert "<mark>nme</mark>" in ran.out

    def test_it_says_where_a_folder_keeps_its_set(self, thuocdo: Thuocdo, write: Path) -> None:
        (write / "bo").mkdir()
        (write / "bo" / "set.yaml").write_text(GOOD, encoding="utf-8")
        assert "bo/set.yaml" in thuocdo("check", "bo").err


def test_it_checks_the_whole_library_and_finds_every_set_usable(thuocdo: Thuocdo) -> None:
    ran = thuocdo("check", "--all")
    assert (ran.code, ran.err) == (0, "")
    assert [name for name in library.ids() if f"{name}: dùng được" in ran.out] == list(library.ids())
    assert str(library.FOLDER) not in ran.out


def test_it_suggests_the_id_that_was_meant(thuocdo: Thuocdo) -> None:
    assert "«an-giang-2018-xa»" in thuocdo("check", "an-giang-2018-sa").err


@pytest.mark.parametrize("code", ["TD205", "td205", "205"])
def test_it_explains_a_code(code: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo("check", "--explain", code)
    assert ran.code == 0
    assert ran.out.startswith("TD205: ")
    assert thuocdo("check", "--explain", code, "--lang", "en").out.startswith("TD205: ")


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_explanation_is_written_like_this(lang: str, thuocdo: Thuocdo, golden: Golden) -> None:
    golden(KEPT / f"explain-TD205.{lang}.txt", thuocdo("check", "--explain", "TD205", "--lang", lang).out)


def test_every_explanation_can_be_read_in_both_languages(thuocdo: Thuocdo) -> None:
    for code in pages.codes():
        for lang in ("vi", "en"):
            assert thuocdo("check", "--explain", code, "--lang", lang).code == 0
