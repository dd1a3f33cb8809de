"""One run of the command: arguments in, exit code out; what is wrongly typed is said, never traced back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from thuocdo.cli.commands import group
from thuocdo.cli.language import taken
from thuocdo.cli.output import Closed, Output, Unwritten, output_for, silence
from thuocdo.cli.usage import Misuse, UsageError, translated
from thuocdo.diagnostics import Severity, words
from thuocdo.diagnostics.cells import wrap
from thuocdo.diagnostics.terminal import BOLD, COLOURS, HELP, paint
from thuocdo.vietnamese.languages import Lang

INTERRUPTED = 130
PIPE_CLOSED = 141  # as a shell reports a program that a closed pipe ended


def run(args: Sequence[str]) -> int:
    """Run the command line `args` and return the exit code."""
    out = output_for(Lang.VI, os.environ)
    try:
        lang, rest = taken(args, os.environ)
        out = output_for(lang, os.environ)
        code = _called(rest or ["--help"], out)
        out.flush()
    except Closed:
        silence(sys.stdout, sys.stderr)
        return PIPE_CLOSED
    except Misuse as misuse:
        _explain(misuse, out)
        return 2
    except Unwritten as reason:
        silence(sys.stdout)
        sys.stderr.write(out.to(f"Không ghi được kết quả: {reason}.\n", f"Cannot write the output: {reason}.\n"))
        return 1
    return code


def _called(args: list[str], out: Output) -> int:
    try:
        code = group().main(args, prog_name="thuocdo", standalone_mode=False, obj=out, color=out.color)
    except UsageError as error:
        raise translated(error, "thuocdo") from None
    except typer.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _explain(misuse: Misuse, out: Output) -> None:
    label = words.SEVERITY[Severity.ERROR].to(out.lang)
    first, *rest = wrap(misuse.message.to(out.lang), out.width, first=len(label) + 2)
    lines = [f"{paint(label, BOLD, COLOURS[Severity.ERROR], color=out.error_color)}: {first}", *rest]
    if misuse.hint is not None:
        label = words.HELP.to(out.lang).capitalize()
        first, *rest = wrap(misuse.hint.to(out.lang), out.width, first=len(label) + 2)
        lines += [f"{paint(label, BOLD, HELP, color=out.error_color)}: {first}", *rest]
    lines.append(out.to(f"Hướng dẫn: {misuse.command} --help", f"See: {misuse.command} --help"))
    out.complain("\n".join(lines))
