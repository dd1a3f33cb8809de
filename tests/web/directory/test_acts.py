"""The acts on the list of agencies: import, rename, succeed, move; and the dry run of an import."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.people import People
from tests.web.conftest import Log
from thuocdo.tables.table import table_of_rows
from thuocdo.web.agencies.enter import Newcomer
from thuocdo.web.agencies.models import Agency, AgencyName, Block, Succession
from thuocdo.web.agencies.naming import agencies_on, name_on
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.directory.change_block import SameBlock, change_block
from thuocdo.web.directory.import_agencies import BadRoster, NothingToImport, import_agencies
from thuocdo.web.directory.make_block import make_block
from thuocdo.web.directory.move_agency import MovedLater, NothingMoves, Standing, move_agency
from thuocdo.web.directory.refusals import BlockTaken, ChangedLater, CodeTaken, NameMissing, NotInForce
from thuocdo.web.directory.rename_agency import NamedLater, SameName, rename_agency
from thuocdo.web.directory.roster import Roster, read_roster
from thuocdo.web.directory.succeed_agencies import LinkedAlready, NobodySucceeds, succeed_agencies

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


def test_an_import_enters_what_is_new_and_leaves_what_is_the_same(people: People, log: Log) -> None:
    found = roster(
        {"code": people.agency.code, "name": "Phường Xuân Hương - Đà Lạt", "Khối": "cac xa, phuong", "Loại": "Xã"},
        {"code": "moi-2", "name": "Xã  Mới Hai"},
    )
    assert [entry.outcome for entry in found.entries] == ["unchanged", "new"]
    with log.one("import_agencies"):
        count = import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)
    assert count == 1
    assert name_on(Agency.objects.get(code="moi-2"), DAY) == "Xã Mới Hai"


def test_an_import_writes_down_changes_from_their_day_on(people: People, log: Log) -> None:
    block = Block.objects.create(slug="khac", name="Khối khác")
    found = roster(
        {"code": "24778", "name": "Phường Mới", "Loại": "phường", "Khối": "Khối khác", "Từ ngày": "01/04/2026"}
    )
    assert [(each.what, each.before, each.to) for each in found.entries[0].changes] == [
        ("name", "Phường Xuân Hương - Đà Lạt", "Phường Mới"),
        ("kind", "xã", "phường"),
        ("block", "Các xã, phường", "Khối khác"),
    ]
    with log.one("import_agencies") as entries:
        import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)
    assert "Phường Mới" in entries[0].text
    now = next(each for each in agencies_on(DAY) if each.code == "24778")
    before = next(each for each in agencies_on(date(2026, 3, 31)) if each.code == "24778")
    assert (now.name, now.kind, now.block_id) == ("Phường Mới", "phuong", block.pk)
    assert (before.name, before.kind, before.block_id) == ("Phường Xuân Hương - Đà Lạt", "xa", people.block.pk)


@pytest.mark.parametrize(
    "start, said",
    [
        ("", "thì ghi ngày bắt đầu"),
        ("01/07/2025", "bắt đầu từ 01/07/2025"),
        ("30/06/2025", "không tồn tại vào ngày này"),
    ],
)
def test_a_change_needs_a_day_that_fits(people: People, start: str, said: str) -> None:
    found = roster({"code": people.agency.code, "name": "Phường Mới", "Từ ngày": start})
    assert [(bad.row, bad.column) for bad in found.bad] == [(1, "Từ ngày")]
    assert said in found.bad[0].message.vi


def test_a_table_that_says_nothing_new_is_refused(people: People, log: Log) -> None:
    found = roster({"code": people.agency.code, "name": "Phường Xuân Hương - Đà Lạt"})
    with log.none(), pytest.raises(NothingToImport):
        import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)


def test_a_code_taken_meanwhile_is_not_entered_twice(people: People, log: Log) -> None:
    found = roster({"code": "moi-9", "name": "Xã Mới Chín"}, {"code": "moi-8", "name": "Xã Mới Tám"})
    Agency.objects.create(code="moi-9", start=DAY)
    with log.none(), pytest.raises(CodeTaken):
        import_agencies(roster=found, origin="x.csv", organiser=people.organiser, actor=people.manager, at=AT)
    assert not Agency.objects.filter(code="moi-8").exists()


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
    [
        ("Phường Xuân Hương - Đà Lạt", DAY, SameName),
        ("Khác", date(2025, 7, 1), NamedLater),
        ("Khác", date(2025, 6, 30), NotInForce),
        ("  ", DAY, NameMissing),
    ],
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
        to=Standing(block, "phuong"),
        start=DAY,
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    now = next(each for each in agencies_on(DAY) if each.code == people.agency.code)
    before = next(each for each in agencies_on(date(2026, 3, 31)) if each.code == people.agency.code)
    assert (now.block_id, now.kind) == (block.pk, "phuong")
    assert (before.block_id, before.kind) == (people.block.pk, "xa")
    with pytest.raises(NothingMoves):
        move_agency(
            agency=people.agency,
            to=Standing(block, "phuong"),
            start=DAY,
            organiser=people.organiser,
            actor=people.manager,
            at=AT,
        )


def test_nothing_moves_before_what_is_there(people: People) -> None:
    for day, refusal in ((date(2025, 7, 1), MovedLater), (date(2025, 6, 30), NotInForce)):
        with pytest.raises(refusal):
            move_agency(
                agency=people.agency,
                to=Standing(None, "xa"),
                start=day,
                organiser=people.organiser,
                actor=people.manager,
                at=AT,
            )


def test_an_agency_can_leave_its_block(people: People) -> None:
    move_agency(
        agency=people.agency,
        to=Standing(None, ""),
        start=DAY,
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    now = next(each for each in agencies_on(DAY) if each.code == people.agency.code)
    assert (now.block_id, now.kind) == (None, "")


def test_agencies_split_into_new_ones_that_begin_on_the_day(people: People, log: Log) -> None:
    with log.one("succeed_agencies") as entries:
        succeed_agencies(
            predecessors=[people.agency],
            successors=[Newcomer(f"moi-{n}", f"Phường Số {n}", "phuong", people.block, DAY) for n in (1, 2)],
            day=DAY,
            basis="Nghị quyết (thử)",
            organiser=people.organiser,
            actor=people.manager,
            at=AT,
        )
    there = {each.code: each for each in agencies_on(DAY)}
    assert people.agency.code not in there
    assert {code: (there[code].name, there[code].kind) for code in ("moi-1", "moi-2")} == {
        "moi-1": ("Phường Số 1", "phuong"),
        "moi-2": ("Phường Số 2", "phuong"),
    }
    assert not {"moi-1", "moi-2"} & {each.code for each in agencies_on(date(2026, 3, 31))}
    assert "Phường Số 2" in entries[0].text
    assert name_on(people.agency, date(2030, 1, 1)) == "Phường Xuân Hương - Đà Lạt"


def test_succession_refuses_what_would_not_hold_together(people: People, log: Log) -> None:
    common = {"day": DAY, "basis": "", "organiser": people.organiser, "actor": people.manager, "at": AT}
    taken = Newcomer(people.other.code, "Tên", "", None, DAY)
    with log.none(), pytest.raises(CodeTaken):
        succeed_agencies(predecessors=[people.agency], successors=[taken], **common)  # type: ignore[arg-type]
    gone = Agency.objects.create(code="da-het", until=date(2026, 1, 1))
    with log.none(), pytest.raises(NotInForce):
        succeed_agencies(predecessors=[people.agency], successors=[gone], **common)  # type: ignore[arg-type]
    rename_agency(
        agency=people.other,
        name="Xã Khác",
        start=date(2026, 5, 1),
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    with log.none(), pytest.raises(ChangedLater):
        succeed_agencies(predecessors=[people.other], successors=[people.agency], **common)  # type: ignore[arg-type]
    kept = {"predecessors": [people.agency, people.other], "successors": [people.other], **common}
    succeed_agencies(**kept)  # type: ignore[arg-type]
    with log.none(), pytest.raises(LinkedAlready):
        succeed_agencies(**kept)  # type: ignore[arg-type]


def test_blocks_are_made_and_changed(people: People, log: Log) -> None:
    who = {"organiser": people.organiser, "actor": people.manager, "at": AT}
    with log.one("make_block"):
        made = make_block(slug="so-nganh", name="Sở,  ngành", order=2, **who)  # type: ignore[arg-type]
    assert (made.name, made.order) == ("Sở, ngành", 2)
    with log.one("change_block") as entries:
        change_block(block=made, name="Sở, ban, ngành", order=1, **who)  # type: ignore[arg-type]
    assert "Sở, ngành" in entries[0].text
    made.refresh_from_db()
    assert (made.slug, made.name, made.order) == ("so-nganh", "Sở, ban, ngành", 1)


def test_blocks_are_told_apart_by_code_and_name(people: People, log: Log) -> None:
    who = {"organiser": people.organiser, "actor": people.manager, "at": AT}
    tries: list[tuple[type[Exception], Callable[[], object]]] = [
        (BlockTaken, lambda: make_block(slug="xa", name="Khác", order=1, **who)),  # type: ignore[arg-type]
        (BlockTaken, lambda: make_block(slug="x", name="cac xa, phuong", order=1, **who)),  # type: ignore[arg-type]
        (NameMissing, lambda: make_block(slug="x", name=" ", order=1, **who)),  # type: ignore[arg-type]
        (SameBlock, lambda: change_block(block=people.block, name="Các xã, phường", order=1, **who)),  # type: ignore[arg-type]
    ]
    for refusal, attempt in tries:
        with log.none(), pytest.raises(refusal):
            attempt()


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
            agency=people.agency, to=Standing(None, "x"), start=DAY, organiser=organiser, actor=actor, at=AT
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
        lambda: make_block(slug="x", name="X", order=1, organiser=organiser, actor=actor, at=AT),
        lambda: change_block(block=people.block, name="X", order=1, organiser=organiser, actor=actor, at=AT),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert LogEntry.objects.count() == count
