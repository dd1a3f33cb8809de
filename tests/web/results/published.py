"""A small published round for tests: the two agencies of the people, with given points at both sections."""

from datetime import UTC, date, datetime

from tests.people import People
from thuocdo.tables.table import Table, table_of_rows
from thuocdo.web.agencies.models import AgencyName
from thuocdo.web.publication.keep_version import Basis
from thuocdo.web.publication.publish_earlier import publish_earlier
from thuocdo.web.results.bring_in_result import bring_in_result
from thuocdo.web.rounds.models import Round
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.loaded import checked_text

AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
SET = """
id: hai-phan
name: Hai phần
combine: none
rounding: {decimals: 2, at: division}
criteria:
  - id: SS
    name: Sẵn sàng
    max: 50
    ranking: {among: levelled}
    levels:
      - {name: Mức I, min: 45}
      - {name: Mức II, min: 40}
  - {id: KQ, name: Kết quả, max: 100}
"""
CALENDAR = Calendar(
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 2, 1, tzinfo=UTC),
    datetime(2026, 2, 10, tzinfo=UTC),
    datetime(2026, 2, 20, tzinfo=UTC),
)


def figures(people: People, **points: str) -> Table:
    """The table of the round's agencies; `agency` and `other` give the points of section SS, whoever else is in the block has 30."""
    rows = [
        {"code": people.agency.code, "agency": "Phường Xuân Hương - Đà Lạt", "SS:points": points.get("agency", "46,5")},
        {"code": people.other.code, "agency": "Xã Đạ Huoai", "SS:points": points.get("other", "41")},
    ]
    more = AgencyName.objects.filter(agency__blocks__block=people.block).exclude(
        agency__code__in=[row["code"] for row in rows]
    )
    rows += [
        {"code": code, "agency": name, "SS:points": "30"} for code, name in more.values_list("agency__code", "name")
    ]
    return table_of_rows(rows)


def prepared_round(people: People) -> Round:
    """A round of the people's organiser, not open yet."""
    content = SET.strip() + "\n"
    version = import_set(
        checked=checked_text(content, "", "hai-phan.yaml"),
        content=content,
        cases="",
        origin="test",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    plan = RoundPlan("thu-2026", "Đợt thử năm 2026", 2026, CALENDAR, {people.block: version})
    return prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=AT)


def opened_round(people: People) -> Round:
    """The same, open."""
    return open_round(round=prepared_round(people), not_evaluated={}, actor=people.manager, at=AT)


def published_round(people: People) -> Round:
    """The same with its figures brought in."""
    opened = opened_round(people)
    bring_in_result(of=opened.blocks.get(), table=figures(people), previous=None, actor=people.manager, at=AT)
    publish_earlier(round=opened, basis=Basis("15/QĐ-UBND", date(2026, 3, 1)), actor=people.manager, at=AT)
    opened.refresh_from_db()
    return opened
