"""Whatever a file holds, checking it ends, says something with a place inside the file, and can be shown."""

import json
import os
import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo import library
from thuocdo.definition import keys
from thuocdo.definition.document import LINE_BREAK, Unreadable
from thuocdo.definition.load import Checked, check_source
from thuocdo.definition.source import Source, decode
from thuocdo.diagnostics import Diagnostic, Place
from thuocdo.diagnostics.html import render as render_html
from thuocdo.diagnostics.jsonable import as_objects
from thuocdo.diagnostics.terminal import render
from thuocdo.vietnamese.languages import Lang

SETS = {id: (library.FOLDER / id / "set.yaml").read_text(encoding="utf-8") for id in library.ids()}
CASES = {path.parent.name: path.read_text(encoding="utf-8") for path in library.FOLDER.glob("*/cases.yaml")}
ODD = (
    "\ufeff", "\u2028", "\u2029", "\x85", "\r", "\r\n", "\t", "\u00a0", "\u202e", "\u200b", "\U0001f600", "e\u0301",
    "\x7f", "\x1b", "\ufffe", "%", "@", "`", "*a", "&a", "!!int ", "? ", "- ", ": ", "#", "'", '"', "|", ">", "{", "}",
    "[", "]", ",", "---\n", "...\n", "<<: ", "~", "null", "yes", "\\",
)  # fmt: skip
SCALARS = (
    "", "0", "-1", "842,5", "1.234,56", "1e999999999", "0x1F", "9" * 400, "0." + "1" * 40, "١٢", "NaN", "inf", "true",
    "90%", "-5%", "10001", "0.000001", "2018-02-30", "20180511", "{}", "[]", "[a, b]", "{a: b}", '"\\e[31m\\0\\u202e"',
    '"\\ud800"', "xa", "HT", "?", "max", "'''", "|\n  a", "2" * 61, "a" * 70, "ă" * 3,
)  # fmt: skip
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
KEYS = tuple(dict.fromkeys(key for shape in (*keys.SHAPES, keys.CASE, keys.COUNTS) for key in shape.keys))
VALUE = re.compile(r"(?<=: )[^\n,{}\[\]]+")
KEY = re.compile(r"[A-Za-z_]+(?=:)")


def lines_of(text: str) -> list[str]:
    return LINE_BREAK.split(text.removeprefix("\ufeff"))


def assert_inside(place: Place, texts: dict[str, str]) -> None:
    lines = lines_of(texts[place.file])
    assert 1 <= place.line <= len(lines), place
    line = lines[place.line - 1]
    assert place.text in {"", line}, place
    assert 1 <= place.column <= len(line) + 1, place
    assert 1 <= place.length <= max(len(line) - place.column + 1, 1), place


def assert_shown(diagnostics: tuple[Diagnostic, ...]) -> None:
    for lang in Lang:
        for shown in (render(diagnostics, lang), render(diagnostics, lang, width=40, color=False)):
            assert not CONTROL.search(shown)
        assert not CONTROL.search(render_html(diagnostics, lang))
        json.dumps(as_objects(diagnostics, lang), ensure_ascii=False).encode()


def check(text: str, cases: str | None = None) -> Checked:
    texts = {"set.yaml": text, "cases.yaml": cases or ""}
    checked = check_source(Source("set.yaml", text), None if cases is None else Source("cases.yaml", cases))
    assert checked.usable or checked.diagnostics
    assert len(set(checked.diagnostics)) == len(checked.diagnostics)
    for diagnostic in checked.diagnostics:
        for place in (diagnostic.place, *(note.place for note in diagnostic.notes)):
            if place is not None:
                assert_inside(place, texts)
    assert_shown(checked.diagnostics)
    return checked


def cut(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    return "\n".join(lines[:first] + lines[first + draw(st.integers(1, 8)) :])


def repeat(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    last, to = first + draw(st.integers(1, 8)), draw(st.integers(0, len(lines)))
    return "\n".join(lines[:to] + lines[first:last] + lines[to:])


def swap(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent(text: str, draw: st.DrawFn) -> str:
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = " " * draw(st.integers(0, 9)) + lines[at].lstrip()
    return "\n".join(lines)


def insert(text: str, draw: st.DrawFn) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(ODD)) + text[at + draw(st.integers(0, 3)) :]


def replace(text: str, pattern: re.Pattern[str], words: tuple[str, ...], draw: st.DrawFn) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    old = found[draw(st.integers(0, len(found) - 1))]
    own = tuple(dict.fromkeys(each[0] for each in found))
    new = draw(st.sampled_from(words) | st.sampled_from(own) | st.integers(-200, 12000).map(str))
    return text[: old.start()] + new + text[old.end() :]


def value(text: str, draw: st.DrawFn) -> str:
    return replace(text, VALUE, SCALARS, draw)


def key(text: str, draw: st.DrawFn) -> str:
    return replace(text, KEY, KEYS, draw)


def breaks(text: str, draw: st.DrawFn) -> str:
    return text.replace("\n", draw(st.sampled_from(["\r", "\r\n", "\u2028", "\x85"])))


CHANGES: tuple[Callable[[str, st.DrawFn], str], ...] = (cut, repeat, swap, indent, insert, value, value, key, breaks)


@st.composite
def spoilt(draw: st.DrawFn, whole: dict[str, str]) -> tuple[str, str]:
    """The id and text of a file that was sound, after a few changes."""
    id = draw(st.sampled_from(sorted(whole)))
    text = whole[id]
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6)):
        text = change(text, draw)
    return id, text


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.binary(max_size=2000))
def test_it_says_what_is_wrong_with_any_bytes(content: bytes) -> None:
    try:
        text = decode(content, "set.yaml")
    except Unreadable as unreadable:
        assert_shown(unreadable.diagnostics)
    else:
        check(text)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.text(max_size=2000))
def test_it_says_what_is_wrong_with_any_text(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.lists(st.sampled_from((*ODD, *SCALARS, "\n", " ", "  ", "id", "name", "criteria", "levels"))).map("".join))
def test_it_says_what_is_wrong_with_any_scraps_of_yaml(text: str) -> None:
    check(text)
    check(SETS["an-giang-2018-xa"], text)


@settings(deadline=None, max_examples=EXAMPLES)
@given(spoilt(SETS))
def test_it_says_what_is_wrong_with_a_spoilt_set(file: tuple[str, str]) -> None:
    id, text = file
    check(text, CASES.get(id))


@settings(deadline=None, max_examples=EXAMPLES)
@given(spoilt(CASES))
def test_it_says_what_is_wrong_with_spoilt_cases(file: tuple[str, str]) -> None:
    id, text = file
    check(SETS[id], text)
