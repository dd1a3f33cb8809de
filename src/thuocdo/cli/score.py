"""`thuocdo score`: a criteria set and a table of figures -> points, levels and ranks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thuocdo.cli.figures import BadInput, figures, set_of, tell
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.ranking import ranking
from thuocdo.cli.usage import one_of
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable

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
    previous: Annotated[str | None, PREVIOUS] = None,
    format: Annotated[
        str,
        typer.Option("--format", metavar="table|json|csv", help=both("Dạng kết quả.", "How the output is written.")),
    ] = "table",
    decimal_mark: Annotated[str | None, MARK] = None,
    sheet: Annotated[str | None, SHEET] = None,
) -> int:
    """Score a table; the exit code is 1 if the set or the table is at fault."""
    out: Output = ctx.obj
    one_of("--format", format, ("table", "json", "csv"), ctx.command_path)
    if decimal_mark is not None:
        one_of("--decimal-mark", decimal_mark, (",", "."), ctx.command_path)
    try:
        criteria_set = set_of(set)
        table = figures(Path(data), decimal_mark, sheet)
        before = None if previous is None else figures(Path(previous), decimal_mark, None)
        result = score(criteria_set, table, before)
    except (BadInput, BadTable) as bad:
        tell(bad, out)
        return 1
    if format == "json":
        out.say_json(as_json(result))
    else:
        out.say(ranking(result, out))
    return 0
