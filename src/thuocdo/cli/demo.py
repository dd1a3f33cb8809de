"""`thuocdo demo`: a filled site on this machine, in one command. A second start continues where the first left off."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from thuocdo.cli.filling import Filling
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.serve import must_be_free
from thuocdo.cli.table import Column, table
from thuocdo.cli.usage import Misuse
from thuocdo.cli.web_half import load_site
from thuocdo.vietnamese.languages import Text

MARK: Final = "thuocdo-demo"  # a folder with this file was made by this command, so --fresh may empty it
HOST: Final = "127.0.0.1"
OF_OTHER_SITES: Final = ("DATABASE_URL", "STORAGE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")
KEPT: Final = ("THUOCDO_LANG",)


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
    nation: Annotated[
        bool,
        typer.Option(
            "--nation",
            help=both(
                "Thêm một đợt đang kê khai với mọi xã, phường, đặc khu của cả nước (khoảng một phút).",
                "Add a round that is being filled in, with every commune of the country (about a minute).",
            ),
        ),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help=both("Xóa dữ liệu trình diễn cũ, làm lại từ đầu.", "Begin anew."))
    ] = False,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=both("Chỉ nạp dữ liệu, không chạy trang.", "Fill only, do not serve."))
    ] = False,
) -> int:
    """Fill the folder with what it lacks, say who can sign in, and become the server."""
    out: Output = ctx.obj
    if not no_serve:
        must_be_free(HOST, port, ctx.command_path)
    _prepare(data, fresh=fresh, command=ctx.command_path)
    _use_only(data, port)
    load_site(out)
    _fill(out, nation=nation)
    _say_who(out)
    out.flush()
    if not no_serve:  # not a fork: polars has run here, and a forked worker would hang at its first query
        os.execv(  # noqa: S606 (our own interpreter and module)
            sys.executable, [sys.executable, "-m", "thuocdo", "serve", "--port", str(port), "--lang", out.lang.value]
        )
    return 0


def _prepare(data: Path, *, fresh: bool, command: str) -> None:
    mark = data / MARK
    if data.is_file() or (data.exists() and any(data.iterdir()) and not mark.exists()):
        raise Misuse(
            Text(f"{data} không phải do lệnh này tạo ra.", f"{data} was not made by this command."),
            Text("Chọn thư mục khác bằng «--data».", "Choose another folder with --data."),
            command,
        )
    if fresh and mark.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _use_only(data: Path, port: int) -> None:
    """Settings of this demonstration, and none of a site that the same shell may be set up for."""
    for name in list(os.environ):
        if name in OF_OTHER_SITES or (name.startswith("THUOCDO_") and name not in KEPT):
            del os.environ[name]
    os.environ |= {
        "THUOCDO_DATA": str(data.resolve()),
        "THUOCDO_DEMO": "yes",
        "THUOCDO_HOSTS": f"localhost,{HOST}",
        "THUOCDO_ADDRESS": f"http://localhost:{port}",
    }


def _fill(out: Output, *, nation: bool) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from thuocdo.web.demo import fill

    call_command("migrate", interactive=False, verbosity=0)
    lacking = fill.lacking(nation=nation)
    if not lacking:
        out.say(out.to("Tiếp tục với dữ liệu đã có.", "Going on with the data that are there."))
        return
    out.say(out.to("Đang nạp dữ liệu trình diễn", "Filling the demonstration"))
    filling = Filling(out)
    for part in lacking:
        part.fill(at=timezone.now(), tell=filling)
    filling.end()


def _say_who(out: Output) -> None:
    from thuocdo.web.accounts.models import RoleName
    from thuocdo.web.demo import cast, fill

    accounts = (*cast.ACCOUNTS, *((cast.NATION_MANAGER,) if fill.NATION.is_filled() else ()))
    columns = (Column(out.to("Vai trò", "Role")), Column(out.to("Thư điện tử", "E-mail")))
    rows = [(str(RoleName(account.role).label), account.email) for account in accounts]
    out.say("")
    out.say(table(columns, rows, width=out.width, color=out.color))
    out.say(
        out.to(f"\nMật khẩu của mọi tài khoản: {cast.PASSWORD}", f"\nThe password of every account: {cast.PASSWORD}")
    )
