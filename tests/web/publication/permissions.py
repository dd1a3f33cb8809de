"""Who may open published results: everybody. Before their time: the organiser's people, and whoever is named (here the owner)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.people import People
from tests.web.permissions import Row, Visit, only, public
from tests.web.publication.desk_permissions import DESK_ROWS, ORGANISERS
from tests.web.results.published import opened_round, published_round
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.models import Publication


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


def under_embargo(given: Callable[[People], Visit]) -> Callable[[People], Visit]:
    """The same visit with the version's time not yet come; the owner may look before."""

    def visit(people: People) -> Visit:
        found = given(people)
        version = Publication.objects.get(round__slug=found.kwargs["slug"])
        version.previewers.add(people.owner)
        Publication.objects.update(public_from=timezone.now() + timedelta(days=1))
        return Visit({"version": 1, **found.kwargs}, found.data)

    return visit


def numbered(given: Callable[[People], Visit]) -> Callable[[People], Visit]:
    """The same visit by the number of the version."""

    def visit(people: People) -> Visit:
        found = given(people)
        return Visit({**found.kwargs, "version": 1}, found.data)

    return visit


OF_ITS_NUMBER: dict[str, Callable[[People], Visit]] = {
    "version": of_round(version=1),
    "table": of_block(version=1, form="csv"),
    "notice": of_round(version=1, set_id="hai-phan"),
    "notice_file": of_round(version=1, set_id="hai-phan", form="txt"),
    "bundle": a_bundle,
}
PICTURES: dict[str, Callable[[People], Visit]] = {
    "picture": of_block(version=1),
    "agency_picture": numbered(an_agency),
    "notice_picture": of_round(version=1, set_id="hai-phan"),
}
EVERYWHERE: dict[str, Callable[[People], Visit]] = {
    "ranking": of_block(),
    "charts": of_block(),
    "groups": of_block(),
    "changes": of_block(),
    "compare": of_block(),
    "agency": an_agency,
    "criterion": a_criterion,
}
PREVIEW = only(*ORGANISERS, "owner", others=404)
ROWS = [
    Row("publication:rounds", public()),
    Row("publication:open_data", public()),
    Row("publication:round", public(302), given=of_round()),
    *(
        Row(f"publication:{name}", public(), given=given)
        for name, given in (OF_ITS_NUMBER | PICTURES | EVERYWHERE).items()
    ),
    *(Row(f"publication:{name}_of_version", public(), given=numbered(given)) for name, given in EVERYWHERE.items()),
    *(
        Row(f"publication:{name}_previewed", PREVIEW, given=under_embargo(given))
        for name, given in (OF_ITS_NUMBER | EVERYWHERE).items()
    ),
    Row("publication:self_check", public()),
    Row("publication:check", public(), given=a_public_set),
    Row("publication:check", public(), method="POST", given=a_public_set),
    *DESK_ROWS,
]
