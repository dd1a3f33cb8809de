"""Diagnostics for programs."""

import json

import pytest

from tests.diagnostics import samples
from thuocdo.diagnostics.jsonable import as_object, as_objects
from thuocdo.vietnamese.languages import Lang


def test_it_has_the_message_the_place_and_the_figures() -> None:
    assert as_object(samples.FIGURES, Lang.VI) == {
        "code": "TD301",
        "severity": "warning",
        "message": "Điểm tối đa của «Kết quả Chính quyền điện tử» là 1.000, nhưng các mục con cộng lại là 1.448,5.",
        "file": "bo-tieu-chi.yaml",
        "line": 7,
        "column": 10,
        "length": 4,
        "notes": [
            {"message": note.message.vi, "file": None, "line": None, "column": None, "length": None}
            for note in samples.FIGURES.notes
        ],
        "help": "Sửa một trong hai con số.",
        "data": {"name": "Kết quả Chính quyền điện tử", "max": "1000", "sum": "1448.5"},
    }


def test_it_has_the_place_of_a_note() -> None:
    first, second = as_object(samples.TWO_PLACES, Lang.EN)["notes"]
    assert (first["file"], first["line"], first["column"], first["length"]) == ("bo-tieu-chi.yaml", 9, 5, 3)
    assert second["file"] == "cases.yaml"


def test_it_leaves_null_what_there_is_not() -> None:
    written = as_object(samples.NO_PLACE, Lang.EN)
    assert (written["file"], written["line"], written["help"]) == (None, None, None)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", samples.ALL)
def test_it_can_be_written_as_json(name: str, lang: Lang) -> None:
    written = as_objects(samples.ALL[name], lang)
    assert json.loads(json.dumps(written)) == written
