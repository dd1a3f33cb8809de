"""A set comes in exactly as it was written, once, and only by a manager."""

import pytest
from django.db import transaction

from tests.people import People
from tests.web.conftest import Log
from tests.web.sets.permissions import AT, SMALL, imported
from thuocdo.vietnamese import search_key
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.sets.import_set import AlreadyThere, UnusableSet, import_set
from thuocdo.web.sets.loaded import cases_of, checked_text, criteria_set_of, diagnostics_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.public import public_versions, show_from

TEXT = (
    "id: nho\nname: Bộ tiêu chí nhỏ\nmax: 2\ncriteria:\n  - {id: A, name: Máy tính, max: 2, measure: {kind: yes_no}}\n"
)


def brought(people: People, text: str, *, name: str = "manager") -> SetVersion:
    actor = people.named(name)
    assert actor is not None
    checked = checked_text(text, "", "nho.yaml")
    return import_set(
        checked=checked, content=text, cases="", origin="nho.yaml", organiser=people.organiser, actor=actor, at=AT
    )


def test_it_keeps_the_text_and_what_lists_need(people: People, log: Log) -> None:
    with log.one("import_set") as entries:
        version = imported(people)
    version.refresh_from_db()
    assert (version.set_id, version.number, version.origin) == (SMALL, 1, f"library:{SMALL}")
    assert version.basis == "47/QĐ-UBND ngày 10/01/2020, Ủy ban nhân dân tỉnh Đắk Nông"
    assert search_key("Đắk Nông") in version.search_key
    assert criteria_set_of(version).id == SMALL
    assert cases_of(version)
    assert {found.code for found in diagnostics_of(version)} >= {"TD609"}
    assert entries[0].subject == f"set:{SMALL}/1"


def test_another_content_is_the_next_version(people: People) -> None:
    assert [brought(people, TEXT).number, brought(people, TEXT.replace("max: 2", "max: 3")).number] == [1, 2]


def test_the_same_content_is_refused_and_named(people: People, log: Log) -> None:
    first = brought(people, TEXT)
    with log.none(), pytest.raises(AlreadyThere) as refused:
        brought(people, f"# một ghi chú\n{TEXT}")
    assert refused.value.version == first


def test_a_set_with_errors_is_refused_with_every_one(people: People, log: Log) -> None:
    with log.none(), pytest.raises(UnusableSet) as refused:
        brought(people, TEXT.replace("name: Máy tính", "nam: Máy tính"))
    assert refused.value.checked.diagnostics


@pytest.mark.parametrize("name", ["owner", "head", "reviewer", "approver", "auditor", "former"])
def test_only_a_manager_brings_in_a_set(name: str, people: People, log: Log) -> None:
    with log.none(), pytest.raises(NotAllowed):
        brought(people, TEXT, name=name)


def test_it_is_public_from_the_first_round_on(people: People) -> None:
    version = brought(people, TEXT)
    assert not public_versions().exists()
    with transaction.atomic():
        show_from([version.pk], AT)
        show_from([version.pk], AT.replace(year=2027))
    assert [one.public_since for one in public_versions()] == [AT]
