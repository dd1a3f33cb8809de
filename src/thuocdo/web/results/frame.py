"""What was verified in a round -> the table that is scored: a row for each agency, a column for each input of the set.

    answers (raw rows) --> cells by agency --> Table        settled, else verified; drafts and claims do not count

Agencies that are not evaluated stand in it as `excluded`, reports that are not counted as `void:CAUSE`, each with the reason; whoever
never submitted has no figures. The database is read by one raw query: model objects would take six times as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl
from django.db import connection

from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.quotient import input_columns
from thuocdo.tables.table import Table, table_of
from thuocdo.web.agencies.models import Succession
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.sheet import Sheet, inputs_of, sheet_for

ANSWERS: Final = """
SELECT a.submission_id, a.criterion,
       CASE WHEN a.settled <> '' OR a.settled_state <> '' THEN a.settled ELSE a.verified END,
       CASE WHEN a.settled <> '' OR a.settled_state <> '' THEN a.settled_state ELSE a.verified_state END
FROM submissions_answer a JOIN rounds_submission s ON s.id = a.submission_id
WHERE s.round_id = %s AND s.set_version_id = %s AND s.not_evaluated = ''
  AND (a.settled <> '' OR a.settled_state <> '' OR a.verified <> '' OR a.verified_state <> '')
"""
Cells = dict[str, str | None]


def frame_of(round: Round, set_version: SetVersion) -> Table:
    """The verified figures of every agency measured by a set, in the order of their codes."""
    criteria_set = criteria_set_of(set_version)
    sheets = {kind: sheet_for(criteria_set, kind or None) for kind in (*criteria_set.kinds, "")}
    submissions = {row.pk: row for row in _submissions(round, set_version)}
    before = _predecessors(row.agency_id for row in submissions.values())
    cells = {key: _identity(row, before) for key, row in submissions.items()}
    columns = {kind: {id: _Columns.of(node) for id, node in sheet.criteria.items()} for kind, sheet in sheets.items()}
    theirs = {key: columns[row.kind] for key, row in submissions.items()}
    for key, criterion, inputs, state in _rows(round, set_version):
        there = theirs[key].get(criterion)
        if there is None:
            continue
        row = cells[key]
        if state:
            row[there.state] = state
        for entry, text in _values(inputs).items():
            if (column := there.inputs.get(entry)) is not None:
                row[column] = text
    return table_of(_as_frame(list(cells.values()), sheets.values()), round.slug, decimal_mark=".")


def _submissions(round: Round, set_version: SetVersion) -> Iterable[Submission]:
    rows = Submission.objects.filter(round=round, set_version=set_version)
    return rows.select_related("agency", "block").order_by("agency__code")


def _predecessors(agencies: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Succession.objects.filter(successor_id__in=set(agencies)).order_by("predecessor__code")
    for successor, code in rows.values_list("successor_id", "predecessor__code"):
        found.setdefault(successor, []).append(code)
    return found


def _identity(row: Submission, before: dict[int, list[str]]) -> Cells:
    cells: Cells = {"agency": row.name, "code": row.agency.code, "block": row.block.slug}
    if row.kind:
        cells["kind"] = row.kind
    if row.agency_id in before:
        cells["predecessors"] = ";".join(before[row.agency_id])
    state, reason = ("excluded", row.not_evaluated) if row.not_evaluated else (row.void, row.void_reason)
    if state:
        cells["state"], cells["reason"] = state, reason
    return cells


def _rows(round: Round, set_version: SetVersion) -> Iterator[tuple[int, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, [round.pk, set_version.pk])
        while batch := cursor.fetchmany(10_000):
            yield from batch


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the figures of a criterion stand: a column for each input, by its key, and one for its state."""

    inputs: Mapping[str, str]
    state: str

    @classmethod
    def of(cls, node: Resolved) -> _Columns:
        keys = (entry.key for entry in inputs_of(node))
        return cls(dict(zip(keys, _columns(node), strict=True)), f"{node.id}:state")


@lru_cache(maxsize=50_000)
def _values(inputs: str) -> dict[str, str]:
    """Inputs from their stored text; the same few texts stand in most answers to a criterion."""
    found: dict[str, str] = json.loads(inputs) if inputs else {}
    return found


def _columns(node: Resolved) -> tuple[str, ...]:
    """The headers of a criterion; one without a measure has its mark under its own id."""
    return (node.id,) if node.node.measure is None else tuple(input_columns(node))


def _as_frame(rows: list[Cells], sheets: Iterable[Sheet]) -> pl.DataFrame:
    """Text columns: those of the agency, then the criteria in the order of the set; only columns that hold something."""
    names = dict.fromkeys(("agency", "code", "kind", "block", "predecessors", "state", "reason"))
    for sheet in sheets:
        for node in sheet.criteria.values():
            names.update(dict.fromkeys((*_columns(node), f"{node.id}:state")))
    held = {name for row in rows for name in row}
    kept = [name for name in names if name in held]
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in kept}, schema=dict.fromkeys(kept, pl.String))
