"""Reads the values of one mapping, key by key; every fault is recorded with its place and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from thuocdo.definition.amounts import Amount
from thuocdo.definition.document import DIGITS, Entry, Mapping, Scalar, Sequence, Value
from thuocdo.definition.faults import Faults
from thuocdo.definition.keys import Shape
from thuocdo.definition.suggest import closest, is_hidden, shorten, suggestion
from thuocdo.definition.words import (
    A_LIST,
    A_MAPPING,
    A_NUMBER,
    A_PERCENT,
    A_TEXT,
    A_WHOLE,
    AN_AMOUNT,
    B_CAN_BE_ZERO,
    THIS_GROUP,
    shape_words,
)
from thuocdo.definition.written import read_amount, read_day, read_decimal, read_percent, read_whole
from thuocdo.diagnostics import Diagnostic, Place, error, hint
from thuocdo.vietnamese.languages import Text

__all__ = ["Fields", "shorten", "suggestion"]

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

UNKNOWN_KEY = error("TD201", "Không có khóa «{key}» ở {where}.", "There is no key «{key}» in {where}.")
MISSING_KEY = error("TD202", "Thiếu khóa «{key}» ở {where}.", "The key «{key}» is missing in {where}.")
WRONG_SHAPE = error(
    "TD203", "«{key}» phải là {expected}, ở đây là {found}.", "«{key}» must be {expected}; here it is {found}."
)
NOT_A_NUMBER = error("TD204", "«{key}: {value}» không phải {expected}.", "«{key}: {value}» is not {expected}.")
DECIMAL_COMMA = error(
    "TD205",
    "Trong ngoặc nhọn, dấu phẩy ngăn cách các khóa, nên «{value}» bị đọc thành hai khóa.",
    "Inside braces a comma separates keys, so «{value}» is read as two keys.",
)
NOT_ONE_OF = error("TD206", "«{key}» không nhận giá trị «{value}».", "«{key}» does not take the value «{value}».")
BAD_ID = error(
    "TD207",
    "Mã «{value}» không hợp lệ: mã gồm chữ cái không dấu, chữ số, «.», «-», «_», bắt đầu bằng chữ hoặc số, dài nhất 60 ký tự.",
    "The id «{value}» is not valid: an id has ASCII letters, digits, «.», «-», «_», begins with a letter or digit, "
    "and has at most 60 characters.",
)
NOT_A_DATE = error("TD211", "«{key}: {value}» không phải một ngày.", "«{key}: {value}» is not a date.")
OUT_OF_BOUNDS = error(
    "TD212",
    "«{key}: {value}» nằm ngoài giới hạn: phải từ {low} đến {high}.",
    "«{key}: {value}» is out of bounds: it must be from {low} to {high}.",
)
NO_VALUE = error("TD215", "Khóa «{key}» không có giá trị.", "The key «{key}» has no value.")
HIDDEN = error(
    "TD226",
    "Giá trị của «{key}» có ký tự ẩn U+{number}: người đọc không thấy nó, hoặc nó làm đảo chữ.",
    "The value of «{key}» has the hidden character U+{number}: a reader does not see it, or it turns the text round.",
)

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
WITH_COMMA = re.compile(r"[+-]?([0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3}){1,4}),[0-9]{1,12}%?")
WHOLE_PART = re.compile(r"[+-]?[0-9]{1,15}")
MAX_POINTS = 10_000


def wrong_shape(key: str | Text, value: Value, expected: Text) -> Diagnostic:
    """A value of the wrong shape: a list where a word is wanted, or the like."""
    found = {Scalar: A_TEXT, Sequence: A_LIST, Mapping: A_MAPPING}[type(value)]
    shown = key if isinstance(key, Text) else shorten(key)
    return WRONG_SHAPE.at(value.place, key=shown, expected=expected, found=found)


class Fields:
    """One mapping being read by its shape. Unknown and missing keys are reported at once.

    Without a shape the keys are the writer's own: ids, kinds, names.
    """

    def __init__(self, mapping: Mapping, shape: Shape | None, faults: Faults) -> None:
        self.mapping = mapping
        self.faults = faults
        self.where = shape_words(shape) if shape else THIS_GROUP
        if shape is not None:
            self._refuse_unknown(shape)
            unknown = [entry.key.text for entry in mapping.entries if entry.key.text not in shape.keys]
            meant = {closest(key, shape.keys) for key in unknown}  # said already, as «did you mean»
            for key in shape.required:
                if key not in meant:
                    self.require(key, B_CAN_BE_ZERO if key == "if_none" else None)

    def require(self, key: str, help: Text | None = None) -> None:
        """Report a key that must be there and is not."""
        if not self.has(key):
            self.faults.add(MISSING_KEY.at(self.mapping.place, help=help, key=key, where=self.where))

    def _refuse_unknown(self, shape: Shape) -> None:
        before: Entry | None = None
        for entry in self.mapping.entries:
            if entry.key.text not in shape.keys:
                self.faults.add(self._comma(before, entry) or self._unknown(entry, shape))
            before = entry

    def _comma(self, before: Entry | None, entry: Entry) -> Diagnostic | None:
        """`{min: 842,5}` is two keys to YAML; seen as what it was meant to be."""
        if not self.mapping.flow or before is None or not isinstance(before.value, Scalar):
            return None
        bare = isinstance(entry.value, Scalar) and not entry.value.text
        digits = DIGITS.fullmatch(entry.key.text) and WHOLE_PART.fullmatch(before.value.text)
        if not (bare and digits):
            return None
        first, second = before.value, entry.key
        place = first.place
        if place.line == second.place.line:
            length = second.place.column + second.place.length - place.column
            place = Place(place.file, place.line, place.column, length, place.text)
        help = hint("Viết «{right}».", "Write «{right}».", right=f"{first.text}.{second.text}")
        return DECIMAL_COMMA.at(place, help=help, value=f"{first.text},{second.text}")

    def _unknown(self, entry: Entry, shape: Shape) -> Diagnostic:
        key = entry.key.text
        return UNKNOWN_KEY.at(entry.key.place, help=suggestion(key, shape.keys), key=shorten(key), where=self.where)

    def place(self, key: str) -> Place:
        """Where a key's value stands; the mapping itself if the key is absent."""
        entry = self.mapping.entry(key)
        return entry.value.place if entry else self.mapping.place

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return self.mapping.entry(key) is not None

    def value(self, key: str) -> Value | None:
        """The value as it stands in the tree."""
        entry = self.mapping.entry(key)
        return entry.value if entry else None

    def scalar(self, key: str) -> Scalar | None:
        """The value as text; a list, a group of keys or nothing is reported."""
        entry = self.mapping.entry(key)
        if entry is None:
            return None
        if not isinstance(entry.value, Scalar):
            self.wrong_shape(key, entry.value, A_TEXT)
            return None
        if not entry.value.text.strip():
            self.faults.add(NO_VALUE.at(entry.key.place, key=shorten(key)))
            return None
        hidden = next((character for character in entry.value.text if is_hidden(character)), None)
        if hidden is not None:
            self.faults.add(HIDDEN.at(entry.value.place, key=shorten(key), number=f"{ord(hidden):04X}"))
            return None
        return entry.value

    def text(self, key: str) -> str | None:
        """A text, blanks at its ends removed."""
        scalar = self.scalar(key)
        return scalar.text.strip() if scalar else None

    def wrong_shape(self, key: str, value: Value, expected: Text) -> None:
        """Report a value of the wrong shape."""
        self.faults.add(wrong_shape(key, value, expected))

    def read(self, key: str, reader: Callable[[str], T | None], expected: Text) -> T | None:
        """Read a scalar by `reader`, which returns None for what it does not understand."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        value = reader(scalar.text.strip())
        if value is None:
            self.not_a_number(key, scalar, expected)
        return value

    def not_a_number(self, key: str, scalar: Scalar, expected: Text) -> None:
        """Report a scalar that is not the number expected, with a hint where a decimal comma explains it."""
        text = scalar.text.strip()
        help = None
        if WITH_COMMA.fullmatch(text):
            help = hint("Viết «{right}».", "Write «{right}».", right=text.replace(".", "").replace(",", "."))
        self.faults.add(
            NOT_A_NUMBER.at(scalar.place, help=help, key=shorten(key), value=shorten(text), expected=expected)
        )

    def number(self, key: str) -> Decimal | None:
        """A number with a decimal point."""
        return self.read(key, read_decimal, A_NUMBER)

    def bounded(self, key: str, low: int, high: int = MAX_POINTS) -> Decimal | None:
        """A number between two bounds."""
        return self.within(key, self.number(key), low, high)

    def within(self, key: str, value: T | None, low: int | Decimal, high: int = MAX_POINTS) -> T | None:
        """A value read from a key, if it lies between two bounds; else a report."""
        figure = value.value if isinstance(value, Amount) else value
        if isinstance(figure, Decimal | int) and not low <= figure <= high:
            self.faults.add(OUT_OF_BOUNDS.at(self.place(key), key=shorten(key), value=figure, low=low, high=high))
            return None
        return value

    def amount(self, key: str) -> Amount | None:
        """Points or a percent."""
        return self.read(key, read_amount, AN_AMOUNT)

    def percent(self, key: str, low: int | Decimal = -MAX_POINTS) -> Decimal | None:
        """The number before a % sign."""
        amount = self.within(key, self.read(key, read_percent, A_PERCENT), low)
        return amount.value if amount else None

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number between two bounds."""
        return self.within(key, self.read(key, read_whole, A_WHOLE), low, high)

    def flag(self, key: str) -> bool | None:
        """`true` or `false`."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        if scalar.text.strip() not in {"true", "false"}:
            self.not_one_of(key, scalar, ("true", "false"))
            return None
        return scalar.text.strip() == "true"

    def choice(self, key: str, options: type[E]) -> E | None:
        """One word of a closed list."""
        scalar = self.scalar(key)
        return None if scalar is None else self.one_of(key, scalar, options)

    def one_of(self, key: str, scalar: Scalar, options: type[E]) -> E | None:
        """The member a scalar names; anything else is reported with the members there are."""
        if scalar.text.strip() in {str(option) for option in options}:
            return options(scalar.text.strip())
        self.not_one_of(key, scalar, tuple(str(option) for option in options))
        return None

    def not_one_of(self, key: str, scalar: Scalar, options: tuple[str, ...]) -> None:
        """Report a word that is not in the list, with the list or the word that was meant."""
        listed = hint("Chọn một trong: {options}.", "Choose one of: {options}.", options=options)
        help = suggestion(scalar.text, options) or listed
        self.faults.add(NOT_ONE_OF.at(scalar.place, help=help, key=shorten(key), value=shorten(scalar.text)))

    def id(self, key: str) -> str | None:
        """An id: ASCII, see `ID`."""
        scalar = self.scalar(key)
        return None if scalar is None else self.checked_id(scalar)

    def checked_id(self, scalar: Scalar) -> str | None:
        """A scalar as an id, or a report."""
        text = scalar.text.strip()
        if ID.fullmatch(text):
            return text
        self.faults.add(BAD_ID.at(scalar.place, value=shorten(text)))
        return None

    def date(self, key: str) -> date | None:
        """A date as year-month-day."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        day = read_day(scalar.text.strip())
        if day is None:
            help = hint("Viết năm-tháng-ngày, ví dụ 2018-05-11.", "Write year-month-day, such as 2018-05-11.")
            self.faults.add(NOT_A_DATE.at(scalar.place, help=help, key=shorten(key), value=shorten(scalar.text)))
        return day

    def items(self, key: str) -> tuple[Value, ...]:
        """The values of a list that has at least one."""
        entry = self.mapping.entry(key)
        if entry is None:
            return ()
        if not isinstance(entry.value, Sequence):
            self.wrong_shape(key, entry.value, A_LIST)
            return ()
        if not entry.value.items:
            self.faults.add(NO_VALUE.at(entry.key.place, key=shorten(key)))
        return entry.value.items

    def ids(self, key: str) -> tuple[str, ...]:
        """A list of ids."""
        found = []
        for item in self.items(key):
            if isinstance(item, Scalar):
                found.append(self.checked_id(item))
            else:
                self.wrong_shape(key, item, A_TEXT)
        return tuple(item for item in found if item is not None)

    def inner(self, key: str) -> Mapping | None:
        """The value as a group of keys."""
        entry = self.mapping.entry(key)
        if entry is None:
            return None
        if not isinstance(entry.value, Mapping):
            self.wrong_shape(key, entry.value, A_MAPPING)
            return None
        return entry.value

    def mappings(self, key: str) -> tuple[tuple[int, Mapping], ...]:
        """The groups of keys of a list, each with its index."""
        found = []
        for index, item in enumerate(self.items(key)):
            if isinstance(item, Mapping):
                found.append((index, item))
            else:
                self.wrong_shape(key, item, A_MAPPING)
        return tuple(found)
