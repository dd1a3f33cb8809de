"""`thuocdo explain`: why one agency got what it got, down to every figure it entered."""

from __future__ import annotations

from typing import Annotated

import typer

from thuocdo.cli.explanation import rendered
from thuocdo.cli.figures import BadInput, figures, set_of, tell, year_before
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.score import DATA, MARK, PREVIOUS, SET, SHEET
from thuocdo.cli.usage import Misuse, one_of
from thuocdo.definition.suggest import suggestion
from thuocdo.scoring.explain import Explanation, UnknownAgency, explain
from thuocdo.scoring.explain_json import explanation_json
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import search_key


def run(
    ctx: typer.Context,
    set: Annotated[str, SET],
    data: Annotated[str, DATA],
    *,
    agency: Annotated[
        str | None,
        typer.Option(
            "--agency",
            "-a",
            metavar=both("ĐƠN-VỊ", "AGENCY"),
            help=both("Tên hoặc mã đơn vị; không cần dấu.", "The agency's name or code; marks are not needed."),
        ),
    ] = None,
    previous: Annotated[str | None, PREVIOUS] = None,
    format: Annotated[
        str,
        typer.Option("--format", metavar="text|json", help=both("Dạng kết quả.", "How the output is written.")),
    ] = "text",
    decimal_mark: Annotated[str | None, MARK] = None,
    sheet: Annotated[str | None, SHEET] = None,
) -> int:
    """Explain one agency; the exit code is 1 if the set, the table or the agency is at fault."""
    out: Output = ctx.obj
    one_of("--format", format, ("text", "json"), ctx.command_path)
    if decimal_mark is not None:
        one_of("--decimal-mark", decimal_mark, (",", "."), ctx.command_path)
    if agency is None:
        raise Misuse(
            Text("Thiếu «--agency»: đơn vị nào?", "«--agency» is missing: which agency?"), None, ctx.command_path
        )
    try:
        criteria_set = set_of(set)
        table = figures(data, decimal_mark, sheet, out)
        result = score(criteria_set, table, year_before(previous, decimal_mark, criteria_set, out))
    except (BadInput, BadTable) as wrong:
        tell(wrong, out, as_json=format == "json")
        return 1
    explanation = _found(result, agency, ctx.command_path)
    if format == "json":
        out.say_json(explanation_json(explanation, out.lang))
    else:
        out.say(rendered(explanation, out))
    return 0


def _found(result: Result, agency: str, command: str) -> Explanation:
    """The explanation of an agency by its name or code, typed with or without marks."""
    try:
        return explain(result, agency)
    except UnknownAgency as unknown:
        known = unknown.known
    same = [name for name in known if search_key(name) == search_key(agency)]
    if len(same) == 1:
        return explain(result, same[0])
    message = Text(f"Bảng số liệu không có đơn vị «{agency}».", f"There is no agency «{agency}» in the table.")
    within = [name for name in known if search_key(agency) in search_key(name)]
    raise Misuse(message, _hint(agency, within or list(known)), command)


def _hint(agency: str, known: list[str]) -> Text:
    found = suggestion(agency, known)
    if found is not None:
        return found
    some = ", ".join(known[:5]) + (", ..." if len(known) > 5 else "")
    return Text(f"Có: {some}.", f"There are: {some}.")
