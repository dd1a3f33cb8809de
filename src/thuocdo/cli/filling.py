"""The steps of a long work as they pass: a line each; on a terminal with a bar that fills.

Lâm Đồng 2026: 124 xã, phường, đặc khu  ━━━━━━━━━━━───────── 68/124
"""

from __future__ import annotations

import sys
from typing import Final

from thuocdo.cli.output import Output
from thuocdo.vietnamese.languages import Text

BAR: Final = 20
CLEAR: Final = "\r\x1b[2K"


class Filling:
    """Tells steps on stdout; `done` redraws the bar of the last one, on a terminal only."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._live = sys.stdout.isatty()
        self._words = ""
        self._drawn = -1

    def step(self, words: Text) -> None:
        """The next step begins."""
        self.end()
        self._words = f"  {words.to(self._out.lang)}"
        if self._live:
            self._draw(self._words)
        else:
            self._out.say(self._words)
            self._out.flush()

    def done(self, number: int, of: int) -> None:
        """Fill the bar as far as the step is."""
        percent = 100 * number // max(of, 1)
        if self._live and percent != self._drawn:
            self._drawn = percent
            full = BAR * number // max(of, 1)
            self._draw(f"{self._words}  {'━' * full}{'─' * (BAR - full)} {number}/{of}")

    def end(self) -> None:
        """Leave the last step as a finished line."""
        if self._live and self._words:
            self._draw(f"{self._words}\n")
        self._words, self._drawn = "", -1

    def _draw(self, line: str) -> None:
        sys.stdout.write(CLEAR + line)
        sys.stdout.flush()
