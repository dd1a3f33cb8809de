"""An agency's page: its names, kind and block in their times, before and after it, its rounds, its people, its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.accounts.staffing import may_see_people
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, BlockMember, Succession
from thuocdo.web.agencies.naming import NamesOfTheTime
from thuocdo.web.desk.agency_history import history_of
from thuocdo.web.directory.reading import may_change, must_read_agency, reads_all
from thuocdo.web.publication.published import newest_public, seen_state
from thuocdo.web.rounds.models import Submission


@dataclass(frozen=True, slots=True)
class Relative:
    """An agency that this one carries on, or that carries it on, by its name of that time."""

    code: str
    name: str
    day: date
    basis: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in the agency today."""

    person_id: int
    name: str
    role: Any


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that has days, oldest first."""

    names: list[AgencyName]
    kinds: list[AgencyKind]
    blocks: list[BlockMember]

    @classmethod
    def of(cls, agency: Agency) -> Facts:
        """Three queries."""
        first = F("start").asc(nulls_first=True)
        return cls(
            list(agency.names.order_by(first)),
            list(agency.kinds.order_by(first)),
            list(agency.blocks.select_related("block").order_by(first)),
        )

    def on(self, day: date) -> tuple[str, str, str]:
        """Name, kind and block of a day, the last or first of them where it is before or after all."""
        name, kind, block = (_of_the_day(rows, day) for rows in (self.names, self.kinds, self.blocks))
        return (
            name.name if name else "",
            kind_words(kind.kind) if kind else "",
            block.block.name if block else "",
        )


@require_safe
@signed_in
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency, for people of an organiser and its own."""
    agency, holding, today = get_object_or_404(Agency, code=code), holding_of(request), timezone.localdate()
    must_read_agency(holding, agency.pk)
    facts = Facts.of(agency)
    # Of an agency that has ended, what it was on its last day; of one that is to come, what it will be on its first.
    day = max(min(today, agency.until or today), agency.start or date.min)
    name, kind, block = facts.on(day)
    before, after = _relatives(agency, holding)
    context = {
        "agency": agency,
        "today": today,
        "name": name or code,
        "kind": kind,
        "block_name": block,
        "ended": agency.until is not None and agency.until < today,
        "to_come": agency.start is not None and agency.start > today,
        "names": facts.names[::-1],
        "standings": _standings(facts),
        "before": before,
        "after": after,
        "rounds": _rounds(agency, holding),
        "people": _people(agency, today),
        "may_see_people": may_see_people(holding, agency.pk),
        "history": history_of(agency) if reads_all(holding) else (),
        "reads_all": reads_all(holding),
        "managing": may_change(holding),
    }
    return render(request, "desk/agency.html", context)


def _of_the_day(rows: Sequence[Any], day: date) -> Any:
    """The dated row in force on a day."""
    return next(
        (row for row in rows if (row.start is None or row.start <= day) and (row.until is None or row.until >= day)),
        None,
    )


def _standings(facts: Facts) -> list[tuple[str, bool, date | None, date | None]]:
    """Kinds and blocks in one table, newest first: words, whether it is a block, from, until."""
    kinds = [(kind_words(row.kind), False, row.start, row.until) for row in facts.kinds]
    blocks = [(row.block.name, True, row.start, row.until) for row in facts.blocks]
    return sorted((*kinds, *blocks), key=lambda row: (row[2] or date.min, row[1]), reverse=True)


def _relatives(agency: Agency, holding: Holding) -> tuple[list[Relative], list[Relative]]:
    """Predecessors and successors, by two queries however many there are."""
    rows = Succession.objects.filter(Q(predecessor=agency) | Q(successor=agency)).order_by("day", "pk")
    links = list(rows.select_related("predecessor", "successor"))
    others = [link.predecessor if link.successor_id == agency.pk else link.successor for link in links]
    names = NamesOfTheTime.of(other.pk for other in others)
    before: list[Relative] = []
    after: list[Relative] = []
    for link, other in zip(links, others, strict=True):
        is_before = link.successor_id == agency.pk
        at = link.day - timedelta(days=1) if is_before else link.day
        name = names.on(other.pk, at) or other.code
        seen = reads_all(holding) or other.pk in holding.agencies
        (before if is_before else after).append(Relative(other.code, name, link.day, link.basis, seen))
    return before, after


def _rounds(agency: Agency, holding: Holding) -> Iterator[dict[str, Any]]:
    """The rounds it was or is in, each with its name of the time; those of one's own organisers can be opened."""
    rows = Submission.objects.filter(agency=agency).select_related("round", "block")
    public = set(newest_public(timezone.now()).values_list("round_id", flat=True))
    own = {one for role in RoleName if role not in {RoleName.OFFICER, RoleName.HEAD} for one in holding.anywhere(role)}
    for row in rows.order_by("-round__year", "-round__opens"):
        yield {
            "submission": row,
            "round": row.round,
            "published": row.round_id in public,
            "state": seen_state(row.round, public),
            "board": row.round.organiser_id in own,
        }


def _people(agency: Agency, today: date) -> list[Member]:
    held = Role.objects.on(today).filter(agency=agency).select_related("person").order_by("role", "person__sort_key")
    return [Member(role.person_id, str(role.person), RoleName(role.role).label) for role in held]
