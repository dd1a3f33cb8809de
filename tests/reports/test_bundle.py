"""The download: what is in it, and that it is the same for the same content."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports import bundles
from tests.scoring import engine
from tests.scoring.drawn_rows import Cells
from tests.scoring.strategies import rounds
from thuocdo import library, load_set
from thuocdo.definition.model import CriteriaSet
from thuocdo.reports.archive import archive
from thuocdo.reports.bundle.grid import Grid, Unreadable, guarded, unguarded
from thuocdo.reports.bundle.input_grid import input_grid, table_of_grid
from thuocdo.reports.bundle.make import EarlierText, make_bundle
from thuocdo.reports.bundle.result_grid import result_json
from thuocdo.reports.bundle.verify import verify
from thuocdo.scoring.digest import digest_of_table
from thuocdo.scoring.earlier_json import earlier_of_text
from thuocdo.scoring.score import score
from thuocdo.tables.cells import typed
from thuocdo.tables.read import read_table
from thuocdo.tables.table import table_of, table_of_rows

EXAMPLES = Path(__file__).parents[2] / "examples"
TABLES = [
    ("dak-nong-2019-huyen", "dak-nong-2019-huyen", "dak-nong-2018-huyen"),
    ("dak-nong-2019-xa", "dak-nong-2019-xa", "dak-nong-2018-xa"),
    ("hung-yen-2018-huyen", "hung-yen-2018-huyen", None),
    ("hung-yen-2018-so-nganh", "hung-yen-2018-so-nganh", None),
    ("mau-2026-xa", "mau-2026-xa", None),
]


def rows_of(name: str) -> list[dict[str, str]]:
    text = bundles.unpacked(bundles.small_bundle())[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_it_holds_these_files() -> None:
    assert list(bundles.unpacked(bundles.small_bundle())) == [
        "README.en.md",
        "README.md",
        "SHA256SUMS",
        "cases.yaml",
        "dictionary.csv",
        "input.csv",
        "input.json",
        "manifest.json",
        "previous.csv",
        "previous.json",
        "results.csv",
        "results.json",
        "set.yaml",
    ]


def test_it_holds_the_set_to_the_letter() -> None:
    result, before = bundles.scored()
    text = "\ufeff" + bundles.SET.replace("\n", "\r\n")
    content = make_bundle(result, set_yaml=text, previous=before)
    assert bundles.unpacked(content)["set.yaml"] == text.encode()
    assert verify(content).agrees


def test_a_result_and_the_year_before_belong_together() -> None:
    result, before = bundles.scored()
    for one, other in ((result, None), (before, before)):
        with pytest.raises(ValueError, match="belong together"):
            make_bundle(one, set_yaml=bundles.SET, previous=other)


def test_its_bytes_follow_from_the_content_alone() -> None:
    criteria_set = bundles.small_set()
    before = score(criteria_set, table_of_rows(bundles.BEFORE[::-1]))
    turned = [dict(reversed(row.items())) for row in bundles.ROWS[::-1]]
    result = score(criteria_set, table_of_rows(turned), before)
    again = make_bundle(result, set_yaml=bundles.SET, cases_yaml=bundles.CASES, previous=before)
    assert again == bundles.small_bundle()


def test_its_figures_are_decimal_text_with_a_point() -> None:
    first = rows_of("input.csv")[0]
    assert (first["HT1:a"], first["HT3"], first["NL1"], first["NL2"]) == ("38.5", "a;b", "yes", "25.25")
    assert json.loads(bundles.unpacked(bundles.small_bundle())["input.json"])[0]["NL2"] == "25.25"
    assert rows_of("results.csv")[0]["bo-nho:points"] == "94.5"


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    assert rows_of("input.csv")[-1]["agency"] == '\'=Phường, "G"'
    assert json.loads(bundles.unpacked(bundles.small_bundle())["input.json"])[-1]["agency"] == '=Phường, "G"'


def test_its_dictionary_describes_every_column() -> None:
    described = [(row["file"], row["column"]) for row in rows_of("dictionary.csv")]
    for name in ("input.csv", "previous.csv", "results.csv"):
        assert [column for file, column in described if file == name] == list(rows_of(name)[0])
    assert all(row["meaning_vi"] and row["meaning_en"] and row["type"] for row in rows_of("dictionary.csv"))
    assert all(row["name_vi"] for row in rows_of("dictionary.csv") if row["node"])


def test_its_sums_are_those_of_the_usual_program(tmp_path: Path) -> None:
    for name, content in bundles.unpacked(bundles.small_bundle()).items():
        (tmp_path / name).write_bytes(content)
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_its_tables_can_be_scored_as_they_are(tmp_path: Path) -> None:
    for name, content in bundles.unpacked(bundles.small_bundle()).items():
        (tmp_path / name).write_bytes(content)
    result, _ = bundles.scored()
    for name in ("input.csv", "input.json"):
        table = read_table(tmp_path / name, decimal_mark=".")
        assert score(load_set(tmp_path / "set.yaml"), table).result_digest == _named_as_in(name, result.result_digest)


def _named_as_in(name: str, digest: str) -> str:
    """The CSV names an agency with an apostrophe in front, which is part of its name to a reader that does not know."""
    if name == "input.json":
        return digest
    rows = [row | {"agency": guarded(row["agency"])} for row in bundles.ROWS]
    return score(bundles.small_set(), table_of_rows(rows)).result_digest


@pytest.mark.parametrize("id, table, before", TABLES)
def test_the_examples_verify(id: str, table: str, before: str | None) -> None:
    criteria_set = load_set(id)
    previous = score(criteria_set, read_table(EXAMPLES / f"{before}.csv")) if before else None
    result = score(criteria_set, read_table(EXAMPLES / f"{table}.csv"), previous)
    path = library.path_of(id)
    assert path is not None
    verdict = verify(make_bundle(result, set_yaml=path.read_text("utf-8"), previous=previous))
    assert verdict.differences == ()
    assert verdict.result.result_digest == result.result_digest


@pytest.mark.parametrize("own", [bundles.SET.replace("max: 60", "max: 60  # cũ"), None])
def test_an_earlier_result_goes_along_as_text(own: str | None) -> None:
    _, before = bundles.scored()
    text = result_json(before)
    earlier = earlier_of_text(text, "x.json", lambda _: before.set)
    result = score(bundles.small_set(), table_of_rows(bundles.ROWS), earlier)
    content = make_bundle(result, set_yaml=bundles.SET, previous=EarlierText(text, own))
    assert {"previous-result.json", "previous-set.yaml"} & bundles.unpacked(content).keys() == {
        "previous-result.json",
        *(["previous-set.yaml"] if own else []),
    }
    verdict = verify(content)
    assert (verdict.differences, verdict.previous_source) == ((), "previous-result.json")
    lowered = text.replace('"points": "61.5"', '"points": "61.4"', 1).replace('"points": "71.5"', '"points": "71.4"', 1)
    assert lowered != text
    forged = bundles.unpacked(content) | {"previous-result.json": lowered.encode()}
    named = {each.column for each in verify(archive(bundles.with_sums(forged))).differences}
    assert "bo-nho:change" in named


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_figures_read_back_are_the_same_figures(drawn: tuple[CriteriaSet, list[Cells]]) -> None:
    criteria_set, rows = drawn
    table = typed(table_of(engine.frame(rows)), criteria_set)
    grid = input_grid(criteria_set, table)
    for again in (Grid.from_csv(grid.csv()), Grid.from_json(grid.json())):
        back = table_of_grid(criteria_set, again, "input")
        assert digest_of_table(back) == digest_of_table(table)
        assert input_grid(criteria_set, back) == grid


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20))
def test_any_text_survives_its_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text
    grid = Grid(("agency",), ((text or "x",), ("y",)))
    assert Grid.from_csv(grid.csv()) == grid


@pytest.mark.parametrize("text", ["", "a,a\n1,2\n", "a,b\n1\n", 'a,b\n"1,2\n', 'a,b\n"1"x,2\n'])
def test_a_broken_csv_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        Grid.from_csv(text)


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"a": 1}]', '[{"a": "x", "a": "y"}]', '[{"a": NaN}]', "[" * 100_000]
)
def test_a_broken_json_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        Grid.from_json(text)
