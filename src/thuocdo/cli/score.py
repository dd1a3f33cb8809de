"""`thuocdo score`: a criteria set and a table of figures -> points, levels and ranks."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from thuocdo.cli.figures import BadInput, figures, set_of, tell, year_before
from thuocdo.cli.filling import Filling
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.ranking import ranking
from thuocdo.cli.usage import one_of
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.scoring.wide import wide
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.write import FORMATS, CannotWrite, write_table, write_whole
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import DecimalMark, format_number

SET = typer.Argument(
    metavar=both("BỘ-TIÊU-CHÍ", "SET"), help=both("Mã trong thư viện, hoặc tệp.", "An id of the library, or a file.")
)
DATA = typer.Argument(
    metavar=both("SỐ-LIỆU", "DATA"),
    help=both(
        "Bảng số liệu: .csv, .xlsx, .ods, .json, .parquet.", "The table of figures: .csv, .xlsx, .ods, .json, .parquet."
    ),
)
PREVIOUS = typer.Option(
    "--previous",
    metavar=both("SỐ-LIỆU", "DATA"),
    help=both("Bảng hoặc kết quả của kỳ trước, để so sánh.", "A table or result of the year before, to compare with."),
)
MARK = typer.Option(
    "--decimal-mark",
    metavar=", | .",
    help=both("Dấu thập phân, khi 1.234 đọc được hai cách.", "The decimal mark, where 1.234 reads in two ways."),
)
SHEET = typer.Option("--sheet", metavar=both("TÊN", "NAME"), help=both("Trang tính cần đọc.", "The sheet to read."))


def run(
    ctx: typer.Context,
    set: Annotated[str, SET],
    data: Annotated[str, DATA],
    *,
    previous: Annotated[str | None, PREVIOUS] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar=both("TỆP", "FILE"),
            help=both(
                "Ghi kết quả ra .csv, .xlsx, .parquet hoặc .json.", "Write the result: .csv, .xlsx, .parquet, .json."
            ),
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="table|json|csv", help=both("Dạng kết quả in ra.", "How the result is printed.")
        ),
    ] = None,
    decimal_mark: Annotated[str | None, MARK] = None,
    sheet: Annotated[str | None, SHEET] = None,
) -> int:
    """Score a table; the exit code is 1 if the set or the table is at fault."""
    out: Output = ctx.obj
    if format is not None:
        one_of("--format", format, ("table", "json", "csv"), ctx.command_path)
    if decimal_mark is not None:
        one_of("--decimal-mark", decimal_mark, (",", "."), ctx.command_path)
    if output is not None and Path(output).suffix.lower() not in FORMATS:
        one_of("--output", Path(output).suffix, tuple(FORMATS), ctx.command_path)
    try:
        criteria_set = set_of(set)
        table = figures(data, decimal_mark, sheet, out)
        result = score(criteria_set, table, year_before(previous, decimal_mark, criteria_set, out))
        if output is not None:
            _write(result, Path(output), decimal_mark, out)
    except (BadInput, BadTable, CannotWrite) as wrong:
        tell(wrong, out, as_json=format == "json")
        return 1
    if output is None or format is not None:
        _print(result, format or "table", out)
    else:
        number = format_number(len(result.agencies), out.lang)
        out.say(
            out.to(f"Đã ghi kết quả của {number} đơn vị vào {output}", f"Results of {number} agencies are in {output}")
        )
    return 0


def _print(result: Result, format: str, out: Output) -> None:
    match format:
        case "json":
            out.say_json(as_json(result))
        case "csv":
            content = io.BytesIO()
            FORMATS[".csv"](wide(result), content, ".")
            out.say(content.getvalue().decode("utf-8-sig"))
        case _:
            out.say(ranking(result, out))


def _write(result: Result, path: Path, decimal_mark: str | None, out: Output) -> None:
    """Write a result to a file: a wide table, or the JSON that `--previous` and other programs read."""
    if path.suffix.lower() == ".json":
        write_whole(path, (json.dumps(as_json(result), ensure_ascii=False, indent=2) + "\n").encode())
    else:
        mark: DecimalMark = "," if decimal_mark == "," else "."
        filling = Filling(out) if path.suffix.lower() == ".xlsx" and sys.stdout.isatty() else None
        if filling is None:
            write_table(wide(result), path, decimal_mark=mark)
            return
        filling.step(Text(f"Ghi {path.name}", f"Writing {path.name}"))
        try:
            write_table(wide(result), path, decimal_mark=mark, told=filling.done)
        finally:
            filling.end()
