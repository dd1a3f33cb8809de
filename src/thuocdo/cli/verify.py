"""`thuocdo verify`: every figure of a bundle, worked out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thuocdo.cli.figures import BadInput, tell
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.usage import one_of
from thuocdo.cli.verdict import told
from thuocdo.reports.bundle.damaged import Damaged
from thuocdo.reports.bundle.unpack import content_of
from thuocdo.reports.bundle.verdict import verdict_json
from thuocdo.reports.bundle.verify import verify
from thuocdo.tables.bad_cells import BadTable


def run(
    ctx: typer.Context,
    bundle: Annotated[
        str,
        typer.Argument(
            metavar=both("GÓI.zip", "BUNDLE.zip"),
            help=both("Gói do «thuocdo bundle» ghi.", "As «thuocdo bundle» wrote it."),
        ),
    ],
    format: Annotated[
        str,
        typer.Option("--format", metavar="text|json", help=both("Dạng kết quả.", "How the output is written.")),
    ] = "text",
) -> int:
    """Verify; the exit code is 1 if anything differs, or if the bundle cannot be read."""
    out: Output = ctx.obj
    one_of("--format", format, ("text", "json"), ctx.command_path)
    try:
        verdict = verify(content_of(Path(bundle)), bundle)
    except (Damaged, BadTable) as wrong:
        tell(BadInput(wrong.diagnostics) if isinstance(wrong, Damaged) else wrong, out, as_json=format == "json")
        return 1
    if format == "json":
        out.say_json(verdict_json(verdict, out.lang))
    else:
        out.say(told(verdict, bundle, out))
    return 0 if verdict.agrees else 1
