"""A file -> a table, strictly: what cannot be read with certainty is refused, with its place.

.csv .tsv .txt | .xlsx .xls .ods | .json | .parquet  ->  Table
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from thuocdo.diagnostics import Place
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.csv_file import read_csv
from thuocdo.tables.files import NO_CONTENT, start_of, unknown_format
from thuocdo.tables.json_file import read_json
from thuocdo.tables.parquet_file import read_parquet
from thuocdo.tables.table import Table
from thuocdo.tables.workbook_file import read_workbook
from thuocdo.vietnamese.numbers import DecimalMark

READERS: Final = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".json": read_json,
    ".parquet": read_parquet,
}
WORKBOOKS: Final = (".xlsx", ".xls", ".ods")


def read_table(path: Path, *, decimal_mark: DecimalMark | None = None, sheet: str | None = None) -> Table:
    """Read a table of agencies.

    `decimal_mark` settles numbers such as 1.234; `sheet` names the sheet of a workbook that has several.
    Raises `BadTable` with the diagnostics of a file that cannot be read; bad cells are kept in the table.
    """
    suffix = path.suffix.lower()
    start = start_of(path)
    if suffix in WORKBOOKS:
        table = read_workbook(path, start, decimal_mark, sheet)
    elif suffix in READERS:
        table = READERS[suffix](path, start, decimal_mark)
    else:
        raise unknown_format(path, (*READERS, *WORKBOOKS))
    if not table.frame.height and not table.bad:
        raise BadTable(str(path), (NO_CONTENT.at(Place(str(path), 1, 1), file=str(path)),))
    return table
