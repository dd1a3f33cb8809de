"""`thuocdo sets`."""

from tests.cli.conftest import Thuocdo
from thuocdo import library
from thuocdo.diagnostics.cells import width


def test_it_lists_every_set_of_the_library(thuocdo: Thuocdo) -> None:
    ran = thuocdo("sets")
    assert [line.split()[0] for line in ran.out.splitlines() if line[:1].strip()][:-1] == list(library.ids())
    assert all(width(line) <= 80 for line in ran.out.splitlines())
    assert (ran.code, ran.err) == (0, "")


def test_it_says_what_a_set_is_and_rests_on(thuocdo: Thuocdo) -> None:
    said = thuocdo("sets").out
    assert "Mức độ Chính quyền điện tử cấp xã, tỉnh An Giang" in said
    assert "1040/QĐ-UBND · xa · 7 tiêu chí" in said


def test_it_speaks_json(thuocdo: Thuocdo) -> None:
    sets = thuocdo("sets", "--format", "json").json["sets"]
    assert [each["id"] for each in sets] == list(library.ids())
    assert sets[1] == {
        "id": "an-giang-2018-xa",
        "name": "Mức độ Chính quyền điện tử cấp xã, tỉnh An Giang",
        "name_en": "E-government level of communes, An Giang province",
        "kinds": ["xa"],
        "criteria": 7,
        "decisions": ["1040/QĐ-UBND"],
    }
