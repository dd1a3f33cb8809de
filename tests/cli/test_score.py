"""`thuocdo score`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Thuocdo
from tests.golden import Golden
from thuocdo.diagnostics.cells import width
from thuocdo.tables.read import read_table

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "golden"
DAK_NONG = ("dak-nong-2019-huyen", "examples/dak-nong-2019-huyen.csv")
BEFORE = ("--previous", "examples/dak-nong-2018-huyen.csv")
FIGURES = ("points", "available", "percent", "level", "rank")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def figures(ran: Ran, agency: str, node: str) -> dict[str, Any]:
    found = next(each for each in ran.json["agencies"] if each["agency"] == agency)
    nodes: dict[str, dict[str, Any]] = found["nodes"]
    return nodes[node]


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "name, args",
    [
        ("dak-nong", (*DAK_NONG, *BEFORE)),
        ("hung-yen", ("hung-yen-2018-huyen", "examples/hung-yen-2018-huyen.csv")),
        ("mau-xa", ("mau-2026-xa", "examples/mau-2026-xa.csv")),
    ],
)
def test_a_ranking_reads_like_this(
    name: str, args: tuple[str, ...], lang: str, thuocdo: Thuocdo, golden: Golden
) -> None:
    ran = thuocdo("score", *args, "--lang", lang)
    golden(KEPT / f"score-{name}.{lang}.txt", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert all(width(line) <= 80 for line in ran.out.splitlines())


def test_its_json_is_exactly_this(thuocdo: Thuocdo) -> None:
    ran = thuocdo("score", *DAK_NONG, *BEFORE, "--format", "json")
    assert list(ran.json) == ["set", "digest", "version", "agencies"]
    assert ran.json["set"] == "dak-nong-2019-huyen"
    assert ran.json["digest"].startswith("sha256:")
    assert list(figures(ran, "Thành phố Gia Nghĩa", "SS").items()) == [
        ("points", "43.8"),
        ("available", "50"),
        ("percent", "87.6"),
        ("state", "given"),
        ("level", "Mức II"),
        ("rank", 1),
        ("change", "-1.9"),
        ("rank_change", 0),
        ("level_before", "Mức I"),
    ]
    assert {"agency", "block", "nodes"} <= set(ran.json["agencies"][0])


@pytest.mark.parametrize(
    "agency, node, points, level, rank, change",
    [
        ("Thành phố Gia Nghĩa", "SS", "43.8", "Mức II", 1, "-1.9"),
        ("Huyện Cư Jút", "SS", "40.23", "Mức II", 2, "2.365"),
        ("Huyện Đắk R'lấp", "SS", "37.42", "Mức IV", 3, "1.84"),
        ("Thành phố Gia Nghĩa", "KQ", "81.75", "Mức III", 1, "-2.2"),
        ("Huyện Krông Nô", "KQ", "71.18", "Mức IV", 2, "1.69"),
        ("Huyện Krông Nô", "SS", None, "Không xếp hạng", None, None),
    ],
)
def test_the_published_figures_come_out(
    agency: str, node: str, points: str | None, level: str, rank: int | None, change: str | None, thuocdo: Thuocdo
) -> None:
    found = figures(thuocdo("score", *DAK_NONG, *BEFORE, "--format", "json"), agency, node)
    assert (found["points"], found["level"], found["rank"], found["change"]) == (points, level, rank, change)


def test_it_counts_who_is_ranked_and_how_that_changed(thuocdo: Thuocdo) -> None:
    said = thuocdo("score", *DAK_NONG, *BEFORE).out
    assert "Số đơn vị được xếp hạng: 3, tăng 2 (trong 8 đơn vị)" in said
    assert "Số đơn vị được xếp hạng: 2, tăng 1 (trong 8 đơn vị)" in said


def test_who_has_no_rank_comes_last_with_the_reason(thuocdo: Thuocdo) -> None:
    said = thuocdo("score", "mau-2026-xa", "examples/mau-2026-xa.csv").out
    commune = said[said.index("Khối xã") :]
    assert commune.index("Xã mẫu 04") < commune.index("Xã mẫu 05") < commune.index("Xã mẫu 07")
    assert "không được tính điểm: báo cáo nộp muộn" in commune
    assert "không đánh giá: Mới thành lập" in commune
    assert "Hạng tạm tính" in said


def test_levels_are_coloured_best_to_worst(thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    said = thuocdo("score", *DAK_NONG).out
    assert "\x1b[1;36mMức II\x1b[0m" in said
    assert "\x1b[1;31mMức IV\x1b[0m" in said


def test_every_bad_cell_is_told_in_one_run(tmp_path: Path, thuocdo: Thuocdo) -> None:
    bad = tmp_path / "so-lieu.csv"
    bad.write_text("agency,SS:points,SS:level\nA,x,Mức I\nB,51,Mức V\n", encoding="utf-8")
    ran = thuocdo("score", DAK_NONG[0], str(bad))
    assert (ran.code, ran.out) == (1, "")
    assert [code for code in ("TD744", "TD755", "TD752") if code in ran.err] == ["TD744", "TD755", "TD752"]


def test_it_asks_which_mark_is_the_decimal_one(tmp_path: Path, thuocdo: Thuocdo) -> None:
    table = tmp_path / "so-lieu.csv"
    table.write_text("agency,SS:points\nA,40.250\n", encoding="utf-8")
    assert "--decimal-mark" in thuocdo("score", DAK_NONG[0], str(table)).err
    ran = thuocdo("score", DAK_NONG[0], str(table), "--decimal-mark", ".", "--format", "json")
    assert figures(ran, "A", "SS")["points"] == "40.25"


@pytest.mark.parametrize(
    "args, told",
    [
        ((), "Thiếu BỘ-TIÊU-CHÍ."),
        (("dak-nong-2019-huyen",), "Thiếu SỐ-LIỆU."),
        ((*DAK_NONG, "--decimal-mark", ";"), "«--decimal-mark» không nhận «;»."),
        ((*DAK_NONG, "--format", "xml"), "Chọn một trong: table, json, csv."),
    ],
)
def test_it_says_what_is_wrongly_typed(args: tuple[str, ...], told: str, thuocdo: Thuocdo) -> None:
    ran = thuocdo("score", *args)
    assert ran.code == 2
    assert told in ran.err


def test_a_set_or_table_that_is_not_there_is_told(thuocdo: Thuocdo) -> None:
    assert "TD218" in thuocdo("score", "khong-co", DAK_NONG[1]).err
    ran = thuocdo("score", DAK_NONG[0], "khong-co.csv")
    assert "TD101" in ran.err
    assert ran.code == 1


def test_its_json_can_be_read_back(thuocdo: Thuocdo) -> None:
    out = thuocdo("score", *DAK_NONG, "--format", "json").out
    assert json.dumps(json.loads(out), ensure_ascii=False, indent=2) + "\n" == out


def test_an_earlier_result_does_as_well_as_the_table_it_came_from(tmp_path: Path, thuocdo: Thuocdo) -> None:
    before = tmp_path / "2018.json"
    ran = thuocdo("score", DAK_NONG[0], "examples/dak-nong-2018-huyen.csv", "-o", str(before))
    assert (ran.code, ran.out) == (0, f"Đã ghi kết quả của 8 đơn vị vào {before}\n")
    assert thuocdo("score", *DAK_NONG, "--previous", str(before)) == thuocdo("score", *DAK_NONG, *BEFORE)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_it_writes_one_wide_table(suffix: str, tmp_path: Path, thuocdo: Thuocdo) -> None:
    file = tmp_path / f"ket-qua{suffix}"
    assert thuocdo("score", *DAK_NONG, *BEFORE, "-o", str(file)).code == 0
    frame = read_table(file).frame
    assert frame["agency"].to_list()[:2] == ["Thành phố Gia Nghĩa", "Huyện Cư Jút"]
    assert [str(value) for value in frame["SS:rank"].to_list()[:3]] == ["1", "2", "3"]


def test_its_csv_can_be_piped_on(thuocdo: Thuocdo) -> None:
    heading, first, *_ = thuocdo("score", *DAK_NONG, "--format", "csv").out.splitlines()
    assert heading.startswith("agency,code,")
    assert first.startswith("Thành phố Gia Nghĩa,gia-nghia,")


def test_it_says_where_it_could_not_write(tmp_path: Path, thuocdo: Thuocdo) -> None:
    ran = thuocdo("score", *DAK_NONG, "-o", str(tmp_path / "khong-co" / "a.csv"))
    assert (ran.code, ran.out) == (1, "")
    assert "TD780" in ran.err
    assert thuocdo("score", *DAK_NONG, "-o", "a.txt").code == 2


def test_faults_are_json_too_where_json_was_asked_for(tmp_path: Path, thuocdo: Thuocdo) -> None:
    bad = tmp_path / "so-lieu.csv"
    bad.write_text("agency,SS:points\nA,x\n", encoding="utf-8")
    told = json.loads(thuocdo("score", DAK_NONG[0], str(bad), "--format", "json").err)
    assert [(cell["row"], cell["column"], cell["code"]) for cell in told["cells"]] == [(2, "SS:points", "TD744")]


@pytest.mark.parametrize(
    "content",
    [
        {"set": "a"},
        {"set": "a", "agencies": [1]},
        {"set": "a", "agencies": [{}]},
        {"set": "a", "agencies": [{"agency": "A"}]},
        {"set": "a", "agencies": [{"agency": "A", "nodes": {"SS": {}}}]},
        {"set": "a", "agencies": [{"agency": "A", "nodes": {"SS": dict.fromkeys(FIGURES, "x")}}]},
        {"set": "a", "agencies": [{"agency": "A", "nodes": {"SS": dict.fromkeys(FIGURES) | {"points": "1e9"}}}]},
    ],
)
def test_a_broken_earlier_result_is_told(content: object, tmp_path: Path, thuocdo: Thuocdo) -> None:
    before = tmp_path / "before.json"
    before.write_text(json.dumps(content), encoding="utf-8")
    ran = thuocdo("score", *DAK_NONG, "--previous", str(before))
    assert (ran.code, ran.out) == (1, "")
    assert "TD653" in ran.err


def test_a_result_of_another_set_is_compared_in_percent(tmp_path: Path, thuocdo: Thuocdo) -> None:
    before = tmp_path / "before.json"
    thuocdo("score", DAK_NONG[0], "examples/dak-nong-2018-huyen.csv", "-o", str(before))
    content = json.loads(before.read_text(encoding="utf-8"))
    before.write_text(json.dumps(content | {"set": "bo-khac"}), encoding="utf-8")
    ran = thuocdo("score", *DAK_NONG, "--previous", str(before))
    assert ran.code == 0
    assert "▼ 3,8%" in ran.out
