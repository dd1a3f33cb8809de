"""`thuocdo report`: a result in words, for people who were not there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from thuocdo.cli.figures import BadInput, figures, set_of, tell, year_before
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.score import DATA, MARK, PREVIOUS, SET, SHEET
from thuocdo.cli.usage import one_of
from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.sentences import Paragraph, paragraphs
from thuocdo.reports.notice.text import text_of
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.write import CannotWrite, write_whole

KINDS = ("notice",)
FORMS = (".txt", ".docx")


def run(
    ctx: typer.Context,
    set: Annotated[str, SET],
    data: Annotated[str, DATA],
    *,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="|".join(KINDS),
            help=both("Loại văn bản; notice là thông báo.", "What to write; notice is a public notice."),
        ),
    ] = KINDS[0],
    previous: Annotated[str | None, PREVIOUS] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar=both("NĂM", "YEAR"),
            min=1900,
            max=9999,
            help=both("Năm được đánh giá, để nêu trong văn bản.", "The year evaluated, to be named."),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar=both("TỆP", "FILE"),
            help=both("Ghi ra .txt hoặc .docx; nếu không ghi thì in ra.", "Write .txt or .docx; else it is printed."),
        ),
    ] = None,
    decimal_mark: Annotated[str | None, MARK] = None,
    sheet: Annotated[str | None, SHEET] = None,
) -> int:
    """Write a notice; the exit code is 1 if the set or a table is at fault."""
    out: Output = ctx.obj
    one_of("--kind", kind, KINDS, ctx.command_path)
    if decimal_mark is not None:
        one_of("--decimal-mark", decimal_mark, (",", "."), ctx.command_path)
    suffix = "" if output is None else one_of("--output", Path(output).suffix.lower(), FORMS, ctx.command_path)
    if suffix == ".docx" and find_spec("docx") is None:
        needs = "pip install 'thuocdo[reports]'"
        out.complain(out.to(f"Ghi ra .docx cần thêm gói: {needs}", f"A .docx needs more packages: {needs}"))
        return 1
    try:
        criteria_set = set_of(set)
        table = figures(data, decimal_mark, sheet, out)
        result = score(criteria_set, table, year_before(previous, decimal_mark, criteria_set, out))
        told = paragraphs(notice_of(result, year))
        if output is None:
            out.say(text_of(told, out.width))
            return 0
        write_whole(Path(output), _written(told, suffix))
    except (BadInput, BadTable, CannotWrite) as wrong:
        tell(wrong, out)
        return 1
    out.say(out.to(f"Đã ghi thông báo vào {output}", f"The notice is in {output}"))
    return 0


def _written(told: tuple[Paragraph, ...], suffix: str) -> bytes:
    if suffix == ".txt":
        return text_of(told).encode()
    from thuocdo.reports.notice.docx import docx_of

    return docx_of(told)
