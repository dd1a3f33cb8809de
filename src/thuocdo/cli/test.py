"""`thuocdo test`: do the cases beside a set come out as they say?"""

from __future__ import annotations

from typing import Annotated

import typer

from thuocdo.cli import targets
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.definition.load import Checked
from thuocdo.diagnostics import Severity, terminal


def run(
    ctx: typer.Context,
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=both("BỘ-TIÊU-CHÍ", "SET"),
            help=both("Mã trong thư viện, hoặc tệp set.yaml.", "An id of the library, or a file set.yaml."),
        ),
    ] = None,
    whole_library: Annotated[
        bool, typer.Option("--all", help=both("Chạy ví dụ của cả thư viện.", "Run the cases of the whole library."))
    ] = False,
) -> int:
    """Run the cases of sets; the exit code is 1 if a set is unusable or an expectation failed."""
    out: Output = ctx.obj
    found = targets.checked(sets, whole_library=whole_library, command=ctx.command_path)
    return max([_tell(out, name, checked) for name, checked in found])


def _tell(out: Output, name: str, checked: Checked) -> int:
    if checked.set is None or not checked.usable:
        errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR]
        out.complain(terminal.render(errors, out.lang, width=out.width, color=out.error_color))
        return 1
    number = len(checked.cases)
    out.say(f"{name}: " + out.to(f"{number} ví dụ đúng hình thức", f"{number} cases in good form"))
    return 0
