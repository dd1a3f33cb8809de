"""`thuocdo report`."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden
from thuocdo.diagnostics.cells import width

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "golden"
DAK_NONG = ("dak-nong-2019-huyen", "examples/dak-nong-2019-huyen.csv", "--previous", "examples/dak-nong-2018-huyen.csv")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.golden
@pytest.mark.parametrize(
    "name, args",
    [
        ("dak-nong", (*DAK_NONG, "--year", "2019")),
        ("hung-yen", ("hung-yen-2018-so-nganh", "examples/hung-yen-2018-so-nganh.csv", "--year", "2018")),
        ("mau-xa", ("mau-2026-xa", "examples/mau-2026-xa.csv")),
    ],
)
def test_a_notice_reads_like_this(name: str, args: tuple[str, ...], thuocdo: Thuocdo, golden: Golden) -> None:
    ran = thuocdo("report", *args, "--kind", "notice")
    golden(KEPT / f"report-{name}.txt", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert all(width(line) <= 80 for line in ran.out.splitlines())


def test_it_writes_text_and_word(tmp_path: Path, thuocdo: Thuocdo) -> None:
    text, word = tmp_path / "tb.txt", tmp_path / "tb.docx"
    assert thuocdo("report", *DAK_NONG, "-o", str(text)).out == f"Đã ghi thông báo vào {text}\n"
    assert thuocdo("report", *DAK_NONG, "-o", str(word), "--lang", "en").out == f"The notice is in {word}\n"
    assert "tăng 2,365 điểm so với kỳ trước" in text.read_text(encoding="utf-8")
    with zipfile.ZipFile(word) as source:
        assert "tăng 2,365 điểm so với kỳ trước" in source.read("word/document.xml").decode()


def test_without_the_packages_for_word_it_says_so(
    tmp_path: Path, thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thuocdo.cli.report.find_spec", {}.get)
    ran = thuocdo("report", *DAK_NONG, "-o", str(tmp_path / "tb.docx"))
    assert (ran.code, ran.out) == (1, "")
    assert "pip install 'thuocdo[reports]'" in ran.err


@pytest.mark.parametrize(
    "args, told",
    [
        (("--kind", "poster"), "Chọn một trong: notice."),
        (("-o", "tb.pdf"), "Chọn một trong: .txt, .docx."),
        (("--decimal-mark", ";"), "không nhận «;»"),
    ],
)
def test_it_says_what_is_wrongly_typed(args: tuple[str, ...], told: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo("report", *DAK_NONG, *args)
    assert ran.code == 2
    assert told in ran.err


def test_bad_cells_and_bad_places_are_told(tmp_path: Path, thuocdo: Thuocdo) -> None:
    bad = tmp_path / "a.csv"
    bad.write_text("agency,SS:points\nA,x\n", encoding="utf-8")
    assert "TD744" in thuocdo("report", DAK_NONG[0], str(bad)).err
    assert "TD780" in thuocdo("report", *DAK_NONG, "-o", str(tmp_path / "khong-co" / "a.txt")).err
