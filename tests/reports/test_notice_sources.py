"""The notice states every figure of the published articles that the examples carry (notice_figures.py), and nothing else of theirs."""

from functools import cache
from pathlib import Path

import pytest

from tests.reports.notice_figures import LISTED
from thuocdo import load_set, score
from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.sentences import paragraphs
from thuocdo.reports.notice.text import text_of
from thuocdo.tables.read import read_table

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def said(id: str, before: str | None) -> str:
    criteria_set = load_set(id)
    previous = read_table(EXAMPLES / f"{before}.csv") if before else None
    result = score(criteria_set, read_table(EXAMPLES / f"{id}.csv"), previous)
    return text_of(paragraphs(notice_of(result, 2019 if before else 2018)))


@pytest.mark.parametrize("id, before, paragraph, quote, sentence", LISTED)
def test_it_states_the_figure(id: str, before: str | None, paragraph: str, quote: str, sentence: str) -> None:
    assert sentence in said(id, before), f"{paragraph}: {quote}"


@pytest.mark.parametrize("id", ["hung-yen-2018-so-nganh", "hung-yen-2018-huyen"])
def test_it_carries_every_figure_of_the_table(id: str) -> None:
    """Nothing of the example is left unsaid: each of its figures, but for repeated maxima and zeros, stands in the text."""
    table = read_table(EXAMPLES / f"{id}.csv").frame
    numbers = {
        cell.replace(" ", "").removesuffix("0") if "," in cell else cell
        for name in table.columns
        if name.endswith("points")
        for cell in table[name].drop_nulls().to_list()
    }
    assert [number for number in numbers if f"{number} điểm" not in said(id, None)] == []


@pytest.mark.parametrize("id, before", sorted({(id, before or "") for id, before, *_ in LISTED}))
def test_it_gives_no_causes_and_no_praise(id: str, before: str) -> None:
    facts = said(id, before or None).partition("Ghi chú.")[0].lower()
    for word in ("do có điểm", "quan tâm", "nỗ lực", "xuất sắc", "yếu kém", "hạn chế", "cố gắng", "nhờ"):
        assert word not in facts
