"""`thuocdo bundle` and `thuocdo verify`."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden
from tests.reports.bundles import changed, unpacked
from thuocdo.diagnostics.cells import width

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "golden"
DAK_NONG = ("dak-nong-2019-huyen", "examples/dak-nong-2019-huyen.csv")
BEFORE = ("--previous", "examples/dak-nong-2018-huyen.csv")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def bundle(tmp_path: Path, thuocdo: Thuocdo) -> Path:
    file = tmp_path / "ket-qua.zip"
    assert thuocdo("bundle", *DAK_NONG, *BEFORE, "-o", str(file)).code == 0
    return file


def test_it_says_what_it_wrote(tmp_path: Path, thuocdo: Thuocdo) -> None:
    file = tmp_path / "a.zip"
    ran = thuocdo("bundle", *DAK_NONG, *BEFORE, "-o", str(file))
    assert (ran.code, ran.out, ran.err) == (0, f"Đã gói kết quả của 8 đơn vị vào {file}\n", "")
    assert "cases.yaml" in unpacked(file.read_bytes())


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_verdict_reads_like_this(
    lang: str, bundle: Path, thuocdo: Thuocdo, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bundle.parent)
    good = thuocdo("verify", "ket-qua.zip", "--lang", lang)
    files = unpacked(bundle.read_bytes())
    results = files["results.csv"].replace(b"43.8,", b"44.8,")
    inputs = files["input.csv"].replace(b"37.42,", b"37.52,")
    Path("sua.zip").write_bytes(changed(bundle.read_bytes(), results_csv=results, input_csv=inputs))
    bad = thuocdo("verify", "sua.zip", "--lang", lang)
    assert (good.code, good.err, bad.code, bad.err) == (0, "", 1, "")
    golden(KEPT / f"verify.{lang}.txt", good.out + "\n" + bad.out)
    assert all(width(line) <= 80 for line in (good.out + bad.out).splitlines())


def test_its_json_names_what_differs(bundle: Path, tmp_path: Path, thuocdo: Thuocdo) -> None:
    assert thuocdo("verify", str(bundle), "--format", "json").json["differences"] == []
    text = unpacked(bundle.read_bytes())["results.json"].replace(b'"43.8"', b'"48.3"')
    forged = tmp_path / "sua.zip"
    forged.write_bytes(changed(bundle.read_bytes(), results_json=text))
    ran = thuocdo("verify", str(forged), "--format", "json")
    assert ran.code == 1
    assert (ran.json["agrees"], ran.json["source"]) == (False, "input.csv")
    assert ran.json["differences"][0] == {
        "kind": "figure",
        "file": "results.json",
        "agency": "Thành phố Gia Nghĩa",
        "node": "SS",
        "column": "SS:points",
        "stated": "48.3",
        "recomputed": "43.8",
        "problem": None,
    }


def test_a_damaged_bundle_is_told(bundle: Path, tmp_path: Path, thuocdo: Thuocdo) -> None:
    broken = tmp_path / "hong.zip"
    broken.write_bytes(bundle.read_bytes()[:-30])
    ran = thuocdo("verify", str(broken))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Lỗi TD801")
    told = json.loads(thuocdo("verify", str(broken), "--format", "json").err)
    assert [each["code"] for each in told["diagnostics"]] == ["TD801"]


@pytest.mark.parametrize("name", ["khong-co.zip", "\x00", "a" * 5000, ".", "\x1b[2Jx"], ids=range(5))
def test_a_name_that_is_no_file_is_told(name: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo("verify", name)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Lỗi TD10")
    assert "\x1b" not in ran.err


def test_a_name_in_a_bundle_cannot_steer_the_terminal(bundle: Path, tmp_path: Path, thuocdo: Thuocdo) -> None:
    hostile = tmp_path / "x.zip"
    hostile.write_bytes(bundle.read_bytes())
    with zipfile.ZipFile(hostile, "a") as target:
        target.writestr("\x1b[2J.csv", b"")
    ran = thuocdo("verify", str(hostile))
    assert ran.code == 1
    assert "\x1b" not in ran.err


def test_an_earlier_result_in_json_goes_along(tmp_path: Path, thuocdo: Thuocdo) -> None:
    before, file = tmp_path / "2018.json", tmp_path / "a.zip"
    thuocdo("score", DAK_NONG[0], BEFORE[1], "-o", str(before))
    assert thuocdo("bundle", *DAK_NONG, "--previous", str(before), "-o", str(file)).code == 0
    assert unpacked(file.read_bytes())["previous-result.json"] == before.read_bytes()
    assert thuocdo("verify", str(file)).code == 0


def test_an_earlier_result_of_another_set_brings_that_set(tmp_path: Path, thuocdo: Thuocdo) -> None:
    before, file = tmp_path / "2018.json", tmp_path / "a.zip"
    ran = thuocdo("score", "dak-nong-2019-xa", "examples/dak-nong-2018-xa.csv", "-o", str(before))
    assert ran.code == 0
    assert thuocdo("bundle", *DAK_NONG, "--previous", str(before), "-o", str(file)).code == 0
    assert b"id: dak-nong-2019-xa" in unpacked(file.read_bytes())["previous-set.yaml"]
    assert thuocdo("verify", str(file)).code == 0


@pytest.mark.parametrize(
    "args, told",
    [
        (("bundle", *DAK_NONG), "Thiếu «-o»"),
        (("bundle", *DAK_NONG, "-o", "a.zip", "--decimal-mark", ";"), "không nhận «;»"),
        (("verify",), "Thiếu GÓI.zip."),
        (("verify", "a.zip", "--format", "xml"), "Chọn một trong: text, json."),
    ],
)
def test_it_says_what_is_wrongly_typed(args: tuple[str, ...], told: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo(*args)
    assert ran.code == 2
    assert told in ran.err


def test_it_says_where_it_could_not_write(tmp_path: Path, thuocdo: Thuocdo) -> None:
    ran = thuocdo("bundle", *DAK_NONG, "-o", str(tmp_path / "khong-co" / "a.zip"))
    assert (ran.code, ran.out) == (1, "")
    assert "TD780" in ran.err
