"""Hưng Yên 2018 as it was published: ten districts and sixteen departments, each by its own set.

Source: the article of 11/07/2019 on the results of 2018 (examples/README.md). Quyết định 2749/QĐ-UBND issued the criteria; of the
results the article says that they were announced on 11/03/2019, and not by which decision.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.demo.dak_nong import library_set
from thuocdo.web.demo.examples import example
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.keep_version import Basis
from thuocdo.web.publication.publish_earlier import publish_earlier
from thuocdo.web.results.bring_in_result import bring_in_result
from thuocdo.web.rounds.models import Round
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
BLOCKS: Final = (
    ("huyen", "Cấp huyện, tỉnh Hưng Yên", 40),
    ("so-nganh", "Các sở, ngành, tỉnh Hưng Yên", 41),
)
SOURCE: Final = "Bài công bố ngày 11/07/2019 về kết quả năm 2018 của tỉnh Hưng Yên"
BASIS: Final = Basis("", date(2019, 3, 11), SOURCE)
CALENDAR: Final = Calendar(
    datetime(2018, 11, 15, 8, tzinfo=HERE),
    datetime(2018, 12, 15, tzinfo=HERE),
    datetime(2019, 1, 15, tzinfo=HERE),
    datetime(2019, 2, 15, tzinfo=HERE),
)


def bring_in(*, organiser: Agency, manager: Person, at: datetime) -> Round:
    """The agencies, both sets, and the round with its published figures and downloads."""
    blocks = {kind: Block.objects.create(slug=f"hung-yen-{kind}", name=name, order=n) for kind, name, n in BLOCKS}
    for kind, block in blocks.items():
        _agencies(kind, block, organiser=organiser, manager=manager, at=at)
    sets = {
        block: library_set(f"hung-yen-2018-{kind}", organiser=organiser, manager=manager, at=at)
        for kind, block in blocks.items()
    }
    plan = RoundPlan(
        "hung-yen-2018", "Mức độ Chính quyền điện tử tỉnh Hưng Yên năm 2018", 2018, CALENDAR, sets, source=SOURCE
    )
    prepared = prepare_round(plan=plan, organiser=organiser, actor=manager, at=at)
    open_round(round=prepared, not_evaluated={}, actor=manager, at=at)
    for of in prepared.blocks.select_related("block", "set_version").order_by("block__order"):
        table = example(f"{of.set_version.set_id}.csv")
        bring_in_result(of=of, table=table, previous=None, actor=manager, at=at)
    make_bundles(publish_earlier(round=prepared, basis=BASIS, actor=manager, at=at), at)
    prepared.refresh_from_db()
    return prepared


def _agencies(kind: str, block: Block, *, organiser: Agency, manager: Person, at: datetime) -> None:
    name = f"hung-yen-2018-{kind}.csv"
    rows = example(name).frame.select("code", "agency").rows()
    entries = tuple(Entry(i, code, agency, kind, block, None, new=True) for i, (code, agency) in enumerate(rows, 2))
    import_agencies(roster=Roster(entries, ()), origin=name, organiser=organiser, actor=manager, at=at)
