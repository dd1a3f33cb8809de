"""Verifying: whoever changes one byte of one figure is found out, and the figure is named."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports import bundles
from thuocdo.reports.archive import archive
from thuocdo.reports.bundle.damaged import Damaged
from thuocdo.reports.bundle.verdict import Kind, Verdict, verdict_json
from thuocdo.reports.bundle.verify import verify
from thuocdo.tables.bad_cells import BadTable
from thuocdo.vietnamese.languages import Lang

BUNDLE = bundles.small_bundle()
FILES = bundles.unpacked(BUNDLE)
IN_ORDER = [row["agency"] for row in json.loads(FILES["input.json"])]
TABLES = ("results.csv", "results.json", "input.csv", "input.json", "previous.csv", "previous.json")
DIGIT = re.compile(rb"[0-9]")


def digits(name: str) -> Iterator[tuple[int, str, str]]:
    """Where the digits of figures are in a file: the place, the agency, the column."""
    if name.endswith(".csv"):
        yield from _digits_of_csv(name)
        return
    start = 0
    for line in FILES[name].splitlines(keepends=True):
        if line.startswith(b'{"agency"'):
            named = re.match(rb'\{"agency": ("(?:[^"\\]|\\.)*")', line)
            assert named is not None
            agency = json.loads(named[1])
            yield from ((start + at, agency, column) for at, column in _digits_of_json(line))
        start += len(line)


def _digits_of_json(line: bytes) -> Iterator[tuple[int, str]]:
    node = ""
    for found in re.finditer(rb'"([^"]+)": (?:\{|("?)(-?[0-9.]+)\2[,}])', line):
        key = found[1].decode()
        if found[3] is None:
            node = key if key != "nodes" else ""
            continue
        column = f"{node}:{key}" if node else key
        yield from ((found.start(3) + digit.start(), column) for digit in DIGIT.finditer(found[3]))


def _digits_of_csv(name: str) -> Iterator[tuple[int, str, str]]:
    text = FILES[name]
    header: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        cells = next(csv.reader(io.StringIO(line.decode("utf-8-sig"))))
        if not header:
            header = cells
        elif b'"' not in line:
            at = start
            for column, cell in zip(header, cells, strict=True):
                if re.fullmatch(r"-?[0-9.]+", cell):
                    yield from ((at + digit.start(), cells[0], column) for digit in DIGIT.finditer(cell.encode()))
                at += len(cell.encode()) + 1
        start += len(line)


PLACES = [(name, *place) for name in TABLES for place in digits(name)]


def verified(content: bytes) -> Verdict | Damaged | BadTable:
    try:
        return verify(content)
    except (Damaged, BadTable) as refused:
        return refused


def test_an_untouched_bundle_agrees_and_says_from_where() -> None:
    verdict = verify(BUNDLE)
    assert verdict.agrees
    said = verdict_json(verdict, Lang.VI)
    assert (said["set"], said["agencies"], said["source"], said["previous"]) == (
        "bo-nho",
        6,
        "input.csv",
        "previous.csv",
    )
    assert said["digests"] == json.loads(FILES["manifest.json"])["digests"]
    assert said["version"] == {"then": "0.1.0", "now": "0.1.0"}
    assert said["figures"] > 400


def test_there_are_figures_to_change_in_every_table() -> None:
    assert {name for name, *_ in PLACES} == set(TABLES)
    assert len(PLACES) > 500


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(b"0123456789"), st.booleans())
def test_a_changed_digit_of_a_figure_is_named(place: tuple[str, int, str, str], digit: int, hidden: bool) -> None:  # noqa: FBT001
    name, at, agency, column = place
    text = bytearray(FILES[name])
    if text[at] == digit:
        digit = b"1234567890"[digit - ord("0")]
    text[at] = digit
    new = {**FILES, name: bytes(text)}
    found = verified(archive(bundles.with_sums(new) if hidden else new))
    if isinstance(found, BadTable):
        assert hidden
        assert column in {cell.column for cell in found.cells}
        return
    assert isinstance(found, Verdict)
    assert not found.agrees
    twin = {name, name.replace(".csv", ".json"), name.replace(".json", ".csv")}
    assert [each for each in found.differences if each.file in twin and (each.agency, each.column) == (agency, column)]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False), st.integers(0, 255), st.booleans())
def test_a_changed_byte_anywhere_in_a_table_is_found(name: str, random: object, byte: int, hidden: bool) -> None:  # noqa: FBT001
    text = bytearray(FILES[name])
    at = random.randrange(len(text))  # type: ignore[attr-defined]
    text[at] = byte if text[at] != byte else byte ^ 1
    new = {**FILES, name: bytes(text)}
    found = verified(archive(bundles.with_sums(new) if hidden else new))
    # An agency that only one of two files with the same figures has is named with the one where it is lacking.
    told = {name, name.replace(".csv", ".json"), "results.csv"}
    assert not isinstance(found, Verdict) or told & {each.file for each in found.differences}


def test_of_two_files_the_intact_one_is_recomputed_from() -> None:
    new = FILES["input.csv"].replace(b"25.25", b"26.25")
    verdict = verify(bundles.changed(BUNDLE, input_csv=new))
    figures = [each for each in verdict.differences if each.kind is Kind.FIGURE]
    assert verdict.source == "input.json"
    assert [(each.file, each.agency, each.node, each.column, each.stated, each.recomputed) for each in figures] == [
        ("input.csv", "Xã A", "NL2", "NL2", "26.25", "25.25")
    ]


def test_a_figure_changed_everywhere_but_in_the_result_shows_in_the_result() -> None:
    new = {name: FILES[name].replace(b"25.25", b"26.25") for name in ("input.csv", "input.json")}
    verdict = verify(bundles.changed(BUNDLE, hidden=True, input_csv=new["input.csv"], input_json=new["input.json"]))
    named = {(each.file, each.agency, each.column) for each in verdict.differences}
    assert ("results.csv", "Xã A", "bo-nho:points") in named
    assert ("results.json", "Xã A", "NL:points") in named
    assert ("manifest.json", None, "digests.input") in named


@pytest.mark.parametrize(
    "key, old, new",
    [
        ("digests.set", "set", "0"),
        ("digests.input", "input", "0"),
        ("digests.previous", "previous", "0"),
        ("digests.result", "result", "0"),
    ],
)
def test_a_changed_digest_is_named(key: str, old: str, new: str) -> None:
    content = json.loads(FILES["manifest.json"])
    content["digests"][old] = "sha256:" + new * 64
    verdict = verify(bundles.changed(BUNDLE, manifest_json=json.dumps(content).encode()))
    assert (Kind.DIGEST, key) in {(each.kind, each.column) for each in verdict.differences}


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"manifest.json", "set.yaml"}))
def test_a_changed_file_is_named(name: str) -> None:
    content = FILES[name].replace(b"a", b"e", 1) if name != "SHA256SUMS" else FILES[name] + b"x"
    verdict = verify(archive({**FILES, name: content}))
    assert name in {each.file for each in verdict.differences}


def test_a_changed_set_changes_its_digest_and_the_figures() -> None:
    new = FILES["set.yaml"].replace(b"b: {name: Hai, points: 15}", b"b: {name: Hai, points: 14}")
    verdict = verify(bundles.changed(BUNDLE, hidden=True, set_yaml=new))
    named = {(each.file, each.column) for each in verdict.differences}
    assert {("manifest.json", "digests.set"), ("results.csv", "HT3:points")} <= named


def test_a_page_that_tells_another_story_is_named() -> None:
    page = FILES["README.md"].replace("Số đơn vị: 6".encode(), "Số đơn vị: 7".encode())
    files = bundles.with_sums({**FILES, "README.md": page})
    assert [(each.file, each.kind) for each in verify(archive(files)).differences] == [("README.md", Kind.FILE)]


@pytest.mark.parametrize(
    "old, new, problem",
    [
        (b"X\xc3\xa3 B,b,", b"X\xc3\xa3 B,z,", "thiếu đơn vị này"),
        (b",b,xa,", b",a,xa,", "đơn vị này có hai hàng"),
        (b",HT:points,", b",HT:point,", "thiếu cột này"),
    ],
)
def test_rows_and_columns_that_are_not_right_are_named(old: bytes, new: bytes, problem: str) -> None:
    text = FILES["results.csv"].replace(old, new, 1)
    assert text != FILES["results.csv"]
    verdict = verify(bundles.changed(BUNDLE, results_csv=text))
    assert problem in {each.problem.vi for each in verdict.differences if each.problem}


def test_an_earlier_result_beside_the_figures_of_that_year_is_not_let_by() -> None:
    files = bundles.with_sums({**FILES, "previous-result.json": FILES["results.json"]})
    assert "previous-result.json" in {each.file for each in verify(archive(files)).differences}
