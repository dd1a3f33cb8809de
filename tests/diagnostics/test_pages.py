"""The page of each code: there is one, in one form, and its wrong example is wrong in just that way."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import thuocdo
from thuocdo.definition.load import check_source
from thuocdo.definition.source import Source
from thuocdo.diagnostics import Diagnostic, Fault, Severity, pages
from thuocdo.vietnamese.languages import Lang

SET = """\
id: bo-moi
name: Bộ mới
max: 20
levels:
  - {name: Tốt, min: 16}
criteria:
  - {id: A, name: Hạ tầng, max: 10}
  - {id: B, name: Nhân lực, max: 10}
"""
FOR_TWO_KINDS = SET.replace("max: 20", "applies_to: [xa, phuong]\nmax: 20")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEADINGS = {Lang.VI: ("Sai:", "Đúng:", "Cách sửa: "), Lang.EN: ("Wrong:", "Right:", "What to do: ")}


def declared() -> Iterator[Fault]:
    for module in pkgutil.walk_packages(thuocdo.__path__, "thuocdo."):
        if module.name.split(".")[1] in {"definition", "tables", "scoring", "reports"}:
            found = importlib.import_module(module.name)
            yield from (value for value in vars(found).values() if isinstance(value, Fault))


FAULTS = {fault.code: fault for fault in declared()}


def examples(code: str, lang: Lang) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in FENCE.findall(pages.page(code, lang))]


def found_in(code: str, kind: str, text: str) -> tuple[Diagnostic, ...]:
    assert kind == "yaml"
    if text.startswith("# cases.yaml"):
        about = FOR_TWO_KINDS if code == "TD613" else SET
        return check_source(Source("set.yaml", about), Source("cases.yaml", text)).diagnostics
    return check_source(Source("set.yaml", text)).diagnostics


RUNNING = [code for code in pages.codes() for kind, _ in examples(code, Lang.VI)[:1] if kind == "yaml"]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert list(pages.codes()) == sorted(FAULTS)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("code", pages.codes())
def test_it_has_its_form(code: str, lang: Lang) -> None:
    page = pages.page(code, lang)
    wrong, right, remedy = HEADINGS[lang]
    assert page.startswith(f"# {code}: ")
    assert page.count(f"\n{remedy}") == 1
    assert page.count(f"\n{wrong}\n") + page.count(f"\n{right}\n") == len(FENCE.findall(page))
    assert len(FENCE.sub("", page).split()) < 200


@pytest.mark.parametrize("code", RUNNING)
def test_its_wrong_example_has_that_fault_and_its_right_one_has_not(code: str) -> None:
    (kind, wrong), *right = examples(code, Lang.VI)
    assert code in {each.code for each in found_in(code, kind, wrong)}
    for _, text in right:
        found = found_in(code, kind, text)
        assert code not in {each.code for each in found}
        assert not [each for each in found if each.severity is Severity.ERROR]


@pytest.mark.parametrize("code", RUNNING)
def test_its_english_examples_are_the_same(code: str) -> None:
    assert examples(code, Lang.VI) == examples(code, Lang.EN)


def test_every_code_is_declared_once() -> None:
    places: dict[str, set[str]] = {}
    for fault in declared():
        places.setdefault(fault.code, set()).add(fault.message.en)
    assert {code: said for code, said in places.items() if len(said) > 1} == {}
