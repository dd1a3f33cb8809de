"""Diagnostics as plain dictionaries, for programs: the JSON of `check` and `score`, and of the web.

Messages are in one language; `code` and `data` (figures as text, with a decimal point) are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from thuocdo.diagnostics.record import Diagnostic, Note, Place
from thuocdo.vietnamese.languages import Lang


class NoteObject(TypedDict):
    """A note; without a place of its own its file is null."""

    message: str
    file: str | None
    line: int | None
    column: int | None
    length: int | None


class DiagnosticObject(TypedDict):
    """One diagnostic. Lines and columns count from 1, columns and length in characters."""

    code: str
    severity: str
    message: str
    file: str | None
    line: int | None
    column: int | None
    length: int | None
    notes: list[NoteObject]
    help: str | None
    data: dict[str, str]


class _Spot(TypedDict):
    file: str | None
    line: int | None
    column: int | None
    length: int | None


def as_objects(diagnostics: Iterable[Diagnostic], lang: Lang) -> list[DiagnosticObject]:
    """Return each diagnostic as a dictionary that `json` writes as it is."""
    return [as_object(diagnostic, lang) for diagnostic in diagnostics]


def as_object(diagnostic: Diagnostic, lang: Lang) -> DiagnosticObject:
    """Return one diagnostic as a dictionary."""
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message.to(lang),
        **_spot(diagnostic.place),
        "notes": [_note(note, lang) for note in diagnostic.notes],
        "help": None if diagnostic.help is None else diagnostic.help.to(lang),
        "data": dict(diagnostic.data),
    }


def _note(note: Note, lang: Lang) -> NoteObject:
    return {"message": note.message.to(lang), **_spot(note.place)}


def _spot(place: Place | None) -> _Spot:
    if place is None:
        return {"file": None, "line": None, "column": None, "length": None}
    return {"file": place.file, "line": place.line, "column": place.column, "length": place.length}
