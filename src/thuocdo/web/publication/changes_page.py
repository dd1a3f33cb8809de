"""Year against year: who went up, down, stayed, was not there before; ranks only where they are among the same agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thuocdo.scoring.change import Change, Movement
from thuocdo.web.publication.head import facts_of, head_of
from thuocdo.web.publication.shown import Shown, code_of, shown
from thuocdo.web.publication.version import Asked
from thuocdo.web.results.models import Standing
from thuocdo.web.results.standing_list import COLUMNS
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page

WAYS: Final = (
    Choice("tang", _("tăng điểm"), Q(change__gt=0)),
    Choice("giam", _("giảm điểm"), Q(change__lt=0)),
    Choice("khong-doi", _("không đổi"), Q(change=0)),
    Choice("khong-so-duoc", _("không có để so sánh"), Q(change__isnull=True)),
)
ORDER: Final[tuple[Column, ...]] = tuple(
    column for key in ("thay-doi", "hang", "ten") for column in COLUMNS if column.key == key
)


@dataclass(frozen=True, slots=True)
class Moves:
    """How many went which way; `unknown` were there before but cannot be compared."""

    up: int
    down: int
    unchanged: int
    no_last_year: int
    unknown: int


def changes(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """The change of each agency of a block at a node."""
    named = shown(asked, block, node)
    way = Filter("chieu", _("Thay đổi"), _("Mọi thay đổi"), WAYS)
    page = list_page(named.rows, request.GET, columns=ORDER, filters=(way,), search="search_key")
    moved = changes_of(named)
    facts = facts_of(named)
    context = head_of(named, "changes") | {
        "page": page,
        "rows": [(row, _of(row, moved)) for row in page],
        "moves": moves_of(moved.values()) if named.scored.earlier is not None else None,
        "facts": facts,
        "other_agencies": others(named),
    }
    return render(request, "publication/changes.html", context)


def changes_of(named: Shown) -> dict[str, Change]:
    """The change of each agency of the block, by its code, else by its name."""
    who = named.scored.agencies.iter_rows(named=True)
    rows = zip(who, named.scored.changes(named.node.id), strict=True)
    mine = named.in_table
    return {
        row.get("code") or row["agency"]: change
        for row, change in rows
        if change is not None and (mine is None or row.get("block") == mine)
    }


def moves_of(found: Iterable[Change]) -> Moves:
    """Counted by way."""
    counts = Counter(change.movement for change in found)
    return Moves(
        counts[Movement.UP],
        counts[Movement.DOWN],
        counts[Movement.UNCHANGED],
        counts[Movement.NO_LAST_YEAR],
        counts[None],
    )


def others(named: Shown) -> bool:
    """Whether other agencies of the block are ranked than the year before, so that ranks are not among the same ones."""
    earlier = named.scored.earlier
    if earlier is None:
        return False
    agencies, mine = named.scored.agencies, named.in_table
    before = earlier.nodes.get(named.node.id, {}).items()
    then = {
        identity
        for identity, each in before
        if each.rank is not None and (mine is None or earlier.blocks.get(identity) in {None, mine})
    }
    names = agencies["code" if earlier.by_code else "agency"]
    blocks = agencies["block"] if mine is not None else [None] * len(names)
    ranks = zip(names, blocks, named.scored.node(named.node.id)["rank"], strict=True)
    return then != {name for name, block, rank in ranks if rank is not None and block == mine}


def _of(row: Standing, moved: dict[str, Change]) -> Change | None:
    return moved.get(code_of(row)) or moved.get(row.name)
