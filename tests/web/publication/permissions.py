"""Who may open published results: everybody."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.people import People
from tests.web.permissions import Row, Visit, public
from tests.web.publication.desk_permissions import DESK_ROWS
from tests.web.results.published import opened_round, published_round
from thuocdo.web.publication.bundles import make_bundles


def of_round(**more: Any) -> Callable[[People], Visit]:
    """A published round and what else the address names."""

    def visit(people: People) -> Visit:
        return Visit({"slug": published_round(people).slug, **more})

    return visit


def of_block(**more: Any) -> Callable[[People], Visit]:
    """The same, with its block and its ranked section."""

    def visit(people: People) -> Visit:
        return of_round(block=people.block.slug, **{"node": "SS", **more})(people)

    return visit


def a_bundle(people: People) -> Visit:
    """A round whose download is made."""
    round = published_round(people)
    make_bundles(round.publications.get(), timezone.now())
    return Visit({"slug": round.slug, "version": 1, "set_id": "hai-phan"})


def an_agency(people: People) -> Visit:
    """An agency of a published round."""
    return of_round(code=people.agency.code)(people)


def a_criterion(people: People) -> Visit:
    """A criterion of a published round's set."""
    return of_round(block=people.block.slug, criterion="KQ")(people)


def a_public_set(people: People) -> Visit:
    """A set that an opened round uses."""
    opened_round(people)
    return Visit({"set_id": "hai-phan", "number": 1})


ROWS = [
    Row("publication:rounds", public()),
    Row("publication:open_data", public()),
    Row("publication:round", public(302), given=of_round()),
    Row("publication:ranking", public(), given=of_block()),
    Row("publication:version", public(), given=of_round(version=1)),
    Row("publication:ranking_of_version", public(), given=of_block(version=1)),
    Row("publication:table", public(), given=of_block(version=1, form="csv")),
    Row("publication:charts", public(), given=of_block()),
    Row("publication:groups", public(), given=of_block()),
    Row("publication:agency", public(), given=an_agency),
    Row("publication:criterion", public(), given=a_criterion),
    Row("publication:changes", public(), given=of_block()),
    Row("publication:compare", public(), given=of_block()),
    Row("publication:notice", public(), given=of_round(version=1, set_id="hai-phan")),
    Row("publication:notice_file", public(), given=of_round(version=1, set_id="hai-phan", form="txt")),
    Row("publication:self_check", public()),
    Row("publication:check", public(), given=a_public_set),
    Row("publication:check", public(), method="POST", given=a_public_set),
    Row("publication:bundle", public(), given=a_bundle),
    *DESK_ROWS,
]
