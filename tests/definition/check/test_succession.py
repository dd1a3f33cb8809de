from pathlib import Path

import pytest

from tests.definition.writing import a_set
from thuocdo.definition.load import check_set

OLD = a_set("- {id: A, name: Hạ tầng, max: 6}\n- {id: B, name: Nhân lực, max: 4}").replace("id: thu", "id: cu")
NEW = "- {id: A, name: Hạ tầng, max: 5}\n- {id: B1, name: Chuyên trách, max: 2}\n- {id: B2, name: Kiêm nhiệm, max: 3}"


def told(tmp_path: Path, links: str, set: str = "cu") -> list[str]:
    for name, text in (("cu", OLD), ("thu", a_set(NEW, f"max: 10\nsucceeds: {{set: {set}, links: [{links}]}}"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "set.yaml").write_text(text, encoding="utf-8")
    return [found.code for found in check_set(tmp_path / "thu" / "set.yaml").diagnostics if found.code != "TD605"]


@pytest.mark.parametrize(
    "links, codes",
    [
        ("{new: [A], old: [A], as: changed}", []),
        ("{new: [B1, B2], old: [B], as: split}", []),
        ("{new: [A], old: [A, B], as: merged}", []),
        ("{new: [A], old: [A], as: same}", ["TD616"]),
        ("{new: [B2], old: [B], as: same}", ["TD616"]),
        ("{new: [A], old: [C], as: changed}", ["TD615"]),
        ("{new: [C], old: [A], as: changed}", ["TD210"]),
        ("{new: [A], old: [A, B], as: split}", ["TD617"]),
        ("{new: [A, B1], old: [A], as: merged}", ["TD617"]),
        ("{new: [A, B1], old: [A], as: same}", ["TD617"]),
        ("{new: [B1], old: [B], as: changed}, {new: [B2], old: [B], as: changed}", ["TD618"]),
    ],
)
def test_it_compares_links_with_the_set_beside(tmp_path: Path, links: str, codes: list[str]) -> None:
    assert told(tmp_path, links) == codes


def test_it_finds_the_set_before_in_the_library(tmp_path: Path) -> None:
    assert told(tmp_path, "{new: [A], old: [HD], as: changed}", "hung-yen-2018-huyen") == []


def test_it_warns_where_there_is_no_set_before(tmp_path: Path) -> None:
    assert told(tmp_path, "{new: [A], old: [Z], as: same}", "bo-cu") == ["TD614"]


def test_it_refuses_to_succeed_itself(tmp_path: Path) -> None:
    assert told(tmp_path, "{new: [A], old: [A], as: same}", "thu") == ["TD619"]
