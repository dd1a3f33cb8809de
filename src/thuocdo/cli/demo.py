"""`thuocdo demo`: a filled site on this machine, in one command. A second start continues where the first left off."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.table import Column, table
from thuocdo.cli.usage import Misuse
from thuocdo.cli.web_half import load_site
from thuocdo.vietnamese.languages import Text

MARK: Final = "thuocdo-demo"  # a folder with this file was made by this command, so --fresh may empty it


def run(
    ctx: typer.Context,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help=both("Cổng để nghe.", "The port."))
    ] = 8000,
    data: Annotated[
        Path,
        typer.Option(
            "--data", metavar=both("THƯ-MỤC", "FOLDER"), help=both("Nơi giữ dữ liệu.", "Where data are kept.")
        ),
    ] = Path("demo-data"),
    fresh: Annotated[
        bool, typer.Option("--fresh", help=both("Xóa dữ liệu trình diễn cũ, làm lại từ đầu.", "Begin anew."))
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help=both("Chạy trang sau khi nạp dữ liệu.", "Serve once filled."))
    ] = True,
) -> int:
    """Fill the folder if it is empty, say who can sign in, and become the server."""
    out: Output = ctx.obj
    _prepare(data, fresh=fresh, command=ctx.command_path)
    os.environ.update(
        THUOCDO_DATA=str(data.resolve()), THUOCDO_DEMO="yes", THUOCDO_HOSTS="localhost,127.0.0.1", DATABASE_URL=""
    )
    load_site(out)
    _fill(out)
    _say_who(out, port)
    out.flush()
    if serve:  # not a fork: polars has run here, and a forked worker would hang at its first query
        os.execv(  # noqa: S606 (our own interpreter and module)
            sys.executable, [sys.executable, "-m", "thuocdo", "serve", "--port", str(port), "--lang", out.lang.value]
        )
    return 0


def _prepare(data: Path, *, fresh: bool, command: str) -> None:
    mark = data / MARK
    if data.exists() and any(data.iterdir()) and not mark.exists():
        raise Misuse(
            Text(f"Thư mục {data} không phải do lệnh này tạo ra.", f"The folder {data} was not made by this command."),
            Text("Chọn thư mục khác bằng «--data».", "Choose another folder with --data."),
            command,
        )
    if fresh and mark.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _fill(out: Output) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from thuocdo.web.demo.fill import fill, is_filled

    call_command("migrate", interactive=False, verbosity=0)
    if is_filled():
        out.say(out.to("Tiếp tục với dữ liệu đã có.", "Going on with the data that are there."))
        return
    out.say(out.to("Đang nạp dữ liệu trình diễn…", "Filling the demonstration…"))
    out.flush()
    fill(at=timezone.now(), say=lambda step: out.say(f"  {step}"))


def _say_who(out: Output, port: int) -> None:
    from thuocdo.web.accounts.models import RoleName
    from thuocdo.web.demo.cast import ACCOUNTS, PASSWORD

    columns = (
        Column(out.to("Vai trò", "Role")),
        Column(out.to("Thư điện tử", "E-mail")),
    )
    rows = [(str(RoleName(account.role).label), account.email) for account in ACCOUNTS]
    out.say("")
    out.say(table(columns, rows, width=out.width, color=out.color))
    out.say(out.to(f"\nMật khẩu của mọi tài khoản: {PASSWORD}", f"\nThe password of every account: {PASSWORD}"))
    out.say(out.to(f"Địa chỉ: http://localhost:{port}", f"Address: http://localhost:{port}"))
