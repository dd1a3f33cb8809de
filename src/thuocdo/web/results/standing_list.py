"""Standings as a list: its rows, columns and filters, the limits on the ruler. Whoever has no figure comes last either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thuocdo.definition.model import Node
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.sets.level_tables import limits_within
from thuocdo.web.ui.paging import Choice, Column, Filter, Page, list_page
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import exact

COLUMNS: Final = (
    Column("hang", _("Hạng"), ("rank", "sort_key"), numeric=True),
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("muc", _("Mức"), ("level_place", "rank", "sort_key")),
    Column("diem", _("Điểm"), ("points", "sort_key"), largest_first=True, numeric=True),
    Column("ty-le", _("Tỷ lệ"), ("percent", "sort_key"), largest_first=True, numeric=True),
    Column("thay-doi", _("So với kỳ trước"), ("change", "sort_key"), largest_first=True, numeric=True),
)


def standings_at(result: Result, block: int, node: str) -> QuerySet[Standing]:
    """Every agency of a block at a ranked node, with its code."""
    return Standing.objects.filter(result=result, node=node, block=block).select_related("submission__agency")


def standing_page(
    rows: QuerySet[Standing], query: Mapping[str, str], node: Node, columns: Sequence[Column] = COLUMNS
) -> Page[Standing]:
    """The page of a list that an address asks for."""
    return list_page(rows, query, columns=columns, filters=level_filters(node), search="search_key")


def by_rank(rows: QuerySet[Standing]) -> list[Standing]:
    """All of them, as the list has them without a choice."""
    return list_page(rows, {}, columns=COLUMNS, search=None, size=rows.count() or 1).rows


def level_filters(node: Node) -> tuple[Filter, ...]:
    """The choice of a level, and of whoever has no rank."""
    unranked = Filter("hang", _("Xếp hạng"), _("Có hạng hay không"), UNRANKED)
    if not node.levels:
        return (unranked,)
    names = [*(level.name for level in node.levels), node.below]
    choices = tuple(Choice(str(place), name, Q(level=name)) for place, name in enumerate(names))
    return Filter("muc", _("Mức"), _("Mọi mức"), choices), unranked


UNRANKED: Final = (
    Choice("co", _("có hạng"), Q(rank__isnull=False)),
    Choice("khong", _("không có hạng"), Q(rank__isnull=True)),
    Choice("tam-tinh", _("hạng tạm tính"), Q(rank__isnull=False, provisional=True)),
)


def limits_of(node: Node, available: Decimal | None = None) -> tuple[Limit, ...]:
    """The levels' limits in points for an agency that can reach so many; without a number for whoever everything applies to."""
    whole = node.max if available is None else available
    return limits_within(node, whole) if isinstance(whole, Decimal) else ()


def limits_for(node: Node, row: Standing, decimals: int) -> tuple[Limit, ...]:
    """The same for an agency by its standing."""
    return limits_of(node, None if row.available is None else exact(row.available, decimals))
