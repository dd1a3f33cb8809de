"""A score on its scale, in one line of a terminal: the limits of the levels, the score, and what stands there.

                                          ▼ 37,42
├─────────────────────────────────────┼──┼──┼─────┼─────┤
0                                     35    40    45    50
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from thuocdo.diagnostics.cells import width

CELLS: Final = 60


def ruler(
    points: Fraction,
    low: Fraction,
    high: Fraction,
    limits: Sequence[tuple[Fraction, str]],
    label: str,
    ends: tuple[str, str],
) -> list[str]:
    """Return three lines: the marker, the scale from `low` to `high` with a tick at each limit, and the labels there is room for."""
    if high <= low:
        return []
    marker = _cell(points, low, high)
    scale = ["─"] * (CELLS + 1)
    scale[0], scale[-1] = "├", "┤"
    for value, _ in limits:
        at = _cell(value, low, high)
        if 0 < at < CELLS:
            scale[at] = "┼"
    return [_marked(marker, label), "".join(scale), _labels(limits, low, high, ends)]


def _cell(value: Fraction, low: Fraction, high: Fraction) -> int:
    share = (value - low) / (high - low)
    return max(0, min(CELLS, int(share * CELLS)))


def _marked(at: int, label: str) -> str:
    right = f"▼ {label}"
    return " " * at + right if at + width(right) <= CELLS + 1 else " " * max(at - width(label) - 1, 0) + f"{label} ▼"


def _labels(limits: Sequence[tuple[Fraction, str]], low: Fraction, high: Fraction, ends: tuple[str, str]) -> str:
    """The ends, then limits as long as they keep a blank between them."""
    line = [" "] * (CELLS + 1 + len(ends[1]))
    wanted = [(0, ends[0]), (CELLS + 1 - len(ends[1]), ends[1])]
    wanted += [(max(_cell(value, low, high) - len(text) // 2, 0), text) for value, text in limits]
    for start, text in wanted:
        around = line[max(start - 1, 0) : start + len(text) + 1]
        if all(cell == " " for cell in around):
            line[start : start + len(text)] = text
    return "".join(line).rstrip()
