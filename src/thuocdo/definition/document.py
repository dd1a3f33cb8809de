"""YAML text -> a tree in which every scalar is text and everything knows its place.

    bytes -> text -> events -> Mapping | Sequence | Scalar

YAML's guesses (1.10 becomes 1.1, NO becomes false) are never made. Built from the parser's events in one loop, so that depth,
aliases and tags are refused before they can cost anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from thuocdo.definition.suggest import shorten
from thuocdo.definition.yaml_problems import in_words
from thuocdo.diagnostics import Diagnostic, Note, Place, error, hint, note
from thuocdo.vietnamese.languages import Text

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same events, ten times slower
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 40
MAX_VALUES = 100_000
DIGITS = re.compile(r"[0-9]+%?")
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line

NOT_YAML = error(
    "TD105",
    "Tệp không đúng cú pháp YAML: {problem}.",
    "The file is not valid YAML: {problem}.",
)
TOO_DEEP = error(
    "TD106",
    "Nội dung lồng nhau quá {limit} tầng.",
    "The content is nested more than {limit} levels deep.",
)
ALIAS = error(
    "TD107",
    "Không dùng mỏ neo và tham chiếu của YAML («{name}»): mỗi mục phải được viết ra đầy đủ.",
    "YAML anchors and aliases are not used («{name}»): every entry is written out.",
)
DUPLICATE_KEY = error(
    "TD108",
    "Khóa «{key}» được viết hai lần trong cùng một mục.",
    "The key «{key}» is written twice in the same entry.",
)
EMPTY = error("TD109", "Tệp không có nội dung.", "The file has no content.")
SEVERAL = error(
    "TD110",
    "Tệp chứa nhiều tài liệu YAML (dòng «---»); mỗi tệp chỉ được một.",
    "The file holds several YAML documents (a line «---»); there may be only one.",
)
TAG = error(
    "TD111",
    "Không dùng nhãn kiểu của YAML («{tag}»).",
    "YAML type tags are not used («{tag}»).",
)
NOT_A_KEY = error(
    "TD112",
    "Tên khóa phải là một từ, không phải một danh sách hay một nhóm khóa.",
    "A key must be a word, not a list or a group of keys.",
)
TOO_MANY_VALUES = error(
    "TD114",
    "Tệp có hơn {limit} khóa và giá trị, nhiều hơn mọi bộ tiêu chí.",
    "The file has more than {limit} keys and values, more than any criteria set.",
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it is written, always text; `plain` without quotes."""

    text: str
    place: Place
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Value, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: Scalar
    value: Value


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in order, each key once; `flow` if written in braces, `whole` if no entry was left out."""

    entries: tuple[Entry, ...]
    place: Place
    flow: bool = False
    whole: bool = True
    _by_key: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {entry.key.text: entry for entry in self.entries})

    def entry(self, key: str) -> Entry | None:
        """The entry of a key."""
        return self._by_key.get(key)


Value = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The text cannot be read as a tree at all; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic
        self.diagnostics = (diagnostic,)


@dataclass(slots=True)
class _Open:
    """A list or mapping being read."""

    place: Place
    mapping: bool
    flow: bool
    items: list[Value]


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = LINE_BREAK.split(text)
        self.faults: list[Diagnostic] = []

    def place(self, start: Any, end: Any | None = None) -> Place:
        """The stretch between two marks as far as it lies on the first line; where the text has ended, its end."""
        number = min(start.line, len(self.lines) - 1)
        line = self.lines[number]
        column = min(start.column, len(line)) if number == start.line else len(line)
        ends = end.column if end is not None and end.line == start.line else len(line)
        return Place(self.file, number + 1, column + 1, max(min(ends, len(line)) - column, 1), line)

    def read(self, events: Iterator[Any]) -> Value:
        stack: list[_Open] = []
        root: Value | None = None
        for number, event in enumerate(events):
            self.refuse(event, root, len(stack), number)
            done = self.step(event, stack)
            if done is None:
                continue
            if stack:
                stack[-1].items.append(done)
            else:
                root = done
        if root is None or (isinstance(root, Scalar) and not root.text.strip()):
            raise Unreadable(EMPTY.at(Place(self.file, 1, 1, 1, self.lines[0])))
        return root

    def refuse(self, event: Any, root: Value | None, depth: int, number: int) -> None:
        """Stop at what cannot be read on: raises `Unreadable`."""
        fault: Diagnostic | None = None
        if isinstance(event, yaml.AliasEvent):
            fault = ALIAS.at(self.of(event), name=f"*{shorten(str(event.anchor))}")
        elif getattr(event, "anchor", None):
            fault = ALIAS.at(self.of(event), name=f"&{shorten(str(event.anchor))}")
        elif getattr(event, "tag", None):
            fault = TAG.at(self.of(event), tag=shorten(str(event.tag).replace("tag:yaml.org,2002:", "!!")))
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            fault = SEVERAL.at(self.of(event))
        elif isinstance(event, yaml.CollectionStartEvent) and depth >= MAX_DEPTH:
            fault = TOO_DEEP.at(self.of(event), limit=MAX_DEPTH)
        elif number > MAX_VALUES:
            fault = TOO_MANY_VALUES.at(self.of(event), limit=MAX_VALUES)
        if fault is not None:
            raise Unreadable(fault)

    def of(self, event: Any) -> Place:
        return self.place(event.start_mark, event.end_mark)

    def written(self, event: Any) -> Place:
        """Where a text stands: of one below its sign (`>-`, `|`) the first line, not the sign."""
        number = event.start_mark.line + 1
        while event.style in {"|", ">"} and number < min(event.end_mark.line + 1, len(self.lines)):
            if line := self.lines[number].strip():
                column = self.lines[number].index(line)
                return Place(self.file, number + 1, column + 1, len(line), self.lines[number])
            number += 1
        return self.of(event)

    def step(self, event: Any, stack: list[_Open]) -> Value | None:
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, self.written(event), not event.style)
        if isinstance(event, yaml.CollectionStartEvent):
            mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append(_Open(self.of(event), mapping, bool(event.flow_style), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = stack.pop()
            return self.mapping(closed) if closed.mapping else Sequence(tuple(closed.items), closed.place)
        return None

    def mapping(self, closed: _Open) -> Mapping:
        entries: list[Entry] = []
        first: dict[str, Place] = {}
        before = len(self.faults)
        for key, value in zip(closed.items[::2], closed.items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.faults.append(NOT_A_KEY.at(key.place))
            elif key.text in first and not (closed.flow and _half_a_number(key, value)):
                earlier = first[key.text]
                told = note("Lần đầu ở dòng {line}.", "First at line {line}.", earlier, line=str(earlier.line))
                self.faults.append(DUPLICATE_KEY.at(key.place, notes=(told,), key=shorten(key.text)))
            else:
                first.setdefault(key.text, key.place)
                entries.append(Entry(key, value))
        place = closed.place if closed.flow or not closed.items else closed.items[0].place
        return Mapping(tuple(entries), place, closed.flow, len(self.faults) == before)


def read_document(text: str, file: str) -> tuple[Value, list[Diagnostic]]:
    """Read one YAML document; return its tree and the faults of its keys.

    Raises `Unreadable` where there is no tree to speak of: wrong syntax, too deep, aliases, tags, several documents, no content.
    """
    text = text.removeprefix("\ufeff")
    reader = _Reader(text, file)
    try:
        return reader.read(yaml.parse(text, Loader=Loader)), reader.faults
    except yaml.MarkedYAMLError as failure:
        raise Unreadable(_syntax(failure, reader)) from None
    except yaml.reader.ReaderError as failure:
        number = failure.character if isinstance(failure.character, int) else ord(str(failure.character)[:1] or "?")
        raise Unreadable(_forbidden_character(number, text, reader)) from None
    except UnicodeEncodeError as failure:
        raise Unreadable(_forbidden_character(ord(text[failure.start]), text, reader)) from None


def _half_a_number(key: Scalar, value: Value) -> bool:
    """The `5` of `{min: 842,5}`, which is reported as such and not as a key written twice."""
    return bool(DIGITS.fullmatch(key.text)) and isinstance(value, Scalar) and not value.text


def _syntax(failure: yaml.MarkedYAMLError, reader: _Reader) -> Diagnostic:
    mark = failure.problem_mark or failure.context_mark
    place = reader.place(mark, mark) if mark else Place(reader.file, 1, 1)
    began = failure.context_mark
    notes: tuple[Note, ...] = ()
    if began is not None and mark is not None and (began.line, began.column) != (mark.line, mark.column):
        notes = (note("Phần này bắt đầu ở đây.", "This part begins here.", reader.place(began, began)),)
    return NOT_YAML.at(place, notes=notes, problem=in_words(failure.problem or ""))


def _forbidden_character(number: int, text: str, reader: _Reader) -> Diagnostic:
    at = max(text.find(chr(number)), 0)
    breaks = list(LINE_BREAK.finditer(text, 0, at))
    column = at - (breaks[-1].end() if breaks else 0)
    place = Place(reader.file, len(breaks) + 1, column + 1, 1, reader.lines[len(breaks)])
    problem = Text(f"có ký tự điều khiển U+{number:04X}", f"there is a control character U+{number:04X}")
    removed = hint("Xóa ký tự này; nó thường đến từ việc sao chép.", "Remove it; it usually comes from copying.")
    return NOT_YAML.at(place, help=removed, problem=problem)
