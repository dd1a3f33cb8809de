"""What stands on a picture, as data: every text is already written in the language of whoever shares it.

+--------------------------------------------------+
| overline                                  sample |
| title, at most two lines                         |
| lead, at most two lines                          |
| ================================================ |
| figure      figure      figure                   |
| label       label       label                    |
| line   name        ----|--v-|---   points  level |
| line   ...                                       |
| the ruler of the product            foot         |
+--------------------------------------------------+
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the figures people come for, and what it is."""

    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a ruler in percent of its length; `tone` is that of its level: 1 to 4, mid, none."""

    start: Decimal
    width: Decimal
    tone: str


@dataclass(frozen=True, slots=True)
class Label:
    """What is written under a place of a ruler, in percent of its length."""

    at: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One score on its ruler; without a marker there are no points to show.

    A card without facts gives each line the whole width, with its `note`; a line without a name is a ruler alone, with its labels.
    """

    name: str
    place: str
    points: str
    level: str
    tone: str
    bands: tuple[Band, ...]
    marker: Decimal | None
    labels: tuple[Label, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A whole picture; `sample` marks data made up for illustration."""

    overline: str
    title: str
    lead: str
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    foot: str
    sample: str = ""
