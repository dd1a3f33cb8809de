"""The pages of the language are complete: an entry and a running example for every key and every measure kind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from thuocdo.definition import keys
from thuocdo.definition.document import Entry, Mapping, Sequence, Value, read_document
from thuocdo.definition.load import check_source
from thuocdo.definition.source import Source
from thuocdo.diagnostics import Severity
from thuocdo.diagnostics.terminal import render
from thuocdo.scoring.cases import run_cases
from thuocdo.vietnamese.languages import Lang

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "language.md", "vi": DOCS / "vi" / "ngon-ngu.md"}
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHAPES = (*keys.SHAPES, keys.CASE, keys.COUNTS)
INNER = {
    "rounding": keys.ROUNDING,
    "cite": keys.CITE,
    "valid": keys.VALID,
    "void": keys.VOID,
    "report_before": keys.REPORT_BEFORE,
    "ranking": keys.RANKING,
    "succeeds": keys.SUCCEEDS,
}
LISTS = {"criteria": keys.NODE, "levels": keys.LEVEL, "links": keys.LINK, "steps": keys.STEP}
TABLES = {"texts": keys.TEXT, "options": keys.OPTION, "counts": keys.COUNTS}


def page(lang: str) -> str:
    return PAGES[lang].read_text(encoding="utf-8")


def examples(lang: str) -> list[tuple[str, str | None]]:
    """Each set on the page, with the cases that follow it."""
    found: list[tuple[str, str | None]] = []
    for text in FENCE.findall(page(lang)):
        if text.startswith("# cases.yaml"):
            found[-1] = (found[-1][0], text)
        else:
            found.append((text, None))
    return found


def sections(lang: str) -> dict[str, str]:
    """The text below each heading, by every code word in the heading."""
    found: dict[str, str] = {}
    for heading, body in re.findall(r"^#+ (.*)\n((?:(?!#).*\n?)*)", FENCE.sub("", page(lang)), re.MULTILINE):
        for word in re.findall(r"`(\w+)`", heading):
            found[word] = found.get(word, "") + body
    return found


def used(shape: keys.Shape, value: Value) -> Iterator[tuple[str, str]]:
    """The keys that an example uses, each with the shape it belongs to."""
    if not isinstance(value, Mapping):
        return
    for entry in value.entries:
        yield shape.name, entry.key.text
        yield from below(entry)


def below(entry: Entry) -> Iterator[tuple[str, str]]:
    key, value = entry.key.text, entry.value
    if key in INNER:
        yield from used(INNER[key], value)
    elif key == "measure" and isinstance(value, Mapping):
        kind = value.entry("kind")
        yield from used(keys.MEASURES[getattr(kind.value, "text", "") if kind else ""], value)
    elif key in LISTS and isinstance(value, Sequence):
        for item in value.items:
            yield from used(LISTS[key], item)
    elif key in TABLES and isinstance(value, Mapping):
        for inner in value.entries:
            yield from used(TABLES[key], inner.value)


def keys_in_examples(lang: str) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for text, cases in examples(lang):
        found.update(used(keys.SET, read_document(text, "set.yaml")[0]))
        tree = read_document(cases, "cases.yaml")[0] if cases else None
        if isinstance(tree, Sequence):
            found.update(pair for case in tree.items for pair in used(keys.CASE, case))
    return found


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_key_has_an_entry(shape: keys.Shape, lang: str) -> None:
    text = sections(lang)[shape.name]
    if shape is keys.SET:
        text += sections(lang)["node"]
    rows = re.findall(r"^\| `(\w+)` \|.*\|.*\|.*\|$", text, re.MULTILINE)
    assert [key for key in shape.keys if key not in rows] == []


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_has_a_running_example(lang: str) -> None:
    shown = keys_in_examples(lang)
    shown |= {(other, key) for name, key in shown for other in ("set", "node") if name in {"set", "node"}}
    assert [(shape.name, key) for shape in SHAPES for key in shape.keys if (shape.name, key) not in shown] == []


@pytest.mark.parametrize("lang", PAGES)
def test_it_knows_every_figure_a_case_can_expect(lang: str) -> None:
    assert [key for key in keys.EXPECTED if f"`{key}`" not in sections(lang)["case"]] == []


@pytest.mark.parametrize("lang", PAGES)
def test_it_names_the_words_that_cannot_be_ids(lang: str) -> None:
    assert [word for word in keys.RESERVED if f"`{word}`" not in page(lang)] == []


@pytest.mark.parametrize("text, cases", examples("en"), ids=lambda text: str(text).splitlines()[0])
def test_its_examples_can_be_used_and_their_cases_come_out(text: str, cases: str | None) -> None:
    source = None if cases is None else Source("cases.yaml", cases)
    checked = check_source(Source("set.yaml", text), source)
    errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR]
    assert not errors, render(errors, Lang.EN)
    assert checked.set is not None
    failures = [failure for outcome in run_cases(checked.set, checked.cases) for failure in outcome.failures]
    assert not failures, render(failures, Lang.EN)
    assert bool(checked.cases) == (cases is not None)


def test_both_languages_show_the_same_examples() -> None:
    assert examples("vi") == examples("en")


def test_both_languages_have_the_same_entries() -> None:
    rows = {lang: re.findall(r"^\| `(\w+)` \|", page(lang), re.MULTILINE) for lang in PAGES}
    assert rows["vi"] == rows["en"]


@pytest.mark.parametrize("lang", PAGES)
def test_its_links_lead_somewhere(lang: str) -> None:
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", page(lang)), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for path, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page(lang)):
        assert not path or (PAGES[lang].parent / path).exists(), path
        assert not anchor or anchor in anchors, anchor
