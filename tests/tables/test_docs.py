"""The page about tables: its example goes with the first set of the language page, in both languages."""

import re
from pathlib import Path

import pytest

from thuocdo.definition.load import check_source
from thuocdo.definition.source import Source
from thuocdo.tables.cells import examine
from thuocdo.tables.columns import OF_THE_AGENCY, Role
from thuocdo.tables.read import READERS, WORKBOOKS, read_table

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": ("tables.md", "language.md"), "vi": ("vi/bang-so-lieu.md", "vi/ngon-ngu.md")}


def fenced(page: str, kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", (DOCS / page).read_text(), re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("lang", PAGES)
def test_its_example_has_no_bad_cell(lang: str, tmp_path: Path) -> None:
    tables, language = PAGES[lang]
    (tmp_path / "t.csv").write_text(fenced(tables, "csv"))
    criteria_set = check_source(Source("set.yaml", fenced(language, "yaml"))).set
    assert criteria_set is not None
    assert examine(read_table(tmp_path / "t.csv"), criteria_set).is_clean


@pytest.mark.parametrize("lang", PAGES)
def test_it_names_every_column_and_format(lang: str) -> None:
    text = (DOCS / PAGES[lang][0]).read_text()
    given = (Role.POINTS, Role.AVAILABLE, Role.LEVEL, Role.STATE)
    assert [role for role in (*OF_THE_AGENCY, *given) if f"`{role}`" not in text] == []
    assert [
        suffix for suffix in (*READERS, *WORKBOOKS) if suffix not in {".tsv", ".txt"} and f"`{suffix}`" not in text
    ] == []
