"""Prepare a round: what it is called, for which year, by which calendar, which blocks with which sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundBlock
from thuocdo.web.rounds.refusals import Incomplete
from thuocdo.web.sets.models import SetVersion


@dataclass(frozen=True, slots=True)
class Calendar:
    """The instants of a round; each is too late for what it ends."""

    opens: datetime
    submit_before: datetime
    explain_before: datetime
    settle_before: datetime

    @property
    def runs_forward(self) -> bool:
        """Whether each instant follows the one before."""
        return self.opens < self.submit_before <= self.explain_before <= self.settle_before


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round is to be: `slug` stands in its addresses for ever; `sample` marks demonstration data."""

    slug: str
    name: str
    year: int
    calendar: Calendar
    blocks: Mapping[Block, SetVersion]
    sample: bool = False
    source: str = ""
    second_review: bool = False


def must_run_forward(calendar: Calendar) -> None:
    """Raise `Incomplete` for instants out of order."""
    if not calendar.runs_forward:
        raise Incomplete(_("Các mốc thời gian phải theo thứ tự: mở, nộp, giải trình, kết luận."))


def prepare_round(*, plan: RoundPlan, organiser: Agency, actor: Person, at: datetime) -> Round:
    """Make a round in the state *prepared*. Raises `NotAllowed`, `Incomplete`."""
    calendar = plan.calendar
    with transaction.atomic():
        must_manage(actor, organiser, at)
        must_run_forward(calendar)
        if Round.objects.filter(slug=plan.slug).exists():
            raise Incomplete(_("Đã có đợt đánh giá mang mã này."))
        prepared = Round.objects.create(
            slug=plan.slug,
            name=plan.name,
            year=plan.year,
            organiser=organiser,
            opens=calendar.opens,
            submit_before=calendar.submit_before,
            explain_before=calendar.explain_before,
            settle_before=calendar.settle_before,
            sample=plan.sample,
            source=plan.source,
            second_review=plan.second_review,
        )
        RoundBlock.objects.bulk_create(
            RoundBlock(round=prepared, block=block, set_version=version) for block, version in plan.blocks.items()
        )
        record(
            act="prepare_round",
            actor=actor.email,
            at=at,
            subject=f"round:{plan.slug}",
            agency=organiser.code,
            round=plan.slug,
            after={
                "name": plan.name,
                "year": plan.year,
                "submit_before": calendar.submit_before,
                "second_review": plan.second_review,
                "blocks": {block.slug: f"{version.set_id}/{version.number}" for block, version in plan.blocks.items()},
            },
        )
    return prepared
