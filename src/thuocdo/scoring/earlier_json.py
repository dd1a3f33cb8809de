"""The JSON of an earlier result (`score --format json`) -> what a later result is compared with.

Such a file names its set; a list of agencies without one is a table of figures and is read as that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Place, error
from thuocdo.scoring.change import Earlier, Then
from thuocdo.tables.bad_cells import BadTable
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal

NOT_A_RESULT: Final = error(
    "TD653",
    "«{path}» không phải kết quả do «thuocdo score --format json» in ra: {problem}.",
    "«{path}» is not a result as «thuocdo score --format json» prints it: {problem}.",
)
_DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
_KEYS: Final = ("points", "available", "percent", "level", "rank")


class _Problem(Exception):
    """What is wrong with a result."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def earlier_result(path: Path, criteria_set: CriteriaSet | None) -> Earlier | None:
    """Return the earlier result in a file, or None for a file that is none; raises `BadTable` for a broken one.

    `criteria_set` is the set of that result where it is known: it tells the maxima.
    """
    content = _content(path)
    return None if content is None else _checked(content, str(path), criteria_set)


def earlier_of_text(text: str, name: str, set_of: Callable[[str], CriteriaSet | None]) -> Earlier:
    """Return the earlier result in a text, `name` being its file; `set_of` finds the set it names. Raises `BadTable`."""
    content = _parsed(text)
    if content is None:
        problem = Text("tệp không nêu bộ tiêu chí", "it names no set")
        raise BadTable(name, (NOT_A_RESULT.at(Place(name, 1, 1), path=name, problem=problem),))
    return _checked(content, name, set_of(content["set"]))


def _checked(content: dict[str, Any], name: str, criteria_set: CriteriaSet | None) -> Earlier:
    try:
        return _earlier(content, criteria_set)
    except _Problem as problem:
        found = NOT_A_RESULT.at(Place(name, 1, 1), path=name, problem=problem.text)
        raise BadTable(name, (found,)) from None


def set_named_in(path: Path) -> str | None:
    """The id of the set that a result names; None for a file that is no result."""
    content = _content(path)
    return None if content is None else str(content["set"])


def _content(path: Path) -> dict[str, Any] | None:
    if path.suffix.lower() != ".json":
        return None
    try:
        return _parsed(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):  # told by whoever reads it as a table
        return None


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and isinstance(content.get("set"), str) else None


def _earlier(content: dict[str, Any], criteria_set: CriteriaSet | None) -> Earlier:
    agencies = content.get("agencies")
    if not isinstance(agencies, list) or not all(isinstance(agency, dict) for agency in agencies):
        raise _Problem(Text("thiếu danh sách «agencies»", "there is no list «agencies»"))
    by_code = bool(agencies) and all(isinstance(agency.get("code"), str) for agency in agencies)
    nodes: dict[str, dict[str, Then]] = {}
    ranked: dict[str, dict[str | None, int]] = {}
    blocks: dict[str, str | None] = {}
    for agency in agencies:
        identity, block = _named(agency, by_code=by_code), agency.get("block")
        blocks[identity] = block
        for id, then in _nodes(agency):
            nodes.setdefault(id, {})[identity] = then
            numbers = ranked.setdefault(id, {})
            numbers[block] = numbers.get(block, 0) + (then.rank is not None)
    maxima = {node.id: node.max for node in criteria_set.root.walk()} if criteria_set else {}
    known = {id: Fraction(most) for id, most in maxima.items() if most is not None and not isinstance(most, tuple)}
    return Earlier(content["set"], by_code, nodes, ranked, {id: known.get(id) for id in nodes}, blocks)


def _named(agency: Mapping[str, Any], *, by_code: bool) -> str:
    name = agency.get("code") if by_code else agency.get("agency")
    if not isinstance(name, str) or not name:
        raise _Problem(Text("một đơn vị không có tên", "an agency has no name"))
    return name if by_code else normal(name)


def _nodes(agency: Mapping[str, Any]) -> Iterator[tuple[str, Then]]:
    nodes = agency.get("nodes")
    if not isinstance(nodes, dict):
        raise _Problem(Text("một đơn vị không có «nodes»", "an agency has no «nodes»"))
    for id, figures in nodes.items():
        if not isinstance(figures, dict) or any(key not in figures for key in _KEYS):
            raise _Problem(Text(f"«{id}» thiếu con số", f"«{id}» lacks figures"))
        points, available, percent = (_fraction(figures[key], id) for key in _KEYS[:3])
        level, rank = figures["level"], figures["rank"]
        if not isinstance(level, str | None) or not isinstance(rank, int | None):
            raise _Problem(Text(f"mức hoặc hạng của «{id}» sai dạng", f"level or rank of «{id}» is not one"))
        yield id, Then(points, available, percent, level, rank)


def _fraction(value: object, id: str) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _Problem(Text(f"điểm của «{id}» không phải một số", f"points of «{id}» are not a number"))
    return Fraction(value)
