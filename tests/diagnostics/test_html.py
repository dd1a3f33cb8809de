"""Diagnostics in a page."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics import samples
from tests.golden import Golden
from thuocdo.diagnostics import Place
from thuocdo.diagnostics.html import render
from thuocdo.vietnamese.languages import Lang

KEPT = Path(__file__).parent / "golden"
ELEMENTS = {"section", "ol", "ul", "li", "p", "strong", "span", "figure", "figcaption", "pre", "code", "mark"}


class Page(HTMLParser):
    """Follows which elements are open and with which attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.golden
@pytest.mark.parametrize("lang", Lang)
def test_it_is_written_like_this(lang: Lang, golden: Golden) -> None:
    golden(KEPT / f"together.{lang}.html", render(samples.ALL["together"], lang))


def test_it_says_nothing_when_there_is_nothing() -> None:
    assert render([], Lang.VI) == ""


@pytest.mark.parametrize("name", samples.ALL)
def test_it_is_whole_and_has_no_style_or_script(name: str) -> None:
    page = Page(render(samples.ALL[name], Lang.VI))
    assert page.open == []
    assert page.elements <= ELEMENTS
    assert page.attributes <= {"class", "lang"}


@given(st.text("<>&\"'a\x00\x1b\u202e", max_size=30))
def test_it_escapes_every_text(text: str) -> None:
    note = samples.TWICE.at(Place(text, 1, 2, 3, text), key=text, help=None)
    page = Page(render([note], Lang.EN))
    assert page.open == []
    assert page.elements <= ELEMENTS


def test_it_shows_the_message_the_stretch_and_the_help() -> None:
    page = Page(render([samples.ORDINARY], Lang.EN))
    assert "«842,5» is read as two keys" in page.said
    assert "<mark>842,5</mark>" in render([samples.ORDINARY], Lang.EN)
    assert "Help: Write «842.5»." in page.said
