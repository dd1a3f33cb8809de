"""The acts on the list of agencies: import, rename, succeed, move; and the dry run of an import."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.people import People
from thuocdo.tables.table import table_of_rows
from thuocdo.web.agencies.models import Agency, AgencyName, Block, Succession
from thuocdo.web.agencies.naming import agencies_on, name_on
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.directory.import_agencies import BadRoster, import_agencies
from thuocdo.web.directory.move_agency import NothingMoves, move_agency
from thuocdo.web.directory.refusals import NotInForce
from thuocdo.web.directory.rename_agency import NamedLater, SameName, rename_agency
from thuocdo.web.directory.roster import Roster, read_roster
from thuocdo.web.directory.succeed_agencies import NobodySucceeds, succeed_agencies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
DAY = date(2026, 4, 1)


def roster(*rows: dict[str, str]) -> Roster:
    return read_roster(table_of_rows(rows))


def test_a_dry_run_tells_every_bad_cell_and_writes_nothing(people: People) -> None:
    found = roster(
        {"Mã": "moi-1", "Tên đơn vị": "Xã Mới Một", "Khối": people.block.slug, "Từ ngày": "01/07/2026"},
        {"Mã": "mới", "Tên đơn vị": "", "Khối": "khong-co", "Từ ngày": "31/02/2026"},
        {"Mã": "moi-1", "Tên đơn vị": "Xã Mới Hai", "Khối": "", "Từ ngày": ""},
    )
    assert [(bad.row, bad.column) for bad in found.bad] == [
        (2, "Mã"),
        (2, "Tên đơn vị"),
        (2, "Khối"),
        (2, "Từ ngày"),
        (3, "Mã"),
    ]
    assert [(entry.code, entry.start) for entry in found.entries] == [("moi-1", date(2026, 7, 1))]
    assert not Agency.objects.filter(code="moi-1").exists()


def test_a_table_without_the_columns_it_needs_says_which(people: People) -> None:
    assert people.manager.pk
    assert [bad.column for bad in roster({"Tên": "Xã Một"}).bad] == ["code"]


def test_an_import_enters_what_is_new_and_leaves_the_rest(people: People) -> None:
    found = roster({"code": people.agency.code, "name": "Tên khác"}, {"code": "moi-2", "name": "Xã  Mới Hai"})
    count = import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)
    assert count == 1
    assert name_on(Agency.objects.get(code="moi-2"), DAY) == "Xã Mới Hai"
    assert name_on(people.agency, DAY) == "Phường Xuân Hương - Đà Lạt"


def test_an_import_with_a_bad_cell_enters_nothing(people: People) -> None:
    found = roster({"code": "moi-3", "name": "Xã Mới Ba"}, {"code": "", "name": "Xã không mã"})
    with pytest.raises(BadRoster):
        import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)
    assert not Agency.objects.filter(code="moi-3").exists()


def test_a_renamed_agency_keeps_the_name_of_its_time(people: People) -> None:
    rename_agency(
        agency=people.agency,
        name="Phường Mới",
        start=DAY,
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    assert name_on(people.agency, date(2026, 3, 31)) == "Phường Xuân Hương - Đà Lạt"
    assert name_on(people.agency, DAY) == "Phường Mới"
    assert AgencyName.objects.filter(agency=people.agency).count() == 2


@pytest.mark.parametrize(
    "name, start, refusal",
    [("Phường Xuân Hương - Đà Lạt", DAY, SameName), ("Khác", date(2025, 7, 1), NamedLater)],
)
def test_a_name_is_new_and_the_last(people: People, name: str, start: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rename_agency(
            agency=people.agency, name=name, start=start, organiser=people.organiser, actor=people.manager, at=AT
        )
    assert AgencyName.objects.filter(agency=people.agency).count() == 1


def test_merged_agencies_end_the_day_before_and_are_linked(people: People) -> None:
    new = Agency.objects.create(code="moi-4", start=DAY)
    succeed_agencies(
        predecessors=[people.agency, people.other],
        successors=[new],
        day=DAY,
        basis="Nghị quyết (thử)",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    assert Succession.objects.filter(successor=new).count() == 2
    there = {agency.code for agency in agencies_on(DAY)}
    assert {people.agency.code, people.other.code} & there == set()
    assert people.agency.code in {agency.code for agency in agencies_on(date(2026, 3, 31))}


def test_an_agency_that_takes_another_over_goes_on(people: People) -> None:
    succeed_agencies(
        predecessors=[people.agency, people.other],
        successors=[people.agency],
        day=DAY,
        basis="",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    there = {agency.code for agency in agencies_on(DAY)}
    assert people.agency.code in there
    assert people.other.code not in there


def test_succession_needs_two_and_agencies_that_exist(people: People) -> None:
    common = {"basis": "", "organiser": people.organiser, "actor": people.manager, "at": AT}
    with pytest.raises(NobodySucceeds):
        succeed_agencies(predecessors=[people.agency], successors=[people.agency], day=DAY, **common)  # type: ignore[arg-type]
    with pytest.raises(NotInForce):
        succeed_agencies(
            predecessors=[people.agency],
            successors=[people.other],
            day=date(2020, 1, 1),
            **common,  # type: ignore[arg-type]
        )


def test_a_moved_agency_changes_block_and_kind_from_that_day(people: People) -> None:
    block = Block.objects.create(slug="khac", name="Khối khác")
    move_agency(
        agency=people.agency,
        block=block,
        kind="xa",
        start=DAY,
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    now = next(each for each in agencies_on(DAY) if each.code == people.agency.code)
    before = next(each for each in agencies_on(date(2026, 3, 31)) if each.code == people.agency.code)
    assert (now.block_id, now.kind) == (block.pk, "xa")
    assert before.block_id == people.block.pk
    with pytest.raises(NothingMoves):
        move_agency(
            agency=people.agency,
            block=block,
            kind="xa",
            start=DAY,
            organiser=people.organiser,
            actor=people.manager,
            at=AT,
        )


@pytest.mark.parametrize(
    "name", ["owner", "colleague", "stranger", "head", "reviewer", "council", "approver", "auditor", "former"]
)
def test_acts_on_agencies_are_for_managers_of_the_organiser(people: People, name: str) -> None:
    actor, count = people.named(name), LogEntry.objects.count()
    assert actor is not None
    organiser = people.organiser
    tries: list[Callable[[], object]] = [
        lambda: import_agencies(roster=Roster((), ()), origin="", organiser=organiser, actor=actor, at=AT),
        lambda: rename_agency(agency=people.agency, name="X", start=DAY, organiser=organiser, actor=actor, at=AT),
        lambda: move_agency(
            agency=people.agency, block=people.block, kind="x", start=DAY, organiser=organiser, actor=actor, at=AT
        ),
        lambda: succeed_agencies(
            predecessors=[people.agency],
            successors=[people.other],
            day=DAY,
            basis="",
            organiser=organiser,
            actor=actor,
            at=AT,
        ),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert LogEntry.objects.count() == count
