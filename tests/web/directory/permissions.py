"""Who may read the list of agencies and change it; an agency's own page stands in tests/web/desk/permissions.py."""

from tests.people import People
from tests.web.permissions import Row, Visit, only, signed_in

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def of_agency(people: People) -> Visit:
    return Visit({"code": people.agency.code})


def csv(_people: People) -> Visit:
    return Visit({"form": "csv"})


def of_block(people: People) -> Visit:
    return Visit({"slug": people.block.slug})


ROWS = [
    Row("directory:agencies", signed_in()),
    Row("directory:export", signed_in(), given=csv),
    Row("directory:template", only("manager"), given=csv),
    Row("directory:import", only("manager")),
    Row("directory:import", only("manager", status=422), method="POST"),
    Row("directory:merge", only("manager")),
    Row("directory:merge", only("manager", status=422), method="POST"),
    Row("directory:split", only("manager")),
    Row("directory:split", only("manager", status=422), method="POST"),
    Row("directory:rename", only("manager"), given=of_agency),
    Row("directory:rename", only("manager", status=422), method="POST", given=of_agency),
    Row("directory:move", only("manager"), given=of_agency),
    Row("directory:move", only("manager", status=422), method="POST", given=of_agency),
    Row("directory:blocks", only(*ORGANISERS)),
    Row("directory:make_block", only("manager")),
    Row("directory:make_block", only("manager", status=422), method="POST"),
    Row("directory:change_block", only("manager"), given=of_block),
    Row("directory:change_block", only("manager", status=422), method="POST", given=of_block),
]
