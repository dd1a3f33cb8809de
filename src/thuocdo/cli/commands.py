"""The commands there are, and the group that imports one when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from thuocdo.cli.help import written
from thuocdo.cli.language import both
from thuocdo.cli.usage import Misuse, UsageError, meant, translated
from thuocdo.vietnamese.languages import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: what it is for in one line, what else to know, and how it is typed."""

    name: str
    help: Text
    about: Text
    examples: tuple[str, ...]


ENTRIES: Final = (
    Entry(
        "sets",
        Text("Liệt kê các bộ tiêu chí có sẵn.", "List the criteria sets that come with thuocdo."),
        Text(
            "Mỗi bộ tiêu chí được lập từ một quyết định đã ban hành, hoặc là bộ mẫu. Mã ở cột đầu dùng được ở mọi lệnh.",
            "Each set stands for a decision that was issued, or is a sample. Every command takes the id in the first column.",
        ),
        ("thuocdo sets", "thuocdo sets --format json"),
    ),
    Entry(
        "check",
        Text(
            "Kiểm tra bộ tiêu chí: mọi lỗi, kèm chỗ và cách sửa.",
            "Check criteria sets: every fault, where, and the remedy.",
        ),
        Text(
            "Lỗi làm cho bộ tiêu chí không dùng được. Cảnh báo là chỗ sai hoặc chỗ lạ của chính quyết định: vẫn tính điểm được, "
            "nhưng người ban hành cần biết. Mã kết thúc là 1 nếu có lỗi (với --strict: nếu có lỗi hoặc cảnh báo).",
            "An error makes a set unusable. A warning is a fault or an oddity of the decision itself: points can be given, but whoever "
            "issued it should know. The exit code is 1 if there are errors (with --strict: errors or warnings).",
        ),
        (
            "thuocdo check an-giang-2018-xa",
            "thuocdo check bo-tieu-chi.yaml --strict",
            "thuocdo check --all",
            "thuocdo check --explain TD205",
        ),
    ),
    Entry(
        "test",
        Text("Chạy các ví dụ kiểm tra của bộ tiêu chí.", "Run the cases of criteria sets."),
        Text(
            "Ví dụ kiểm tra nằm trong tệp cases.yaml cạnh tệp set.yaml: số liệu đưa vào và kết quả phải ra, do người lập bộ tiêu chí viết. "
            "Kết quả được so đúng đến chữ số cuối cùng.",
            "Cases are in the file cases.yaml beside set.yaml: figures that go in and results that must come out, written by whoever "
            "wrote the set. Results are compared to the last digit.",
        ),
        ("thuocdo test an-giang-2018-xa", "thuocdo test --all"),
    ),
    Entry(
        "score",
        Text(
            "Tính điểm, mức và thứ hạng từ bảng số liệu.", "Work out points, levels and ranks from a table of figures."
        ),
        Text(
            "Bảng số liệu có mỗi đơn vị một hàng; cột «agency» là tên đơn vị, các cột khác mang mã của tiêu chí. Số viết như thường "
            "lệ: 842,5 hay 842.5.",
            "The table has a row for each agency; the column «agency» holds its name, the others go by the ids of criteria. "
            "Numbers are written as usual: 842,5 or 842.5.",
        ),
        (
            "thuocdo score dak-nong-2019-huyen nam-2019.csv --previous nam-2018.csv",
            "thuocdo score bo-tieu-chi.yaml so-lieu.xlsx -o ket-qua.xlsx",
        ),
    ),
    Entry(
        "explain",
        Text("Giải thích kết quả của một đơn vị.", "Explain the result of one agency."),
        Text(
            "Từ tổng điểm xuống đến từng số liệu: quy tắc bằng lời, phép tính, phần không được tính và vì sao, điều kiện nào quyết định mức, "
            "còn thiếu bao nhiêu để đạt mức trên.",
            "From the total down to every figure: the rule in words, the arithmetic, what was not counted and why, which condition decided "
            "the level, and how much is missing for the next.",
        ),
        ('thuocdo explain dak-nong-2019-huyen nam-2019.csv --agency "Huyện Cư Jút"',),
    ),
    Entry(
        "report",
        Text("Viết thông báo kết quả.", "Write the notice of a result."),
        Text(
            "Thông báo bằng tiếng Việt: số đơn vị đạt từng mức, đơn vị đứng đầu và đứng cuối, cao nhất và thấp nhất ở từng nhóm, tăng giảm "
            "so với kỳ trước. Chỉ nêu điều số liệu cho biết. Ghi ra .docx thì theo thể thức của Nghị định 30/2020/NĐ-CP, số, ngày và chữ "
            "ký để trống.",
            "The notice, in Vietnamese: how many agencies reached each level, who is first and last, best and worst in each group, "
            "changes against the year before. It says what the figures hold and no more. A .docx follows Decree 30/2020/NĐ-CP; number, "
            "date and signature are left blank.",
        ),
        (
            "thuocdo report dak-nong-2019-huyen nam-2019.csv --year 2019",
            "thuocdo report bo-tieu-chi.yaml so-lieu.xlsx --year 2026 -o thong-bao.docx",
        ),
    ),
    Entry(
        "bundle",
        Text("Gói kết quả để ai cũng tính lại được.", "Pack a result so that anyone can recompute it."),
        Text(
            "Một tệp .zip chứa bộ tiêu chí, số liệu, kết quả, ý nghĩa từng cột và mã băm. Cùng nội dung thì ra cùng một tệp.",
            "A .zip file with the criteria set, the figures, the result, the meaning of every column, and digests. The same content "
            "gives the same file.",
        ),
        ("thuocdo bundle dak-nong-2019-huyen nam-2019.csv -o ket-qua.zip",),
    ),
    Entry(
        "verify",
        Text("Tính lại mọi con số trong một gói kết quả.", "Recompute every figure of a bundle."),
        Text(
            "Không cần mạng. Mã kết thúc là 0 nếu mọi con số khớp; là 1 nếu có con số, mã băm hay tệp không khớp (nêu tên từng cái), "
            "hoặc nếu gói hỏng.",
            "Works offline. The exit code is 0 if every figure agrees; it is 1 if a figure, a digest or a file differs (each is named), "
            "or if the bundle is damaged.",
        ),
        ("thuocdo verify ket-qua.zip", "thuocdo verify ket-qua.zip --format json"),
    ),
    Entry(
        "demo",
        Text("Chạy bản trình diễn có sẵn dữ liệu.", "Run a demonstration with data in it."),
        Text(
            "Nạp dữ liệu vào một thư mục rồi chạy trang trên máy này: hai đợt đã công bố của tỉnh Đắk Nông, các đợt năm 2026 của tỉnh "
            "Lâm Đồng (dữ liệu minh hoạ), mỗi vai trò một tài khoản. Lần chạy sau tiếp tục với dữ liệu cũ. Dừng bằng Ctrl+C.",
            "Fills a folder and serves the site on this machine: two published rounds of Đắk Nông, the rounds of 2026 of Lâm Đồng "
            "(sample data), an account for every role. A second start goes on with the same data. Ctrl+C stops it.",
        ),
        ("thuocdo demo", "thuocdo demo --port 8080 --fresh", "thuocdo demo --data ca-nuoc --nation"),
    ),
    Entry(
        "serve",
        Text("Chạy trang web để tổ chức đợt đánh giá.", "Run the site on which a round is held."),
        Text(
            "Chạy các tiến trình web và một tiến trình làm việc dài bên cạnh. Mọi thiết lập lấy từ biến môi trường: xem "
            "docs/settings.md.",
            "Runs web processes and a worker for long work beside them. All settings come from the environment: see "
            "docs/settings.md.",
        ),
        ("thuocdo serve --migrate", "thuocdo serve --host 0.0.0.0 --port 8080 --workers 4"),
    ),
    Entry(
        "manage",
        Text("Chạy một lệnh quản trị của trang web.", "Run an administrative command of the site."),
        Text("Không ghi lệnh nào thì liệt kê các lệnh có sẵn.", "Without a command, lists those there are."),
        ("thuocdo manage verify_log", "thuocdo manage backup sao-luu.zip"),
    ),
)
NAMES: Final = tuple(entry.name for entry in ENTRIES)


class Command(TyperCommand):
    """A command with help in the language of this run."""

    def get_help(self, ctx: Any) -> str:
        entry = next(entry for entry in ENTRIES if entry.name == ctx.info_name)
        return written(ctx, entry.help, about=entry.about, examples=entry.examples)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except UsageError as error:
            raise translated(error, ctx.command_path) from None
        if rest:
            word = rest[0]
            raise Misuse(Text(f"Thừa tham số «{word}».", f"«{word}» is one argument too many."), None, ctx.command_path)
        return rest


class Commands(TyperGroup):
    """All commands; only the one that is called is imported."""

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in NAMES:
            return None
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        module = import_module(f"thuocdo.cli.{cmd_name}")
        app.command(cmd_name, cls=Command, context_settings=getattr(module, "CONTEXT", None))(module.run)
        return typer.main.get_command(app)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            raise translated(error, ctx.command_path) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        if args[0] not in NAMES:
            listed = ", ".join(NAMES)
            hint = meant(args[0], NAMES) or Text(f"Các lệnh: {listed}.", f"The commands: {listed}.")
            raise Misuse(Text(f"Không có lệnh «{args[0]}».", f"There is no command «{args[0]}»."), hint)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        title = Text(
            "Thước đo: bộ tiêu chí và số liệu thành điểm, mức độ và thứ hạng, chính xác và ai cũng tính lại được.",
            "Thước đo: from criteria sets and figures to points, levels and ranks that are exact and that anyone can recompute.",
        )
        commands = tuple((entry.name, entry.help) for entry in ENTRIES)
        return written(ctx, title, commands=commands, examples=("thuocdo sets", "thuocdo check an-giang-2018-xa"))


def _version(*, wanted: bool) -> None:
    if wanted:
        from thuocdo import __version__

        typer.echo(f"thuocdo {__version__}")
        raise typer.Exit


def group() -> Any:
    """The group, built anew for each run."""
    app = typer.Typer(
        cls=Commands,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def thuocdo(
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                callback=lambda wanted: _version(wanted=wanted),
                is_eager=True,
                help=both("In số phiên bản.", "Print the version."),
            ),
        ] = False,
    ) -> None:
        del version

    return typer.main.get_command(app)
