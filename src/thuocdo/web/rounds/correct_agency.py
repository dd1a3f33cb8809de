"""Mend what was written wrongly of an agency when it was entered: its code, first day, and name, kind and block of that day.

A change that happened is another act's (`rename_agency`, `move_agency`): this one makes the wrong fact never have been. Submissions keep the
facts of the day their round opened, so rounds decide how far it goes:

    name     also in rounds under way of organisers whom the actor manages; results that were computed keep the name they were computed with
    kind, block, code, first day    refused while an opened round rests on them
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, Block, BlockMember, Succession
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.directory.refusals import ChangedLater, CodeTaken, NameMissing
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.rounds.refusals import ReasonMissing
from thuocdo.web.ui import written

UNDER_WAY: Final = (RoundState.OPEN, RoundState.VERIFYING, RoundState.EXPLAINING)


class NothingCorrected(WrongState):
    """The agency was entered so already."""


class RestedOn(WrongState):
    """A round that was opened, or a merger or split, rests on what would be changed."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An agency as it was entered; no first day: from the beginning."""

    code: str
    name: str
    kind: str
    block: Block | None
    start: date | None

    def said(self) -> dict[str, Any]:
        """As the log says it."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "block": self.block.slug if self.block else "",
            "start": self.start,
        }


def entered(agency: Agency) -> Entered:
    """What an agency was on its first day; three queries."""
    name, kind, member = (
        _first(rows, agency) for rows in (agency.names, agency.kinds, agency.blocks.select_related("block"))
    )
    return Entered(
        agency.code,
        name.name if name else "",
        kind.kind if kind else "",
        member.block if member else None,
        agency.start,
    )


def correct_agency(
    *, agency: Agency, to: Entered, reason: str, organiser: Agency, actor: Person, at: datetime
) -> Agency:
    """Put right what was entered. Raises `NotAllowed`, `ReasonMissing` and what `must_be_correctable` raises."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        kept = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        was, to = entered(kept), replace(to, name=normal(to.name))
        must_be_correctable(kept, to)
        if not reason.strip():
            raise ReasonMissing(_("Sửa chỗ ghi nhầm thì phải nêu lý do."))
        _correct_facts(kept, was, to)
        renamed = _rename_under_way(kept, was, to, actor, at) if was.name != to.name else 0
        before, after = was.said(), to.said()
        changed = [key for key, value in before.items() if value != after[key]]
        record(
            act="correct_agency",
            actor=actor.email,
            at=at,
            subject=f"agency:{to.code}",
            agency=to.code,
            before={key: before[key] for key in changed},
            after={**{key: after[key] for key in changed}, "submissions": renamed},
            reason=reason.strip(),
        )
    return kept


def must_be_correctable(agency: Agency, to: Entered) -> None:
    """Raise `NameMissing`, `NothingCorrected`, `CodeTaken`, `ChangedLater`, `RestedOn` if the agency cannot have been entered so."""
    was = entered(agency)
    if not normal(to.name):
        raise NameMissing(_("Thiếu tên đơn vị."))
    if replace(to, name=normal(to.name)) == was:
        raise NothingCorrected(_("Đơn vị đã được ghi đúng như vậy."))
    if to.code != was.code and Agency.objects.filter(code=to.code).exists():
        raise CodeTaken(_("Mã %(code)s là của một đơn vị khác.") % {"code": to.code})
    if to.start != was.start:
        _must_begin_before_changes(agency, to.start)
    _must_not_be_rested_on(agency, was, to)


def _must_begin_before_changes(agency: Agency, start: date | None) -> None:
    if start is None:
        return
    later = [
        rows.filter(~_of_the_first_day(agency), start__lte=start)
        for rows in (agency.names, agency.kinds, agency.blocks)
    ]
    ended = [rows.filter(until__lt=start) for rows in (agency.names, agency.kinds, agency.blocks)]
    if (agency.until is not None and agency.until < start) or any(rows.exists() for rows in (*later, *ended)):
        raise ChangedLater(_("Đơn vị đã có thay đổi trước hoặc vào ngày này, nên không thể bắt đầu từ đó."))


def _must_not_be_rested_on(agency: Agency, was: Entered, to: Entered) -> None:
    if (found := _resting(was, to).filter(agency=agency).order_by("round__pk").first()) is not None:
        raise RestedOn(
            _(
                "Đợt «%(round)s» đã mở theo điều đã ghi. Hãy chuyển đơn vị từ một ngày sau đó; hoặc không đánh giá đơn vị trong đợt ấy, rồi mới sửa."
            )
            % {"round": found.round.name}
        )
    if was.code != to.code and agency.submissions.exists():
        raise RestedOn(
            _("Đơn vị đã có phiếu trong một đợt: mã đứng trong phiếu, kết quả và biên nhận nên không sửa được nữa.")
        )
    related = Succession.objects.filter(Q(predecessor=agency) | Q(successor=agency))
    if (was.code, was.start) != (to.code, to.start) and related.exists():
        raise RestedOn(
            _("Đơn vị đã được sáp nhập hay chia tách: mã và ngày đầu tiên là của việc đó nên không sửa được nữa.")
        )


def _resting(was: Entered, to: Entered) -> QuerySet[Submission]:
    """The evaluated submissions of opened rounds that would not be as they are, had the agency been entered so."""
    rests = Q(pk__in=())
    if was.block != to.block and was.block is not None:
        rests |= Q(block=was.block)
    if was.kind != to.kind and was.kind:
        rests |= Q(kind=was.kind)
    if was.start != to.start and to.start is not None:
        rests |= Q(round__opens__lt=datetime.combine(to.start, time(), written.PLACE))
    return Submission.objects.filter(rests, not_evaluated="").select_related("round")


def _correct_facts(agency: Agency, was: Entered, to: Entered) -> None:
    name = {"name": to.name, "sort_key": sort_key(to.name), "search_key": search_key(to.name)}
    _put(agency, agency.names.all(), name if was.name != to.name else None, AgencyName)
    if was.kind != to.kind:
        _put(agency, agency.kinds.all(), {"kind": to.kind} if to.kind else {}, AgencyKind)
    if was.block != to.block:
        _put(agency, agency.blocks.all(), {"block": to.block} if to.block else {}, BlockMember)
    if was.start != to.start:
        for rows in (agency.names, agency.kinds, agency.blocks):
            rows.filter(_of_the_first_day(agency)).update(start=to.start)
    agency.code, agency.start = to.code, to.start
    agency.save(update_fields=["code", "start"])


def _put(agency: Agency, rows: QuerySet[Any], fact: dict[str, Any] | None, model: type[Any]) -> None:
    """Write the fact of the first day; an empty one takes the row away, None leaves it."""
    if fact is None:
        return
    first = rows.filter(_of_the_first_day(agency)).first()
    if first is not None:
        kept = rows.filter(pk=first.pk)
        if fact:
            kept.update(**fact)
        else:
            kept.delete()
    elif fact:
        following = rows.order_by("start").first()
        until = following.start - timedelta(days=1) if following else agency.until
        model.objects.create(agency=agency, start=agency.start, until=until, **fact)


def _rename_under_way(agency: Agency, was: Entered, to: Entered, actor: Person, at: datetime) -> int:
    """The name in rounds under way that have the wrong one, of organisers whom the actor manages."""
    managed = Holding.at(actor, at).anywhere(RoleName.MANAGER)
    rounds = Round.objects.select_for_update(of=("self",)).order_by("pk")  # nobody computes meanwhile
    theirs = rounds.filter(submissions__agency=agency, state__in=UNDER_WAY, organiser_id__in=managed)
    rows = Submission.objects.filter(agency=agency, name=was.name, round__in=list(theirs))
    return rows.update(name=to.name, sort_key=sort_key(to.name), search_key=search_key(to.name))


def _first(rows: Any, agency: Agency) -> Any:
    return rows.filter(_of_the_first_day(agency)).first()


def _of_the_first_day(agency: Agency) -> Q:
    return Q(start__isnull=True) if agency.start is None else Q(start=agency.start)
