"""The people of every permission test: an owner, a colleague, a stranger, one of each role, and nobody.

    organiser   Sở Khoa học và Công nghệ    manager, reviewer, council, approver, auditor
    agency      Phường Xuân Hương           owner and colleague (officers), head
    other       Xã Đạ Huoai                 stranger (officer), other_head

`former` was an officer of `agency` and holds nothing now. `nobody` is not signed in.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from allauth.account.models import EmailAddress

from thuocdo.vietnamese.names import search_key, sort_key
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, Block, BlockMember

PASSWORD: Final = "mat-khau-chi-de-kiem-thu"
SINCE: Final = date(2025, 7, 1)
LEFT: Final = date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, with the agencies and the block they are of."""

    organiser: Agency
    agency: Agency
    other: Agency
    block: Block
    owner: Person
    colleague: Person
    stranger: Person
    head: Person
    other_head: Person
    manager: Person
    reviewer: Person
    council: Person
    approver: Person
    auditor: Person
    former: Person

    def named(self, name: str) -> Person | None:
        """The person a table calls by this name; `nobody` is no person."""
        person = None if name == "nobody" else getattr(self, name)
        assert person is None or isinstance(person, Person)
        return person


NAMES: Final = (*(field.name for field in fields(People) if field.type is Person), "nobody")


def make_agency(code: str, name: str, kind: str, block: Block | None = None) -> Agency:
    agency = Agency.objects.create(code=code, start=SINCE)
    AgencyName.objects.create(
        agency=agency, name=name, sort_key=sort_key(name), search_key=search_key(name), start=SINCE
    )
    AgencyKind.objects.create(agency=agency, kind=kind, start=SINCE)
    if block is not None:
        BlockMember.objects.create(agency=agency, block=block, start=SINCE)
    return agency


def make_person(login: str, name: str, *held: tuple[RoleName, Agency], until: date | None = None) -> Person:
    email = f"{login}@example.vn"
    person = Person.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    for role, agency in held:
        Role.objects.create(person=person, agency=agency, role=role, start=SINCE, until=until)
    return person


def make_people() -> People:
    block = Block.objects.create(slug="xa", name="Các xã, phường", order=1)
    organiser = make_agency("so-khcn", "Sở Khoa học và Công nghệ", "so")
    agency = make_agency("24778", "Phường Xuân Hương - Đà Lạt", "xa", block)
    other = make_agency("25126", "Xã Đạ Huoai", "xa", block)
    return People(
        organiser=organiser,
        agency=agency,
        other=other,
        block=block,
        owner=make_person("owner", "Nguyễn Thị An", (RoleName.OFFICER, agency)),
        colleague=make_person("colleague", "Trần Văn Bình", (RoleName.OFFICER, agency)),
        stranger=make_person("stranger", "K'Brếp", (RoleName.OFFICER, other)),
        head=make_person("head", "Lê Đức Chính", (RoleName.HEAD, agency)),
        other_head=make_person("other-head", "Đỗ Thị Én", (RoleName.HEAD, other)),
        manager=make_person("manager", "Phạm Thu Dung", (RoleName.MANAGER, organiser)),
        reviewer=make_person("reviewer", "Hoàng Văn Em", (RoleName.REVIEWER, organiser)),
        council=make_person("council", "Vũ Thị Giang", (RoleName.COUNCIL, organiser)),
        approver=make_person("approver", "Bùi Quang Hà", (RoleName.APPROVER, organiser)),
        auditor=make_person("auditor", "Ngô Minh Khuê", (RoleName.AUDITOR, organiser)),
        former=make_person("former", "Đặng Văn Lâm", (RoleName.OFFICER, agency), until=LEFT),
    )
