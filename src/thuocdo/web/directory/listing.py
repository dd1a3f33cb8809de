"""The list of agencies as of a day: those there by their names of the time, or those that have ended by then by their last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import AgencyKind, AgencyName, Block, BlockMember
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.directory.reading import reads_all
from thuocdo.web.ui.fields import DayField
from thuocdo.web.ui.paging import Choice, Column, Filter

DAY, BLOCK, KIND, STATE = "ngay", "khoi", "loai", "con"
ENDED = "da-het"
NONE = "-"


class DayForm(forms.Form):
    """The day the list is of."""

    ngay = DayField(label=_("Theo ngày"), required=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """The day of a list, how it was typed (nothing: today), and whether ended agencies were asked for."""

    day: date
    typed: str
    ended: bool
    form: DayForm

    @classmethod
    def of(cls, query: Mapping[str, str], today: date) -> Asked:
        """Read the address; what is no day is said beside the field, and the list is today's."""
        form = DayForm({DAY: query.get(DAY, "")})
        day = form.cleaned_data[DAY] if form.is_valid() else None
        typed = query.get(DAY, "") if day and day != today else ""
        return cls(day or today, typed, query.get(STATE) == ENDED, form)


def rows_of(asked: Asked, holding: Holding) -> QuerySet[AgencyName]:
    """The agencies somebody sees, each with code, kind and block of its time."""
    rows = AgencyName.objects.select_related("agency")
    if not reads_all(holding):
        rows = rows.filter(agency_id__in=holding.agencies)
    if asked.ended:
        rows = rows.filter(agency__until__lt=asked.day, until=F("agency__until"))
    else:
        rows = rows.filter(in_force(asked.day), _exists_on(asked.day))
    kinds = AgencyKind.objects.filter(_of_the_time(asked), agency=OuterRef("agency"))
    members = BlockMember.objects.filter(_of_the_time(asked), agency=OuterRef("agency"))
    return rows.annotate(
        kind=Subquery(kinds.values("kind")[:1]),
        block_id=Subquery(members.values("block_id")[:1]),
        block=Subquery(members.values("block__name")[:1]),
        block_order=Subquery(members.values("block__order")[:1]),
        block_start=Subquery(members.values("start")[:1]),
        kind_start=Subquery(kinds.values("start")[:1]),
    )


def columns() -> tuple[Column, ...]:
    """What one can sort by."""
    return (
        Column("ten", _("Đơn vị"), ("sort_key", "agency__code")),
        Column("ma", _("Mã"), ("agency__code",)),
        Column("loai", _("Loại"), ("kind", "sort_key")),
        Column("khoi", _("Khối"), ("block_order", "block", "sort_key")),
    )


def filters_of(asked: Asked, blocks: Sequence[Block], kinds: Sequence[str]) -> tuple[Filter, ...]:
    """Block and kind, whether the agency is still there, and the day, which every page of the list keeps."""
    of_blocks = [Choice(block.slug, block.name, Q(block_id=block.pk)) for block in blocks]
    of_kinds = [Choice(kind, kind_words(kind), Q(kind=kind)) for kind in kinds]
    found = [
        Filter(
            BLOCK, _("Khối"), _("Mọi khối"), (*of_blocks, Choice(NONE, _("không thuộc khối nào"), Q(block_id=None)))
        ),
        Filter(KIND, _("Loại"), _("Mọi loại"), (*of_kinds, Choice(NONE, _("chưa ghi loại"), Q(kind=None)))),
        Filter(STATE, _("Tình trạng"), _("Đang hoạt động"), (Choice(ENDED, _("Đã kết thúc"), Q()),)),
    ]
    if asked.typed:
        found.append(Filter(DAY, "", "", (Choice(asked.typed, "", Q()),)))
    return tuple(found)


def kinds_in_use() -> list[str]:
    """Every kind an agency has or had, by its words."""
    return sorted(AgencyKind.objects.values_list("kind", flat=True).distinct(), key=kind_words)


def _exists_on(day: date) -> Q:
    return (Q(agency__start__isnull=True) | Q(agency__start__lte=day)) & (
        Q(agency__until__isnull=True) | Q(agency__until__gte=day)
    )


def _of_the_time(asked: Asked) -> Q:
    """The row in force on the day, or the last one of an agency that has ended."""
    return Q(until=OuterRef("agency__until")) if asked.ended else in_force(asked.day)
