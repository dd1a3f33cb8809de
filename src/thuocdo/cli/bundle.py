"""`thuocdo bundle`: a result as one zip file that anybody can recompute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thuocdo.cli.figures import BadInput, figures, set_of, tell
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.score import DATA, MARK, PREVIOUS, SET, SHEET
from thuocdo.cli.usage import Misuse, one_of
from thuocdo.definition.document import Unreadable
from thuocdo.definition.load import check_set, files_of
from thuocdo.definition.model import CriteriaSet
from thuocdo.reports.bundle.make import EarlierText, make_bundle
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.earlier_json import earlier_result, set_named_in
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.write import CannotWrite, write_whole
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import format_number


def run(
    ctx: typer.Context,
    set: Annotated[str, SET],
    data: Annotated[str, DATA],
    *,
    previous: Annotated[str | None, PREVIOUS] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar=both("TỆP.zip", "FILE.zip"), help=both("Tệp cần ghi.", "The file to write.")
        ),
    ] = None,
    decimal_mark: Annotated[str | None, MARK] = None,
    sheet: Annotated[str | None, SHEET] = None,
) -> int:
    """Score and pack; the exit code is 1 if the set or a table is at fault."""
    out: Output = ctx.obj
    if decimal_mark is not None:
        one_of("--decimal-mark", decimal_mark, (",", "."), ctx.command_path)
    if output is None:
        raise Misuse(
            Text("Thiếu «-o»: ghi vào tệp nào?", "«-o» is missing: into which file?"),
            Text("Ví dụ: -o ket-qua.zip", "For example: -o ket-qua.zip"),
            ctx.command_path,
        )
    try:
        criteria_set = set_of(set)
        table = figures(data, decimal_mark, sheet, out)
        compared, kept = _before(previous, decimal_mark, criteria_set, out)
        result = score(criteria_set, table, compared)
        set_yaml, cases_yaml = _texts(set)
        write_whole(Path(output), make_bundle(result, set_yaml=set_yaml, cases_yaml=cases_yaml, previous=kept))
    except (BadInput, BadTable, CannotWrite) as wrong:
        tell(wrong, out)
        return 1
    number = format_number(len(result.agencies), out.lang)
    out.say(
        out.to(f"Đã gói kết quả của {number} đơn vị vào {output}", f"The result of {number} agencies is in {output}")
    )
    return 0


def _before(
    path: str | None, decimal_mark: str | None, now: CriteriaSet, out: Output
) -> tuple[Result | Earlier | None, Result | EarlierText | None]:
    """What to compare with, and what a bundle keeps of it: a scored table, or an earlier result with its set."""
    named = None if path is None else set_named_in(Path(path))
    if path is None:
        return None, None
    if named is None:
        scored = score(now, figures(path, decimal_mark, None, out))
        return scored, scored
    known = now if named == now.id else check_set(named).set
    earlier = earlier_result(Path(path), known)
    own = _texts(named)[0] if known is not None and known is not now else None
    return earlier, EarlierText(Path(path).read_text(encoding="utf-8"), own)


def _texts(set: str) -> tuple[str, str | None]:
    """The text of a set, to the letter, and that of its cases."""
    try:
        path, cases = files_of(set)
        return _text(path), None if cases is None else _text(cases)
    except Unreadable as unreadable:
        raise BadInput(unreadable.diagnostics) from None


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")
