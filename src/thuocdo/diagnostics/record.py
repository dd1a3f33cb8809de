"""One record for everything that is wrong or worth knowing: code, place, message, notes, at most one help.

    Fault  --at(place, ...)-->  Diagnostic  -->  terminal | html | JSON

A `Fault` is declared once, beside the check that finds it, with its sentence in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number, plain_number


class Severity(StrEnum):
    """How much it matters: an error stops the work, a warning is for whoever issued the text, an info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line of a source: `line` and `column` count from 1, `length` in characters, `text` is the line."""

    file: str
    line: int
    column: int
    length: int = 1
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that adds to a message, if need be with a second place."""

    message: Text
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault, once. `message` stands alone; `data` holds its figures for programs, as text."""

    code: str
    severity: Severity
    message: Text
    place: Place | None = None
    notes: tuple[Note, ...] = ()
    help: Text | None = None
    data: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """The order of reading: by place, then by code."""
        if self.place is None:
            return ("", 0, 0, self.code)
        return (self.place.file, self.place.line, self.place.column, self.code)


@dataclass(frozen=True, slots=True)
class Fault:
    """The declaration of a code: severity and the sentence, with `{fields}` filled in by `at`."""

    code: str
    severity: Severity
    message: Text

    def at(
        self,
        place: Place | None,
        *,
        notes: tuple[Note, ...] = (),
        help: Text | None = None,
        **data: object,
    ) -> Diagnostic:
        """Return the diagnostic of this fault at a place, its sentence filled with `data` in each language."""
        shown = tuple((key, plain(value)) for key, value in data.items())
        return Diagnostic(self.code, self.severity, fill(self.message, **data), place, notes, help, shown)


def error(code: str, vi: str, en: str) -> Fault:
    """Declare a fault that makes the work impossible."""
    return Fault(code, Severity.ERROR, Text(vi, en))


def warning(code: str, vi: str, en: str) -> Fault:
    """Declare a fault of the text itself, with which work can go on."""
    return Fault(code, Severity.WARNING, Text(vi, en))


def info(code: str, vi: str, en: str) -> Fault:
    """Declare something worth knowing."""
    return Fault(code, Severity.INFO, Text(vi, en))


def fill(text: Text, **data: object) -> Text:
    """Fill the `{fields}` of a text, figures and dates written as each language writes them."""
    return Text(
        text.vi.format(**{key: spell(value, Lang.VI) for key, value in data.items()}),
        text.en.format(**{key: spell(value, Lang.EN) for key, value in data.items()}),
    )


def note(vi: str, en: str, place: Place | None = None, **data: object) -> Note:
    """A note with its fields filled in."""
    return Note(fill(Text(vi, en), **data), place)


def hint(vi: str, en: str, **data: object) -> Text:
    """A help sentence with its fields filled in."""
    return fill(Text(vi, en), **data)


def spell(value: object, lang: Lang) -> str:
    """Write one value for a reader of `lang`; a tuple becomes a list of words."""
    match value:
        case Text():
            return value.to(lang)
        case bool():
            return str(value)
        case Decimal() | int():
            return format_number(value, lang)
        case Fraction():
            return f"{format_number(value.numerator, lang)}/{format_number(value.denominator, lang)}"
        case date():
            return format_date(value, lang)
        case _:
            return ", ".join(spell(item, lang) for item in value) if isinstance(value, tuple) else str(value)


def plain(value: object) -> str:
    """Write one value for a program: a decimal point and no grouping, a date as year-month-day, words in English."""
    match value:
        case Text():
            return value.en
        case Decimal():
            return plain_number(value)
        case tuple():
            return ", ".join(plain(item) for item in value)
        case _:
            return str(value)
