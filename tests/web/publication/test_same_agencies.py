"""Whether ranks of two years are among the same agencies is asked block by block."""

import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.web.results.published import SET
from thuocdo.scoring.earlier_json import earlier_of_text
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.tables.table import Table, table_of_rows
from thuocdo.web.publication.changes_page import others
from thuocdo.web.publication.shown import Shown
from thuocdo.web.sets.loaded import checked_text

CHECKED = checked_text(SET, "", "hai-phan.yaml").set
assert CHECKED is not None
BEFORE = {"a-1": "a", "a-2": "a", "b-1": "b", "b-2": "b"}


def table(blocks: dict[str, str]) -> Table:
    rows = [{"code": code, "agency": code, "block": block, "SS:points": "46"} for code, block in blocks.items()]
    return table_of_rows(rows)


def without_block(blocks: dict[str, str]) -> Table:
    return table_of_rows([{"code": code, "agency": code, "SS:points": "46"} for code in blocks])


def shown(scored: Result, block: str | None) -> Shown:
    named: Any = SimpleNamespace(scored=scored, node=scored.set.nodes()["SS"], in_table=block)
    return cast("Shown", named)


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize(
    "now, of_a, of_b",
    [
        (BEFORE, False, False),
        (BEFORE | {"b-3": "b"}, False, True),
        ({"a-1": "a", "b-1": "b", "b-2": "b"}, True, False),
        (BEFORE | {"a-2": "b", "b-2": "a"}, True, True),
    ],
)
def test_a_block_is_compared_with_itself(now: dict[str, str], of_a: bool, of_b: bool, written: bool) -> None:  # noqa: FBT001 (a table of cases)
    assert CHECKED is not None
    before = score(CHECKED, table(BEFORE))
    text = json.dumps(as_json(before))
    earlier = earlier_of_text(text, "nam-truoc", lambda _name: CHECKED) if written else before
    scored = score(CHECKED, table(now), earlier)
    assert (others(shown(scored, "a")), others(shown(scored, "b"))) == (of_a, of_b)


def test_without_blocks_it_is_one_list() -> None:
    assert CHECKED is not None
    before = score(CHECKED, without_block(BEFORE))
    assert not others(shown(score(CHECKED, without_block(BEFORE), before), None))
    assert others(shown(score(CHECKED, without_block(BEFORE | {"c": ""}), before), None))
    assert others(shown(score(CHECKED, table(BEFORE), before), "a"))
