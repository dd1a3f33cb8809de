"""Remembers what was worked out for a criteria set, by the set's identity: hashing a whole set would cost more than most of it saves."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from thuocdo.definition.model import CriteriaSet

T = TypeVar("T")


class Kept(Generic[T]):
    """The latest results by set and key; the set is kept alive with its result, so that its identity stays its own."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._found: OrderedDict[tuple[int, Hashable], tuple[CriteriaSet, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, criteria_set: CriteriaSet, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept for a set and a key, made now if it is not."""
        place = (id(criteria_set), key)
        with self._lock:
            if place in self._found:
                self._found.move_to_end(place)
                return self._found[place][1]
        made = make()
        with self._lock:
            self._found[place] = (criteria_set, made)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made
