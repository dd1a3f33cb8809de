"""Any file: what is there, what is not, and what it is called."""

import json
import os
from pathlib import Path

import polars as pl
import pytest

from thuocdo.tables import files, parquet_file
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table


def refused(path: Path) -> str:
    with pytest.raises(BadTable) as caught:
        read_table(path)
    (fault,) = caught.value.diagnostics
    return fault.message.en.replace(str(path), "FILE")


def test_it_says_that_a_file_is_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "t.csv") == "Cannot open «FILE»: there is no such file."
    assert refused(tmp_path / "t\0.csv").startswith("Cannot open «FILE»")


def test_it_says_that_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").mkdir()
    assert refused(tmp_path / "t.xlsx") == "«FILE» is a folder, not a file."


def test_it_does_not_wait_on_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    assert refused(tmp_path / "t.csv") == "«FILE» is a device or a pipe, not a file."


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.xls", "t.ods", "t.json", "t.parquet"])
def test_it_says_that_a_file_is_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert refused(tmp_path / name) == "«FILE» has no rows."


@pytest.mark.parametrize("name", ["t.xlsx", "t.xls", "t.ods", "t.parquet"])
@pytest.mark.parametrize(
    "content, found", [("agency,M\n", "text"), ("<html><table>", "a web page (HTML)"), ("%PDF", "PDF")]
)
def test_it_says_what_a_file_holds_instead(tmp_path: Path, name: str, content: str, found: str) -> None:
    (tmp_path / name).write_text(content)
    assert refused(tmp_path / name).endswith(f"file; it holds {found}.")


@pytest.mark.parametrize("name", ["t.doc", "t", "t.xlsm"])
def test_it_knows_formats_by_their_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("agency\nA\n")
    assert refused(tmp_path / name).startswith(f"Files named «{(tmp_path / name).suffix or name}» are not read;")


def test_it_refuses_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "t.csv").write_text("agency\nA\nB\nC\n")
    assert refused(tmp_path / "t.csv") == "«FILE» is larger than 10 bytes."


def test_it_names_the_file_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "BẢNG.CSV").write_text("agency\nA\n")
    assert read_table(tmp_path / "BẢNG.CSV").name == str(tmp_path / "BẢNG.CSV")


def test_it_reads_json_numbers_as_they_are_written(tmp_path: Path) -> None:
    text = '[{"agency": "A", "M": 1.10, "N": 1.234, "B": true, "L": ["x", "y"], "E": []}, {"agency": "B", "M": 1e2, "N": "1.234"}]'
    (tmp_path / "t.json").write_text(text)
    table = read_table(tmp_path / "t.json")
    assert table.frame.rows() == [("A", "1.1", "1.2340", "true", "x;y", "-"), ("B", "100", "1.234", None, None, None)]
    assert table.rows.to_list() == [1, 2]
    assert read_table(tmp_path / "t.json", decimal_mark=",").frame["N"].to_list() == ["1,234", "1.234"]


def test_it_reads_the_agencies_of_a_json_object(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps({"year": 2026, "agencies": [{"agency": "A", "M": None}]}))
    assert read_table(tmp_path / "t.json").frame.rows() == [("A", None)]


def test_it_refuses_json_cells_that_are_no_single_value(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('[{"agency": "A", "M": {"x": 1}, "N": [[1]]}, {"agency": "B", "M": 1e999999}]')
    table = read_table(tmp_path / "t.json")
    assert [(cell.row, cell.column, cell.expected.en) for cell in table.bad] == [
        (1, "M", "one value, not an object"),
        (1, "N", "one value, not an object"),
    ]
    assert table.frame["M"].to_list() == [None, "1e999999"]


@pytest.mark.parametrize(
    "content, message",
    [
        ("[{]", "«FILE» is not valid JSON: line 1, column 3."),
        ('[{"a": NaN}]', "«FILE» is not valid JSON: «NaN» is not a number."),
        ('[{"a": 1, "a": 2}]', "«FILE» is not valid JSON: the key «a» is written twice."),
        ("[" * 100_000, "«FILE» is not valid JSON: it is nested too deeply."),
        (
            "{}",
            "«FILE» must be a list of agencies, or have the key «agencies» with that list; every agency is an object.",
        ),
        (
            "[1]",
            "«FILE» must be a list of agencies, or have the key «agencies» with that list; every agency is an object.",
        ),
        ("[]", "«FILE» has no rows."),
        ('[{"a": 1, "a ": 2}]', "Two columns have the header «a»: cells a and a."),
        ("PK\x03\x04", "«FILE» is not a JSON file; it holds a zip archive, perhaps Excel (.xlsx) or .ods."),
    ],
)
def test_it_says_why_it_cannot_read_json(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "t.json").write_text(content)
    assert refused(tmp_path / "t.json") == message


def test_it_keeps_the_types_of_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame({"agency": ["A"], "N": [1], "D": pl.Series(["1.10"]).str.to_decimal(scale=2), "B": [True]})
    frame.write_parquet(tmp_path / "t.parquet")
    assert read_table(tmp_path / "t.parquet").frame.equals(frame)


def test_it_takes_the_name_of_a_parquet_file_literally(tmp_path: Path) -> None:
    for name in ("t[1].parquet", "t1.parquet"):
        pl.DataFrame({"agency": [name]}).write_parquet(tmp_path / name)
    assert read_table(tmp_path / "t[1].parquet").frame["agency"].to_list() == ["t[1].parquet"]


def test_it_refuses_parquet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pl.DataFrame({"agency": ["A"] * 11, "M": [1] * 11}).write_parquet(tmp_path / "t.parquet")
    monkeypatch.setattr(parquet_file, "MAX_CELLS", 20)
    assert refused(tmp_path / "t.parquet") == "The table has more than 10 rows."
    monkeypatch.setattr(parquet_file, "MAX_COLUMNS", 1)
    assert refused(tmp_path / "t.parquet") == "The table has more than 1 columns."
