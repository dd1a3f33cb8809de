"""What holds for every command: languages, help, wrong usage, pipes and colours."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden
from thuocdo.cli.commands import ENTRIES
from thuocdo.diagnostics.cells import width

KEPT = Path(__file__).parent / "golden"
NAMES = [entry.name for entry in ENTRIES]
PLAIN = {name: value for name, value in os.environ.items() if name not in {"THUOCDO_LANG", "NO_COLOR", "FORCE_COLOR"}}
COMMAND = (sys.executable, "-m", "thuocdo")
ENGLISH = ("Usage", "Options", "Commands", "Arguments", "Show", "default", "required", "Error", "No such")


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["thuocdo", *NAMES])
def test_help_is_written_like_this(name: str, lang: str, thuocdo: Thuocdo, golden: Golden) -> None:
    ran = thuocdo(*([] if name == "thuocdo" else [name]), "--help", "--lang", lang)
    golden(KEPT / f"help-{name}.{lang}.txt", ran.out)
    assert ran.code == 0
    assert all(width(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_has_no_english_in_vietnamese(name: str, thuocdo: Thuocdo) -> None:
    said = thuocdo(*filter(None, [name]), "--help").out
    assert not [word for word in ENGLISH if word in said]


def test_it_shows_the_help_when_nothing_is_asked(thuocdo: Thuocdo) -> None:
    assert thuocdo() == thuocdo("--help") == thuocdo("-h")


def test_it_tells_its_version(thuocdo: Thuocdo) -> None:
    assert thuocdo("--version").out == "thuocdo 0.1.0\n"


@pytest.mark.parametrize(
    "args",
    [("--lang", "en", "sets"), ("sets", "--lang", "en"), ("--lang=en", "sets"), ("--lang", "vi", "sets", "--lang=en")],
)
def test_it_speaks_english_wherever_it_is_asked_to(args: tuple[str, ...], thuocdo: Thuocdo) -> None:
    assert "Look closely" in thuocdo(*args).out


def test_it_speaks_the_language_of_the_environment(thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUOCDO_LANG", "en")
    assert "Look closely" in thuocdo("sets").out
    assert "Xem kỹ" in thuocdo("sets", "--lang", "vi").out


@pytest.mark.parametrize(
    "args, told",
    [
        (["st"], "Không có lệnh «st»."),
        (["chek"], "Có phải ý là «check»?"),
        (["sets", "--formt", "json"], "Có phải ý là «--format»?"),
        (["sets", "--format"], "Sau «--format» phải có một giá trị."),
        (["sets", "--format", "yaml"], "Chọn một trong: list, json."),
        (["sets", "mau"], "Thừa tham số «mau»."),
        (["check", "--all=1"], "Tùy chọn «--all» không nhận giá trị."),
        (["check"], "Ví dụ: thuocdo check an-giang-2018-huyen"),
        (["check", "--all", "a"], "«--all» đã là cả thư viện."),
        (["check", "--explain", "TD000"], "Không có mã lỗi «TD000»."),
        (["test"], "Ví dụ: thuocdo test an-giang-2018-huyen"),
        (["report", "a", "b", "--year", "x"], "«--year» cần một số nguyên."),
        (["report", "a", "b", "--year", "3"], "«--year» phải từ 1900 trở lên."),
        (["serve", "--port", "65536"], "«--port» không được quá 65535."),
        (["--lang", "fr"], "«--lang» nhận «vi» hoặc «en», không nhận «fr»."),
        (["sets", "--lang"], "Sau «--lang» là «vi» hoặc «en»."),
        (["--version=1"], "Tùy chọn «--version» không nhận giá trị."),
        (["\x1b[31m\n"], "Không có lệnh «␛[31m »."),
    ],
)
def test_it_says_what_is_wrongly_typed_and_ends_with_2(args: list[str], told: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo(*args)
    assert told in ran.err.replace("\n", " ").replace("  ", " ") or told in ran.err
    assert "--help" in ran.err
    assert (ran.code, ran.out) == (2, "")


def test_it_names_the_command_whose_help_explains(thuocdo: Thuocdo) -> None:
    assert "Hướng dẫn: thuocdo sets --help" in thuocdo("sets", "--format").err
    assert "See: thuocdo check --help" in thuocdo("check", "--x", "--lang", "en").err


def test_a_wrong_language_in_the_environment_is_wrong_usage(thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUOCDO_LANG", "fr")
    assert thuocdo("sets").code == 2


@pytest.mark.parametrize(
    "environ, coloured",
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colours_on_a_pipe_only_when_forced(
    environ: dict[str, str], *, coloured: bool, thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b" in thuocdo("sets").out) is coloured
    assert ("\x1b" in thuocdo("sets", "--help").out) is coloured
    assert ("\x1b" in thuocdo("sets", "--x").err) is coloured


def test_help_imports_nothing_heavy() -> None:
    heavy = ("polars", "yaml", "openpyxl", "rich", "python_calamine", "xlsxwriter", "pyarrow", "numpy")
    look = (
        "import sys; from thuocdo.cli.run import run; run(sys.argv[1:]);"
        f"sys.exit(str([name for name in {heavy!r} if name in sys.modules]))"
    )
    ran = subprocess.run([sys.executable, "-c", look, "--help"], capture_output=True, text=True, check=False)
    assert ran.stderr == "[]\n"


def test_a_command_imports_only_itself() -> None:
    look = (
        "import sys; from thuocdo.cli.run import run; run(sys.argv[1:]);"
        "sys.exit(str(sorted(name for name in sys.modules if name in ('thuocdo.cli.check', 'thuocdo.cli.test', 'polars'))))"
    )
    ran = subprocess.run([sys.executable, "-c", look, "sets"], capture_output=True, text=True, check=False)
    assert ran.stderr == "[]\n"


def test_a_pipe_that_closes_early_is_no_news() -> None:
    process = subprocess.Popen(
        [*COMMAND, "check", "--all", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
    process.stderr.close()


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_disk_is_said_plainly() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run([*COMMAND, "sets"], stdout=full, stderr=subprocess.PIPE, env=PLAIN, text=True, check=False)
    assert ran.stderr.startswith("Không ghi được kết quả:")
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 1


def test_being_interrupted_is_no_news() -> None:
    waits = "import os, signal, thuocdo.cli.run as r; r.group = lambda: os.kill(os.getpid(), signal.SIGINT);"
    ran = subprocess.run(
        [sys.executable, "-c", waits + "from thuocdo.cli import main; main()"],
        capture_output=True,
        env=PLAIN,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (128 + signal.SIGINT, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_it_writes_vietnamese_whatever_the_machine_is_set_to(encoding: str) -> None:
    ran = subprocess.run(
        [*COMMAND, "sets"],
        capture_output=True,
        env=PLAIN | {"PYTHONIOENCODING": encoding},
        check=False,
    )
    assert "Mức độ" in ran.stdout.decode("utf-8")


def test_it_shows_no_traceback_for_a_name_no_file_can_have(thuocdo: Thuocdo) -> None:
    for name in ("\x00", "a" * 5000, "/dev/stdin/x", "\udcff.yaml", "", ".", "~"):
        ran = thuocdo("check", name)
        assert ran.code == 1
        assert ran.err.startswith("Lỗi TD")


def test_a_name_cannot_steer_the_terminal(thuocdo: Thuocdo) -> None:
    for command in ("check", "test"):
        assert "\x1b" not in thuocdo(command, "\x1b[2Jx").err
    assert "\x1b" not in thuocdo("score", "\x1b[2Jx", "\x1b[2Jy").err
    assert "\x1b" not in thuocdo("score", "dak-nong-2019-huyen", "\x1b[2Jy.csv").err
