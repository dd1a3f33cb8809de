"""The agencies that are there, as an import compares its rows with them: all loaded by five queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from thuocdo.vietnamese.names import search_key
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, Block, BlockMember

NAME, KIND, BLOCK = "name", "kind", "block"
Days = tuple[date | None, date | None]
Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Known:
    """One agency with everything it was called, was and belonged to, each with its days."""

    days: Days
    names: list[tuple[str, Days]] = field(default_factory=list)
    kinds: list[tuple[str, Days]] = field(default_factory=list)
    blocks: list[tuple[Block, Days]] = field(default_factory=list)

    def exists_on(self, day: date | None) -> bool:
        """Whether it exists on a day; without one, whether it has not ended."""
        return self.days[1] is None if day is None else _holds(self.days, day)

    def same(self, name: str, kind: str, block: Block | None) -> bool:
        """Whether a row says what was last known of it."""
        last = (_last(self.names), _last(self.kinds), _last(self.blocks))
        return name == last[0] and kind in {"", last[1]} and block in (None, last[2])

    def changes(self, day: date | None, name: str, kind: str, block: Block | None) -> Iterator[tuple[str, str, str]]:
        """What a row says otherwise than what holds on a day: which, before and after in words."""
        if (before := _on(self.names, day)) != name:
            yield NAME, before or "", name
        if kind and (was := _on(self.kinds, day)) != kind:
            yield KIND, kind_words(was) if was else "", kind_words(kind)
        if block and (member := _on(self.blocks, day)) != block:
            yield BLOCK, member.name if member else "", block.name

    def begins_later(self, day: date, which: Iterable[str]) -> date | None:
        """The day on which the newest of these begins, if that is not before `day`."""
        rows: dict[str, Sequence[tuple[object, Days]]] = {NAME: self.names, KIND: self.kinds, BLOCK: self.blocks}
        starts = [days[0] for each in which for _, days in rows[each] if days[0] is not None]
        return max((start for start in starts if start >= day), default=None)


class KnownAgencies:
    """Every agency by its code, and every block by its code or name."""

    def __init__(self) -> None:
        self._blocks = {block.slug: block for block in Block.objects.order_by("order", "name")}
        self._by_name = {search_key(block.name): block for block in self._blocks.values()}
        by_id = {block.pk: block for block in self._blocks.values()}
        found: dict[int, Known] = {}
        self._codes: dict[str, Known] = {}
        for pk, code, start, until in Agency.objects.values_list("pk", "code", "start", "until"):
            found[pk] = self._codes[code] = Known((start, until))
        for pk, name, start, until in AgencyName.objects.values_list("agency_id", "name", "start", "until"):
            found[pk].names.append((name, (start, until)))
        for pk, kind, start, until in AgencyKind.objects.values_list("agency_id", "kind", "start", "until"):
            found[pk].kinds.append((kind, (start, until)))
        for pk, block, start, until in BlockMember.objects.values_list("agency_id", "block_id", "start", "until"):
            found[pk].blocks.append((by_id[block], (start, until)))

    def get(self, code: str) -> Known | None:
        """The agency of a code, if there is one."""
        return self._codes.get(code)

    def block(self, text: str) -> Block | None:
        """The block that somebody wrote, by its code or its name without diacritics."""
        return self._blocks.get(text) or self._by_name.get(search_key(text))

    @property
    def block_names(self) -> list[str]:
        """What the blocks are called, in their order."""
        return [block.name for block in self._blocks.values()]


def _holds(days: Days, day: date) -> bool:
    start, until = days
    return (start is None or start <= day) and (until is None or until >= day)


def _on(rows: Sequence[tuple[Fact, Days]], day: date | None) -> Fact | None:
    if day is None:
        return _last(rows)
    return next((fact for fact, days in rows if _holds(days, day)), None)


def _last(rows: Sequence[tuple[Fact, Days]]) -> Fact | None:
    return max(rows, key=lambda row: row[1][0] or date.min)[0] if rows else None
