"""Who may open the pages of criteria sets."""

from datetime import UTC, datetime

from tests.people import People
from tests.web.permissions import Row, Visit, only, public
from thuocdo import library
from thuocdo.definition.load import check_set
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.public import show_from

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
SMALL = "dak-nong-2019-huyen"
READERS = ("manager", "reviewer", "council", "approver", "auditor")


def imported(people: People, id: str = SMALL, *, shown: bool = False) -> SetVersion:
    """A set of the library, as a version; public if a round uses it."""
    path = library.path_of(id)
    assert path is not None
    version = import_set(
        checked=check_set(id),
        content=path.read_text(encoding="utf-8"),
        cases=path.with_name("cases.yaml").read_text(encoding="utf-8"),
        origin=f"library:{id}",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    if shown:
        show_from([version.pk], AT)
    return version


def of_set(people: People) -> Visit:
    return Visit({"set_id": imported(people).set_id})


def of_version(people: People) -> Visit:
    return Visit({"set_id": imported(people).set_id, "number": 1})


def of_public_version(people: People) -> Visit:
    return Visit({"set_id": imported(people, shown=True).set_id, "number": 1})


def of_file(people: People) -> Visit:
    return Visit({**of_version(people).kwargs, "file": "set.yaml"})


def of_public_file(people: People) -> Visit:
    return Visit({**of_public_version(people).kwargs, "file": "set.yaml"})


ROWS = [
    Row("sets:sets", only(*READERS)),
    Row("sets:import", only("manager")),
    Row("sets:import", only("manager", status=422), method="POST"),
    Row("sets:version", only(*READERS), given=of_version),
    Row("sets:preview", only(*READERS), given=of_version),
    Row("sets:source", only(*READERS), given=of_file),
    Row("sets:compare", only(*READERS), given=of_set),
    Row("sets:methods", public()),
    Row("sets:method", public(), given=of_public_version),
    Row("sets:method_source", public(), given=of_public_file),
]
