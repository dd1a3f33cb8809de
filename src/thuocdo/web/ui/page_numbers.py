"""Which page numbers stand under a list: the first, the last, the neighbours, and a gap between."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A page number; 0 for a gap."""

    number: int
    current: bool


def steps(number: int, pages: int) -> list[Step]:
    """The numbers shown on page `number` of `pages`.

    >>> [step.number for step in steps(5, 34)]
    [1, 0, 4, 5, 6, 0, 34]
    """
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    found: list[Step] = []
    before = 0
    for one in shown:
        if one - before == 2:
            found.append(Step(one - 1, current=False))
        elif one - before > 2:
            found.append(Step(0, current=False))
        found.append(Step(one, current=one == number))
        before = one
    return found
