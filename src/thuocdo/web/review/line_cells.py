"""The cells of a work list's row: claim, points, documents, state; written without a template, since a page has a hundred rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.ui.markup import filled

CELLS: Final = (
    '<td class="wide" data-label="{}">{}</td>\n<td class="number" data-label="{}">{}</td>\n'
    '<td class="number" data-label="{}">{}</td>\n<td data-label="{}"><span class="state {}">{}</span></td>'
)
ABSENT: Final = '<span class="absent">{}</span>'


@dataclass(frozen=True, slots=True)
class Words:
    """What the cells are called, and what is said where nothing is there."""

    claim: str
    unclaimed: str
    points: str
    missing: str
    documents: str
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in words: what is claimed, what `stands` where it was decided, and how its state is coloured (`tone`)."""

    claimed: str
    points: str
    stands: str
    stands_points: str
    odd: tuple[str, ...]
    documents: str
    state: str
    tone: str


def words_now() -> Words:
    """The words in the language of the page, looked up once for it."""
    return Words(_("Kê khai"), _("chưa kê khai"), _("Điểm"), _("chưa có"), _("Tài liệu"), _("Trạng thái"))


def cells_of(said: Said, words: Words) -> SafeString:
    """The cells from the claim to the state."""
    claim, points = _claim(said, words), _points(said, words)
    return filled(
        *(CELLS, words.claim, claim, words.points, points, words.documents, said.documents),
        *(words.state, said.tone, said.state),
    )


def _claim(said: Said, words: Words) -> SafeString:
    """What is claimed, what stands instead of it, and what is odd about it."""
    found = filled("{}", said.claimed) if said.claimed else filled(ABSENT, words.unclaimed)
    if said.stands and said.stands != said.claimed:
        found += filled("<br><strong>→ {}</strong>", said.stands)
    for sentence in said.odd:
        found += filled('<small class="odd">{}</small>', sentence)
    return found


def _points(said: Said, words: Words) -> SafeString:
    """The points that count now; those that were claimed are struck out where they were others."""
    if said.stands:
        struck = filled("<del>{}</del> ", said.points) if said.stands_points != said.points else SafeString("")
        return struck + filled("<strong>{}</strong>", said.stands_points or "–")
    return filled("{}", said.points) if said.points else filled(ABSENT, words.missing)
