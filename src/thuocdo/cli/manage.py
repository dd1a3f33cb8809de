"""`thuocdo manage`: the site's own commands and Django's, under the site's settings."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.web_half import load_site

# Everything after the name of the inner command is that command's.
CONTEXT: Final = {"ignore_unknown_options": True, "allow_interspersed_args": False}


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=both("LỆNH", "COMMAND"),
            help=both("Lệnh của trang và các tham số của nó.", "A command of the site and its arguments."),
        ),
    ] = None,
) -> int:
    """Run one command; its own exit code is ours."""
    out: Output = ctx.obj
    load_site(out)
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["thuocdo manage", *(words or ["help"])])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
