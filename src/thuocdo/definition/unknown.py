"""Names that lead nowhere: a node or a kind of agency that the set does not have."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.definition.suggest import shorten, suggestion
from thuocdo.diagnostics import Diagnostic, Place, error, note

UNKNOWN_NODE = error(
    "TD210",
    "Bộ tiêu chí không có nhóm hay tiêu chí nào mang mã «{id}».",
    "The criteria set has no group or criterion with the id «{id}».",
)
UNKNOWN_KIND = error(
    "TD219",
    "Bộ tiêu chí không dành cho loại đơn vị «{kind}».",
    "The criteria set is not for agencies of the kind «{kind}».",
)


def unknown_node(place: Place, id: str, known: Iterable[str]) -> Diagnostic:
    """Report an id that no node has."""
    return UNKNOWN_NODE.at(place, help=suggestion(id, known), id=shorten(id))


def unknown_kind(place: Place, kind: str, known: tuple[str, ...]) -> Diagnostic:
    """Report a kind of agency that the set is not for."""
    help = suggestion(kind, known)
    listed = note("Bộ tiêu chí dành cho: {kinds}.", "The criteria set is for: {kinds}.", kinds=known)
    return UNKNOWN_KIND.at(place, help=help, notes=() if help or not known else (listed,), kind=shorten(kind))
