"""Lists of a hundred rows: filtered, sorted and searched by the address of the page, on the server, always in the same order.

    ?tim=da+nang      words of the search, without diacritics if one likes
    &<key>=<value>    a filter
    &xep=-diem        the column sorted by, "-" for the other way round
    &trang=2          the page

Two queries a list: how many there are, and the rows of the page. What is no known value is taken as not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import Promise

from thuocdo.vietnamese import search_key

SIZE = 100
SEARCH, SORT, PAGE = "tim", "xep", "trang"
LONGEST_SEARCH = 100

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column one can sort by: the database fields it goes by, and whether the largest comes first."""

    key: str
    label: Words
    by: tuple[str, ...]
    largest_first: bool = False
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter as the address has it, its words, and what it means to the database."""

    value: str
    label: Words
    means: Q


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice among several, or none; `everything` says what none means ("Mọi khối")."""

    key: str
    label: Words
    everything: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows to show, and what the page needs to say about them."""

    rows: list[Row]
    total: int
    number: int
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sort: Column
    reversed: bool
    search: str
    chosen: Mapping[str, str]
    searchable: bool
    size: int = SIZE

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown, counted from 1; 0 where there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.number * self.size, self.total)

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.search or self.chosen)

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.sort.largest_first != self.reversed

    def address(self, **changes: str | int) -> str:
        """The query of this page with some parameters changed; "" takes one away."""
        parameters: dict[str, str | int] = {SEARCH: self.search, **self.chosen}
        if self.reversed or self.sort != self.columns[0]:
            parameters[SORT] = f"{'-' if self.reversed else ''}{self.sort.key}"
        parameters.update({PAGE: self.number if self.number > 1 else "", **changes})
        return "?" + urlencode({key: value for key, value in parameters.items() if value != ""})


def list_page(
    rows: QuerySet[Stored],
    query: Mapping[str, str],
    *,
    columns: Sequence[Column],
    filters: Sequence[Filter] = (),
    search: str | None = "search_key",
    size: int = SIZE,
) -> Page[Stored]:
    """One page of `rows`; the first column is the order if the address says none, `search` the field that is searched."""
    words = query.get(SEARCH, "").strip()[:LONGEST_SEARCH] if search else ""
    for word in search_key(words).split():
        rows = rows.filter(**{f"{search}__contains": word})
    chosen = {}
    for one in filters:
        found = next((choice for choice in one.choices if choice.value == query.get(one.key)), None)
        if found is not None:
            chosen[one.key] = found.value
            rows = rows.filter(found.means)
    sort, turned = _sort(query.get(SORT, ""), columns)
    total = rows.count()
    number = min(_whole(query.get(PAGE, "")), max(1, -(-total // size)))
    ordered = rows.order_by(*_order(rows, sort, descending=sort.largest_first != turned))
    return Page(
        rows=list(ordered[(number - 1) * size : number * size]) if total else [],
        total=total,
        number=number,
        columns=tuple(columns),
        filters=tuple(filters),
        sort=sort,
        reversed=turned,
        search=words,
        chosen=chosen,
        searchable=search is not None,
        size=size,
    )


def _sort(asked: str, columns: Sequence[Column]) -> tuple[Column, bool]:
    found = next((column for column in columns if column.key == asked.removeprefix("-")), None)
    return (columns[0], False) if found is None else (found, asked.startswith("-"))


def _order(rows: QuerySet[Any], column: Column, *, descending: bool) -> list[Any]:
    """Rows without a value stand last either way, and the row's own key settles what is equal."""
    return [*(_by(rows, name, descending=descending) for name in column.by), "pk"]


def _by(rows: QuerySet[Any], name: str, *, descending: bool) -> Any:
    """A field that always has a value is asked for plainly: only so is its index of use."""
    always = {field.name for field in rows.model._meta.concrete_fields if not field.null}
    if name in always:
        return f"-{name}" if descending else name
    return F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
