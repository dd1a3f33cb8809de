"""`thuocdo explain`."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden
from thuocdo.cli.ruler import CELLS, ruler
from thuocdo.diagnostics.cells import width
from thuocdo.scoring.explain_words import spoken
from thuocdo.vietnamese.languages import Lang

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "golden"
DAK_NONG = ("dak-nong-2019-huyen", "examples/dak-nong-2019-huyen.csv")
SAMPLE = ("mau-2026-xa", "examples/mau-2026-xa.csv")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "name, args",
    [
        ("dak-rlap", (*DAK_NONG, "--agency", "Huyện Đắk R'lấp", "--previous", "examples/dak-nong-2018-huyen.csv")),
        ("mau-03", (*SAMPLE, "--agency", "Xã mẫu 03")),
        ("mau-04", (*SAMPLE, "--agency", "Xã mẫu 04")),
        ("mau-06", (*SAMPLE, "--agency", "Xã mẫu 06")),
    ],
)
def test_an_explanation_reads_like_this(
    name: str, args: tuple[str, ...], lang: str, thuocdo: Thuocdo, golden: Golden
) -> None:
    ran = thuocdo("explain", *args, "--lang", lang)
    golden(KEPT / f"explain-{name}.{lang}.txt", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert all(width(line) <= 80 for line in ran.out.splitlines())


def test_it_says_how_little_is_missing(thuocdo: Thuocdo) -> None:
    assert "Thiếu 0,08 điểm để đạt Mức III." in thuocdo("explain", *DAK_NONG, "-a", "Huyện Đắk R'lấp").out
    assert "Lacks 0.08 points for Mức III." in thuocdo("explain", *DAK_NONG, "-a", "dak-rlap", "--lang", "en").out


def test_it_names_the_group_that_stopped_a_level(thuocdo: Thuocdo) -> None:
    assert "Tương tác thiếu 0,14 điểm để đạt Tốt." in thuocdo("explain", *SAMPLE, "-a", "Phường mẫu 04").out


@pytest.mark.parametrize("typed", ["Huyện Đắk R'lấp", "huyen dak r'lap", "dak-rlap"])
def test_it_knows_an_agency_by_name_code_or_without_marks(typed: str, thuocdo: Thuocdo) -> None:
    assert thuocdo("explain", *DAK_NONG, "-a", typed).out.startswith("Huyện Đắk R'lấp\n")


def test_it_speaks_json(thuocdo: Thuocdo) -> None:
    ran = thuocdo("explain", *DAK_NONG, "-a", "Huyện Đắk R'lấp", "--format", "json")
    root: dict[str, Any] = ran.json["root"]
    readiness = root["children"][0]
    own = next(level for level in readiness["levels"] if level["name"] == "Mức III")["conditions"][0]
    assert (readiness["points"], readiness["next"], own["lacking"]) == ("37.42", "Mức III", "0.08")


@pytest.mark.parametrize(
    "args, told",
    [
        (DAK_NONG, "Thiếu «--agency»"),
        ((*DAK_NONG, "-a", "Huyện Cư Jut"), ""),
        ((*DAK_NONG, "-a", "Huyện Dak Mill"), "Có phải ý là «Huyện Đắk Mil»?"),
        ((*DAK_NONG, "-a", "zzz"), "Có: Thành phố Gia Nghĩa"),
    ],
)
def test_it_asks_which_agency_is_meant(args: tuple[str, ...], told: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo("explain", *args)
    assert ran.code == (2 if told else 0)
    assert told in ran.err


def test_arithmetic_is_written_as_by_hand() -> None:
    assert spoken("31 / 38 / 80% * 2.5 = 2.55", Lang.VI) == "31 ÷ 38 ÷ 80% × 2,5 = 2,55"
    assert spoken("31 / 38 * 2.5 = 2.04", Lang.EN) == "31 ÷ 38 × 2.5 = 2.04"


def test_the_ruler_shows_the_next_limit_first_and_lets_no_labels_collide() -> None:
    limits = [(Fraction("37.5"), "37,5"), (Fraction(45), "45"), (Fraction(40), "40"), (Fraction(35), "35")]
    marker, scale, labels = ruler(Fraction("37.42"), Fraction(0), Fraction(50), limits, "37,42", ("0", "50"))
    assert scale.count("┼") == 4
    assert marker.index("▼") <= scale.index("┼", scale.index("┼") + 1)
    assert labels.split() == ["0", "37,5", "45", "50"]
    assert len(scale) == CELLS + 1


def test_the_ruler_keeps_a_score_at_the_end_in_sight() -> None:
    marker, scale, _ = ruler(Fraction(50), Fraction(0), Fraction(50), [], "50,00", ("0", "50"))
    assert marker.endswith("50,00 ▼")
    assert len(marker) <= len(scale)


def test_the_ruler_begins_below_zero_for_deductions() -> None:
    marker, _, labels = ruler(Fraction(-3), Fraction(-3), Fraction(10), [(Fraction(5), "5")], "-3", ("-3", "10"))
    assert marker.startswith("▼ -3")
    assert labels.startswith("-3")
