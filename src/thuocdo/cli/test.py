"""`thuocdo test`: do the cases beside a set come out as they say?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from thuocdo.cli import targets
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.definition.load import Checked
from thuocdo.diagnostics import Severity, terminal
from thuocdo.diagnostics.cells import harmless
from thuocdo.diagnostics.terminal import BOLD, COLOURS, HELP, paint
from thuocdo.scoring.cases import Outcome, run_cases


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
    outcomes = run_cases(checked.set, checked.cases)
    failures = [targets.in_library(failure) for outcome in outcomes for failure in outcome.failures]
    line = _verdict(out, name, outcomes)
    if failures:
        blocks = terminal.blocks(failures, out.lang, width=out.width, color=out.error_color)
        out.complain(f"{blocks}\n{line}")
    else:
        out.say(line)
    return int(bool(failures))


def _verdict(out: Output, name: str, outcomes: Sequence[Outcome]) -> str:
    """One line: how many cases came out, and how many figures that were."""
    if not outcomes:
        return f"{harmless(name)}: " + out.to("chưa có ví dụ kiểm tra nào (cases.yaml)", "no cases yet (cases.yaml)")
    failed = sum(not outcome.passed for outcome in outcomes)
    color = out.error_color if failed else out.color
    passed, figures = len(outcomes) - failed, sum(outcome.compared for outcome in outcomes)
    told = [out.to(f"{passed} ví dụ đúng", f"{passed} {'case' if passed == 1 else 'cases'} passed")]
    if failed:
        wrong = out.to(f"{failed} ví dụ sai", f"{failed} failed")
        told.append(paint(wrong, BOLD, COLOURS[Severity.ERROR], color=color))
    else:
        told = [paint(told[0], HELP, color=color)]
    told.append(out.to(f"{figures} kết quả được so", f"{figures} figures compared"))
    return f"{paint(harmless(name), BOLD, color=color)}: " + ", ".join(told)
