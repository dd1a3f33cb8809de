"""The people of every permission test: an owner, a colleague, a stranger, one of each role, and nobody.

    organiser   Sở Khoa học và Công nghệ    manager, reviewer, council, approver, auditor
    agency      Phường Xuân Hương           owner and colleague (officers), head
    other       Xã Đạ Huoai                 stranger (officer), other_head

`former` was an officer of `agency` and holds nothing now. `nobody` is not signed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from allauth.account.models import EmailAddress

from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.agencies.enter import Newcomer, new_agencies, new_agency
from thuocdo.web.agencies.models import Agency, Block

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
    return new_agency(code=code, name=name, kind=kind, block=block, start=SINCE)


def make_person(login: str, name: str, *held: tuple[RoleName, Agency], until: date | None = None) -> Person:
    [person] = _made([(login, name, *held)], until)
    return person


def make_people() -> People:
    """Every test that asks for people makes them anew, so in as few statements as can be."""
    block = Block.objects.create(slug="xa", name="Các xã, phường", order=1)
    organiser, agency, other = new_agencies(
        [
            Newcomer("so-khcn", "Sở Khoa học và Công nghệ", "so", None, SINCE),
            Newcomer("24778", "Phường Xuân Hương - Đà Lạt", "xa", block, SINCE),
            Newcomer("25126", "Xã Đạ Huoai", "xa", block, SINCE),
        ]
    )
    persons = _made(
        [
            ("owner", "Nguyễn Thị An", (RoleName.OFFICER, agency)),
            ("colleague", "Trần Văn Bình", (RoleName.OFFICER, agency)),
            ("stranger", "K'Brếp", (RoleName.OFFICER, other)),
            ("head", "Lê Đức Chính", (RoleName.HEAD, agency)),
            ("other-head", "Đỗ Thị Én", (RoleName.HEAD, other)),
            ("manager", "Phạm Thu Dung", (RoleName.MANAGER, organiser)),
            ("reviewer", "Hoàng Văn Em", (RoleName.REVIEWER, organiser)),
            ("council", "Vũ Thị Giang", (RoleName.COUNCIL, organiser)),
            ("approver", "Bùi Quang Hà", (RoleName.APPROVER, organiser)),
            ("auditor", "Ngô Minh Khuê", (RoleName.AUDITOR, organiser)),
        ]
    )
    persons += _made([("former", "Đặng Văn Lâm", (RoleName.OFFICER, agency))], until=LEFT)
    return People(organiser, agency, other, block, *persons)


def _made(lines: Sequence[tuple[Any, ...]], until: date | None = None) -> list[Person]:
    """People by login and name, who hold roles at agencies, and until when."""
    persons = []
    for login, name, *_held in lines:
        person = Person(email=f"{login}@example.vn")
        person.call(name)
        person.set_password(PASSWORD)
        persons.append(person)
    Person.objects.bulk_create(persons)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=each, email=each.email, verified=True, primary=True) for each in persons]
    )
    Role.objects.bulk_create(
        [
            Role(person=person, agency=agency, role=role, start=SINCE, until=until)
            for person, (_login, _name, *held) in zip(persons, lines, strict=True)
            for role, agency in held
        ]
    )
    return persons
