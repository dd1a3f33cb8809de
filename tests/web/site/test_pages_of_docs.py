"""The pages of documentation that say what the program is: written from it, or held against it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from tests.golden import Golden
from thuocdo.cli.commands import NAMES
from thuocdo.web.site.environment import SETTINGS

DOCS = Path(__file__).parents[3] / "docs"
OURS = [model for model in apps.get_models() if model.__module__.startswith("thuocdo.web.")]
HEADING = """\
# Settings

Every setting of the site is a variable of its environment. A value that cannot be read stops the start with a sentence
that names it. This page is written from `src/thuocdo/web/site/environment.py` by a test.

"""


def settings_page() -> str:
    rows = ["| variable | if not given | takes | meaning |", "|---|---|---|---|"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "nothing"
        meaning = f"{setting.meaning.en}<br>*{setting.meaning.vi}*"
        rows.append(f"| `{setting.name}` | {default} | {setting.expected} | {meaning} |")
    return HEADING + "\n".join(rows) + "\n"


@pytest.mark.golden
def test_the_page_of_settings_lists_them_all(golden: Golden) -> None:
    golden(DOCS / "settings.md", settings_page())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_stands_in_the_page_of_the_data_model(model: type) -> None:
    page = (DOCS / "data-model.md").read_text(encoding="utf-8")
    drawing = page.partition("```mermaid")[2].partition("```")[0]
    assert re.search(rf"\b{model.__name__}\b", drawing), "not drawn"
    assert f"| `{model.__name__}` |" in page, "not described"


def test_the_data_model_draws_nothing_that_is_not_there() -> None:
    page = (DOCS / "data-model.md").read_text(encoding="utf-8")
    drawing = page.partition("```mermaid")[2].partition("```")[0]
    drawn = set(re.findall(r"\b[A-Z]\w+", drawing))
    assert sorted(drawn - {model.__name__ for model in OURS}) == []


def test_it_names_only_commands_there_are() -> None:
    page = (DOCS / "deploying.md").read_text(encoding="utf-8")
    assert set(re.findall(r"thuocdo manage (\w+)", page)) <= get_commands().keys()
    assert set(re.findall(r"bin/thuocdo (\w+)", page)) <= set(NAMES)
    assert {"backup", "restore", "verify_log"} <= set(re.findall(r"thuocdo manage (\w+)", page))


def test_it_names_only_settings_there_are() -> None:
    page = (DOCS / "deploying.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\b(THUOCDO_\w+|[A-Z]+_URL)\b", page)) <= {setting.name for setting in SETTINGS}
