"""The files of a bundle -> the result they lead to, as anybody's copy of the software works it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.definition.document import Unreadable as UnreadableSet
from thuocdo.definition.load import check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.source import MAX_BYTES, TOO_LARGE, Source, decode
from thuocdo.diagnostics import Place, Severity
from thuocdo.reports.bundle.damaged import NO_TABLE, Damaged
from thuocdo.reports.bundle.grid import Grid, Unreadable
from thuocdo.reports.bundle.input_grid import table_of_grid
from thuocdo.reports.bundle.layout import INPUT, PREVIOUS, PREVIOUS_RESULT, PREVIOUS_SET, SET
from thuocdo.reports.bundle.manifest import sha256
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.earlier_json import earlier_of_text
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.vietnamese.languages import Text


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The result, and what it was worked out from: the file of the figures, and the file and figures of the year before."""

    result: Result
    source: str
    previous_source: str | None
    previous: Result | None


def recompute(files: Mapping[str, bytes], sums: Mapping[str, str], path: str) -> Recomputed:
    """Score the figures of a bundle by its set; of two files that hold the same figures, one whose SHA-256 is right.

    Raises `Damaged` where the set or the figures cannot be read, and `BadTable` with every cell that cannot be used.
    """
    criteria_set = set_of(files[SET], SET)
    source, grid = _figures(files, sums, INPUT, path)
    previous_source, previous, earlier = None, None, None
    if any(name in files for name in PREVIOUS):
        previous_source, before = _figures(files, sums, PREVIOUS, path)
        previous = score(criteria_set, table_of_grid(criteria_set, before, previous_source))
    elif PREVIOUS_RESULT in files:
        previous_source, earlier = PREVIOUS_RESULT, earlier_in(files, criteria_set)
    result = score(criteria_set, table_of_grid(criteria_set, grid, source), previous or earlier)
    return Recomputed(result, source, previous_source, previous)


def set_of(content: bytes, name: str) -> CriteriaSet:
    """The criteria set of a file; raises `Damaged` with its errors."""
    if len(content) > MAX_BYTES:
        raise Damaged((TOO_LARGE.at(Place(name, 1, 1), path=name, limit=MAX_BYTES),))
    try:
        checked = check_source(Source(name, decode(content, name)))
    except UnreadableSet as unreadable:
        raise Damaged(unreadable.diagnostics) from None
    if checked.set is None or not checked.usable:
        raise Damaged(tuple(each for each in checked.diagnostics if each.severity is Severity.ERROR))
    return checked.set


def earlier_in(files: Mapping[str, bytes], criteria_set: CriteriaSet) -> Earlier:
    """The earlier result of a bundle, by its own set where that is there or is the same."""
    text = _decoded(files[PREVIOUS_RESULT], PREVIOUS_RESULT, PREVIOUS_RESULT)
    own = set_of(files[PREVIOUS_SET], PREVIOUS_SET) if PREVIOUS_SET in files else None
    return earlier_of_text(
        text, PREVIOUS_RESULT, lambda named: own or (criteria_set if named == criteria_set.id else None)
    )


def grid_in(content: bytes, name: str) -> Grid:
    """The grid of a CSV or JSON file; raises `Unreadable`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(Text("không phải văn bản UTF-8", "it is no UTF-8 text")) from None
    return Grid.from_csv(text) if name.endswith(".csv") else Grid.from_json(text)


def _figures(
    files: Mapping[str, bytes], sums: Mapping[str, str], names: tuple[str, str], path: str
) -> tuple[str, Grid]:
    """The file to work from, and what it holds."""
    intact = [name for name in names if name in files and sums.get(name) == sha256(files[name])]
    name = (intact or [name for name in names if name in files])[0]
    try:
        return name, grid_in(files[name], name)
    except Unreadable as failure:
        raise Damaged((NO_TABLE.at(Place(path, 1, 1), path=path, name=name, problem=failure.problem),)) from None


def _decoded(content: bytes, name: str, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Text("không phải văn bản UTF-8", "it is no UTF-8 text")
        raise Damaged((NO_TABLE.at(Place(path, 1, 1), path=path, name=name, problem=problem),)) from None
