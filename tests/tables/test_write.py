"""Writing: exact, harmless, and whole or not at all."""

import errno
import json
import os
import stat
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from thuocdo.tables import write
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.write import CannotWrite, harmless, write_table, write_whole

FRAME = pl.DataFrame(
    {
        "agency": ["Sở Y tế", "=HYPERLINK()", None],
        "SS:points": pl.Series([Decimal("43.80"), Decimal("-1.5"), None], dtype=pl.Decimal(20, 2)),
        "rank": [1, 2, None],
        "levelled": [True, False, None],
        "done": [["ct", "pct"], [], None],
    }
)


def refused(path: Path) -> str:
    with pytest.raises(CannotWrite) as caught:
        write_table(FRAME, path)
    return caught.value.diagnostic.message.en.replace(str(path), "FILE")


def test_it_writes_csv_that_excel_reads(tmp_path: Path) -> None:
    write_table(FRAME, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode("utf-8-sig").splitlines() == [
        "agency,SS:points,rank,levelled,done",
        "Sở Y tế,43.8,1,true,ct;pct",
        "'=HYPERLINK(),-1.5,2,false,-",
        ",,,,",
    ]
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_it_parts_cells_by_semicolons_beside_a_decimal_comma(tmp_path: Path) -> None:
    write_table(FRAME.drop("done"), tmp_path / "t.csv", decimal_mark=",")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1] == "Sở Y tế;43,8;1;true"


def test_it_writes_figures_to_excel_as_numbers(tmp_path: Path) -> None:
    write_table(FRAME.with_columns(long=pl.lit("1" * 16).str.to_integer()), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert isinstance(sheet, Worksheet)
    assert list(sheet.iter_rows(values_only=True)) == [
        ("agency", "SS:points", "rank", "levelled", "done", "long"),
        ("Sở Y tế", 43.8, 1, True, "ct;pct", "1" * 16),
        ("'=HYPERLINK()", -1.5, 2, False, "-", "1" * 16),
        (None, None, None, None, None, "1" * 16),
    ]


def test_it_writes_json_with_decimals_as_text(tmp_path: Path) -> None:
    write_table(FRAME, tmp_path / "t.json")
    first, *_ = json.loads((tmp_path / "t.json").read_text())
    assert first == {"agency": "Sở Y tế", "SS:points": "43.8", "rank": 1, "levelled": True, "done": ["ct", "pct"]}


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.json", "t.parquet"])
def test_it_reads_back_what_it_wrote(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame({"agency": ["Sở Y tế", "Đà Nẵng"], "1.10": ["842,5", "-1,5"], "N": [12, None]})
    write_table(frame, tmp_path / name)
    read = read_table(tmp_path / name).frame
    assert read.select(pl.all().cast(pl.String)).rows() == [("Sở Y tế", "842,5", "12"), ("Đà Nẵng", "-1,5", None)]
    assert read.columns == frame.columns


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "\r=1", "--", "-1,5x", "+84 (0)"])
def test_it_makes_formulas_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-1,5", "+5", "-1.234.567", "-87,6%", "-", "", "Sở Y tế", "1=1", "−5"])
def test_it_leaves_figures_and_other_text_alone(text: str) -> None:
    assert harmless(text) == text


def test_it_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")
    path.chmod(0o640)
    write_table(FRAME, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


def test_it_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "t.csv").symlink_to(tmp_path / "real.csv")
    write_table(FRAME, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").is_symlink()
    assert "Sở Y tế" in (tmp_path / "real.csv").read_text()


@pytest.mark.parametrize("there", [True, False])
def test_it_leaves_nothing_half_written_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    def full(_file: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if there:
        (tmp_path / "t.csv").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    assert refused(tmp_path / "t.csv") == "Cannot write «FILE»: the disk is full."
    assert [file.read_text() for file in tmp_path.iterdir()] == (["old"] if there else [])


def test_it_leaves_nothing_behind_when_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_file: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "t.csv", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_it_writes_to_a_device_as_it_is() -> None:
    with pytest.raises(CannotWrite) as caught:
        write_whole(Path("/dev/full"), b"x" * 100_000)
    assert "the disk is full" in caught.value.diagnostic.message.en


def test_it_says_why_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").touch()
    assert refused(tmp_path / "folder.csv") == "Cannot write «FILE»: it is a folder."
    assert refused(tmp_path / "none" / "t.csv") == "Cannot write «FILE»: there is no such folder."
    assert refused(tmp_path / "file" / "t.csv") == "Cannot write «FILE»: the path runs through a file."
    with pytest.raises(BadTable, match=r"Files named «\.doc» are not read"):
        write_table(FRAME, tmp_path / "t.doc")


def test_it_refuses_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MAX_SHEET_ROWS", 2)
    assert refused(tmp_path / "t.xlsx").startswith("The table has 3 rows, an Excel sheet holds at most 2;")
