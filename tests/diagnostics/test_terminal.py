"""Diagnostics on a terminal."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics import samples
from tests.golden import Golden
from thuocdo.diagnostics import Diagnostic, Place, error
from thuocdo.diagnostics.cells import harmless, width
from thuocdo.diagnostics.terminal import render
from thuocdo.vietnamese.languages import Lang

KEPT = Path(__file__).parent / "golden"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
ODD = error("TD999", "Sai «{x}».", "Wrong «{x}».")


@pytest.mark.golden
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", samples.ALL)
def test_it_is_written_like_this(name: str, lang: Lang, golden: Golden) -> None:
    golden(KEPT / f"{name}.{lang}.txt", render(samples.ALL[name], lang))


@pytest.mark.golden
def test_it_is_coloured_like_this(golden: Golden) -> None:
    coloured = render(samples.ALL["together"], Lang.VI, color=True)
    golden(KEPT / "together.ansi.txt", coloured.replace("\x1b", "ESC"))


def test_it_says_nothing_when_there_is_nothing() -> None:
    assert render([], Lang.VI) == ""


@pytest.mark.parametrize("name", samples.ALL)
def test_colours_change_no_letter(name: str) -> None:
    coloured = render(samples.ALL[name], Lang.VI, color=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(samples.ALL[name], Lang.VI)


@pytest.mark.parametrize("cells", [40, 60, 80, 120])
@pytest.mark.parametrize("name", samples.ALL)
def test_it_stays_within_the_width(name: str, cells: int) -> None:
    lines = render(samples.ALL[name], Lang.EN, width=cells).splitlines()
    assert all(width(line) <= cells for line in lines if "╭─" not in line)


@pytest.mark.parametrize(
    "diagnostic", [samples.FAR_RIGHT, samples.DECOMPOSED, samples.WIDE, samples.TABS, samples.ORDINARY]
)
def test_it_underlines_the_stretch_and_nothing_else(diagnostic: Diagnostic) -> None:
    assert diagnostic.place is not None
    place = diagnostic.place
    lines = render([diagnostic], Lang.VI).splitlines()
    below = next(index for index, line in enumerate(lines) if "^" in line)
    marked = [at for at, mark in enumerate(lines[below]) if mark == "^"]
    cells = [character for character in lines[below - 1] for _ in range(width(character))]
    assert "".join(cells[marked[0] : marked[-1] + 1]) == place.text[place.column - 1 :][: place.length]


texts = st.text(max_size=120) | st.text("aă日\u0301\t\x1b\u202e {}:,", max_size=300)


@given(
    texts,
    texts,
    st.integers(1, 400),
    st.integers(1, 400),
    st.integers(1, 10**6),
    st.integers(0, 200),
    st.sampled_from(Lang),
)
def test_it_is_harmless_and_in_shape_whatever_a_file_holds(
    line: str, word: str, column: int, length: int, number: int, cells: int, lang: Lang
) -> None:
    found = ODD.at(Place(word, number, column, length, line), x=word)
    shown = render([found], lang, width=cells)
    assert not STEERING.search(shown)
    for row in shown.splitlines():
        assert "╭─" in row or width(row) <= max(cells, 40)


def test_a_mark_after_the_end_of_a_full_line_stays_in_the_frame() -> None:
    found = ODD.at(Place("a", 100, 32, 0, "0" * 28 + "\u0e5c" * 3), x="w")
    assert max(width(row) for row in render([found], Lang.VI, width=40).splitlines() if "╭─" not in row) <= 40


def test_it_stays_quick_on_a_line_of_two_million_letters() -> None:
    place = Place("a.yaml", 1, 1_000_000, 1_000_000, "a" * 2_000_000)
    shown = render([ODD.at(place, x="y")] * 200, Lang.VI)
    assert shown.count("^") == 200 * shown.splitlines()[3].count("^")


def test_it_makes_one_line_of_a_text() -> None:
    assert harmless("a\r\n\tb\x00\x85") == "a   b\u2400\ufffd"
