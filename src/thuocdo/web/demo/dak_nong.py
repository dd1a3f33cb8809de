"""Đắk Nông 2018 and 2019 as they were published: eight districts, with names of their time.

Source: Quyết định 47/QĐ-UBND of 10/01/2020 and the article on it (examples/README.md).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from thuocdo import library
from thuocdo.definition.load import check_set
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.demo.examples import example
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.rename_agency import rename_agency
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.keep_version import Basis
from thuocdo.web.publication.publish_earlier import publish_earlier
from thuocdo.web.results.bring_in_result import bring_in_result
from thuocdo.web.rounds.models import Round
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.models import SetVersion

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
GIA_NGHIA_CITY: Final = date(
    2020, 1, 1
)  # thị xã in the years evaluated, thành phố when the result of 2019 was published
SOURCE: Final = "Quyết định 47/QĐ-UBND ngày 10/01/2020 của UBND tỉnh Đắk Nông và bài công bố ngày 13/01/2020"
# The figures of 2018 are those that the article on 2019 compares with; the decision that published them is not in the source.
SOURCE_2018: Final = "Số liệu năm 2018 mà bài công bố ngày 13/01/2020 về Quyết định 47/QĐ-UBND đem ra so sánh"
BASES: Final = {
    2018: Basis("", None, SOURCE_2018),
    2019: Basis("47/QĐ-UBND", date(2020, 1, 10), SOURCE),
}


def bring_in(*, organiser: Agency, manager: Person, at: datetime) -> list[Round]:
    """The districts, the set, and both rounds with their published figures."""
    block = Block.objects.create(slug="dak-nong-huyen", name="Cấp huyện, tỉnh Đắk Nông", order=30)
    table = example("dak-nong-2018-huyen.csv")
    rows = table.frame.select("code", "agency").rows()
    entries = tuple(Entry(i, code, name, "huyen", block, None, new=True) for i, (code, name) in enumerate(rows, 2))
    import_agencies(
        roster=Roster(entries, ()), origin="dak-nong-2018-huyen.csv", organiser=organiser, actor=manager, at=at
    )
    rename_agency(
        agency=Agency.objects.get(code="gia-nghia"),
        name="Thành phố Gia Nghĩa",
        start=GIA_NGHIA_CITY,
        organiser=organiser,
        actor=manager,
        at=at,
    )
    version = library_set("dak-nong-2019-huyen", organiser=organiser, manager=manager, at=at)
    return [_round(year, block, version, organiser=organiser, manager=manager, at=at) for year in (2018, 2019)]


def library_set(id: str, *, organiser: Agency, manager: Person, at: datetime) -> SetVersion:
    """A set of the library as a version of the site."""
    path = library.path_of(id)
    if path is None:
        raise LookupError(id)
    return import_set(
        checked=check_set(id),
        content=path.read_text(encoding="utf-8"),
        cases=path.with_name("cases.yaml").read_text(encoding="utf-8"),
        origin=f"library:{id}",
        organiser=organiser,
        actor=manager,
        at=at,
    )


def _round(year: int, block: Block, version: SetVersion, *, organiser: Agency, manager: Person, at: datetime) -> Round:
    opened = datetime(year, 10, 1, 8, tzinfo=HERE)
    calendar = Calendar(
        opened,
        datetime(year, 11, 15, tzinfo=HERE),
        datetime(year, 12, 1, tzinfo=HERE),
        datetime(year, 12, 25, tzinfo=HERE),
    )
    plan = RoundPlan(
        f"dak-nong-huyen-{year}",
        f"Mức độ chính quyền điện tử cấp huyện, tỉnh Đắk Nông năm {year}",
        year,
        calendar,
        {block: version},
        source=BASES[year].source,
    )
    prepared = prepare_round(plan=plan, organiser=organiser, actor=manager, at=at)
    open_round(round=prepared, not_evaluated={}, actor=manager, at=at)
    previous = example("dak-nong-2018-huyen.csv") if year == 2019 else None
    bring_in_result(
        of=prepared.blocks.get(),
        table=example(f"dak-nong-{year}-huyen.csv"),
        previous=previous,
        actor=manager,
        at=at,
    )
    make_bundles(publish_earlier(round=prepared, basis=BASES[year], actor=manager, at=at), at)
    prepared.refresh_from_db()
    return prepared
