"""The round of the whole country: all 3,321 communes in 34 blocks, one for each province. Sample data, entered in bulk.

The people of a commune are not there, and no act is done for each answer: `fill_in_bulk` writes the rows that the acts would have
left, and one entry of the log that says so. Nobody has handed over or submitted. The round is marked as sample data like the others.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from thuocdo.vietnamese.languages import Text
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.demo.cast import NATION_MANAGER, first_manager
from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
from thuocdo.web.demo.lam_dong import COMMUNES, calendar_from
from thuocdo.web.demo.progress import MIDWAY, progress_of
from thuocdo.web.demo.running import submissions_of
from thuocdo.web.demo.telling import Telling
from thuocdo.web.demo.units import ORIGIN, SINCE, provinces
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import RoundPlan, prepare_round
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.sheet import sheet_of

SLUG: Final = "ca-nuoc-xa-2026"
NAME: Final = "Mức độ chuyển đổi số cấp xã, cả nước năm 2026"
SET: Final = "mau-2026-xa"
CODE: Final = "bo-khcn"
MINISTRY: Final = "Bộ Khoa học và Công nghệ"


def fill(at: datetime, tell: Telling) -> None:
    """The ministry, every commune that is not there yet, the round, and answers."""
    opened = at - timedelta(days=21)
    tell.step(Text("Cả nước: 3.321 xã, phường, đặc khu", "The country: 3,321 communes"))
    ministry, manager = first_manager(code=CODE, name=MINISTRY, kind="bo", account=NATION_MANAGER, at=opened)
    blocks = _blocks()
    known = set(Agency.objects.values_list("code", flat=True))
    listed = [(unit, blocks[each.slug]) for each in provinces() for unit in each.units if unit.code not in known]
    entries = tuple(
        Entry(row, unit.code, unit.name, unit.kind, block, SINCE, new=True)
        for row, (unit, block) in enumerate(listed, 2)
    )
    import_agencies(roster=Roster(entries, ()), origin=ORIGIN, organiser=ministry, actor=manager, at=opened)
    version = SetVersion.objects.get(set_id=SET, number=1)
    measured = dict.fromkeys(blocks.values(), version)
    plan = RoundPlan(SLUG, NAME, 2026, calendar_from(opened), measured, sample=True)
    prepared = prepare_round(plan=plan, organiser=ministry, actor=manager, at=opened)
    opened_round = open_round(round=prepared, not_evaluated={}, actor=manager, at=opened)
    shares = []
    for submission in submissions_of(opened_round):
        answered = round(len(sheet_of(submission).asked) * progress_of(submission.agency.code, MIDWAY).share)
        shares.append(Share(submission, answered, manager, at))
    fill_in_bulk(round=opened_round, shares=shares, done=tell.done, actor=manager, at=at)


def _blocks() -> dict[str, Block]:
    """A block for each province; that of Lâm Đồng is there."""
    found = {}
    for order, each in enumerate(provinces(), 100):
        slug = COMMUNES if each.slug == "lam-dong" else f"{each.slug}-xa"
        found[each.slug], _made = Block.objects.get_or_create(
            slug=slug, defaults={"name": f"Cấp xã, {each.name}", "order": order}
        )
    return found
