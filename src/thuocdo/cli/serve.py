"""`thuocdo serve`: the site, with a job worker beside it."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.usage import Misuse
from thuocdo.cli.web_half import load_site
from thuocdo.vietnamese.languages import Text


def run(
    ctx: typer.Context,
    host: Annotated[
        str,
        typer.Option("--host", metavar=both("ĐỊA CHỈ", "ADDRESS"), help=both("Địa chỉ để nghe.", "Where to listen.")),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help=both("Cổng để nghe.", "The port."))
    ] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help=both("Số tiến trình web.", "Web processes."))
    ] = 2,
    migrate: Annotated[
        bool,
        typer.Option(
            "--migrate", help=both("Cập nhật cơ sở dữ liệu trước khi chạy.", "Bring the database up to date first.")
        ),
    ] = False,
) -> int:
    """Check, say where, and run until told to stop."""
    out: Output = ctx.obj
    load_site(out)
    if not _ready(out, migrate=migrate):
        return 1
    must_be_free(host, port, ctx.command_path)
    from thuocdo.web.site.serving import Listening, run_site

    shown = "localhost" if host == "127.0.0.1" else host
    address = f"http://{shown}:{port}"
    out.say(out.to(f"Thước đo chạy ở {address} (dừng: Ctrl+C).", f"Thước đo runs at {address} (Ctrl+C to stop)."))
    out.flush()
    return run_site(Listening(host, port, workers))


def _ready(out: Output, *, migrate: bool) -> bool:
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    from thuocdo.web.site.health import missing_migrations

    try:
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        missing = missing_migrations()
    except DatabaseError as reason:
        out.complain(out.to(f"Không dùng được cơ sở dữ liệu: {reason}", f"The database cannot be used: {reason}"))
        return False
    if missing:
        out.complain(
            out.to(
                f"Cơ sở dữ liệu còn thiếu {len(missing)} bước cập nhật. Hãy sao lưu, rồi chạy: thuocdo serve --migrate",
                f"The database lacks {len(missing)} migrations. Make a backup, then run: thuocdo serve --migrate",
            )
        )
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    return True


def must_be_free(host: str, port: int, command: str) -> None:
    """Raise `Misuse` where somebody listens at the address already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            said = reason.strerror or str(reason)
            raise Misuse(
                Text(f"Không nghe được ở {host}:{port}: {said}.", f"Cannot listen at {host}:{port}: {said}."),
                Text("Chọn cổng khác bằng «--port».", "Choose another port with --port."),
                command,
            ) from None
