"""Where a page is measured that the nation's published round does not show as it stands: as whom, in which state, at what.

A page that is worked out in another way in another state has a second place: `WHILE` a state stands behind its name.

The demonstration has an officer and a head in one commune of the province (`COMMUNE`), documents in this year's submission of it and a
receipt in last year's. What `be` sets before a page is put back after the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from bench.nation import ROUND, STATES

OF_PROVINCE: Final = "lam-dong-xa-2026"
LAST_YEAR: Final = "lam-dong-xa-2025"
COMMUNE: Final = "Xuân Hương"
PREVIEWED: Final = "_previewed"
WHILE: Final = " while "


@dataclass(frozen=True, slots=True)
class Place:
    """Empty where it is as everywhere. `who` looks, at a round in this `state`, at a submission of the commune in this one; `named` stands
    in the address: a value, or what finds it; `query` behind it. `first` is done before.
    """

    who: str = ""
    state: str = ""
    submission: str = ""
    named: Mapping[str, Any | Callable[[], object]] = field(default_factory=dict)
    query: str = ""
    first: Callable[[], object] | None = None


def an_assignment() -> object:
    """One of the round's rules of who reviews what."""
    from thuocdo.web.rounds.models import Assignment

    return Assignment.objects.filter(round__slug=ROUND).order_by("pk")[0].pk


def a_job() -> object:
    """A computing of the round that is done; the round was computed without one."""
    from thuocdo.web.results.pages import KIND

    return _done(KIND, None)


def a_table() -> object:
    """A large table of marks that was entered."""
    from thuocdo.web.review.marks_entering import KIND

    return _done(KIND, {"marks": 19_926, "agencies": 3_321})


def _done(kind: str, result: object) -> object:
    from django.utils import timezone

    from thuocdo.web.jobs.models import Job, JobState
    from thuocdo.web.rounds.models import Round

    told = {"round": Round.objects.get(slug=ROUND).pk}
    made = {"state": JobState.DONE, "asked_by": "quantri.canuoc@demo.thuocdo.vn", "asked_at": timezone.now()}
    return Job.objects.get_or_create(kind=kind, arguments=told, defaults=made | {"result": result})[0].pk


def an_invitation() -> object:
    """The link of an invitation that waits."""
    from django.utils import timezone

    from thuocdo.web.accounts.invitation_link import token_of
    from thuocdo.web.accounts.models import Invitation, RoleName
    from thuocdo.web.agencies.models import Agency

    now = timezone.now()
    made = {"nonce": "do", "invited_at": now, "expires": now + timedelta(days=7), "role": RoleName.OFFICER}
    agency = Agency.objects.get(code="24781")
    return token_of(Invitation.objects.get_or_create(email="moi@demo.thuocdo.vn", agency=agency, defaults=made)[0])


def summed_up_now() -> object:
    """Claimed against verified as a job has just summed it up: the sums are those of the results, which say the same."""
    from django.utils import timezone

    from thuocdo.web.results.models import GapsKept

    return GapsKept.objects.filter(round__slug=ROUND).update(at=timezone.now())


CSV: Final = Place(named={"form": "csv"})
OWN: Final = Place("owner")
SUMMED_UP: Final = Place(state="verifying", first=summed_up_now)
PLACES: Final[Mapping[str, Place]] = {
    "accounts:invitation": Place(named={"token": an_invitation}),
    "approval:reopen": Place(state="approved"),
    "approval:submit": Place(state="computed"),
    "directory:change_block": Place(named={"slug": "lam-dong-xa"}),
    "directory:export": CSV,
    "directory:template": CSV,
    "marks:job": Place(named={"pk": a_table}),
    "marks:template": CSV,
    "publication:notice_file": Place(named={"form": "docx"}),
    "publication:notice_file_previewed": Place(named={"form": "docx"}),
    "publication:table": CSV,
    "publication:table_previewed": CSV,
    "publishing:publish": Place(state="approved"),
    "results:export": CSV,
    "results:gaps_agencies while verifying": replace(SUMMED_UP, query="?xep=chenh"),
    "results:gaps_criteria while verifying": SUMMED_UP,
    "results:gaps_reviewers while verifying": SUMMED_UP,
    "results:job": Place(named={"pk": a_job}),
    "rounds:change": Place(state="prepared"),
    "rounds:end_assignment": Place(named={"pk": an_assignment}),
    "rounds:open": Place(state="prepared"),
    "submissions:document": OWN,
    "submissions:evidence": OWN,
    "submissions:receipt": Place("owner", named={"slug": LAST_YEAR}),
    "submissions:receipt_file": Place("owner", named={"slug": LAST_YEAR}),
    "submissions:send_back": Place("head", submission="with_head"),
    "submissions:submit": Place("head", submission="with_head"),
    "submissions:whole": OWN,
    "submissions:withdraw": Place("head", submission="submitted"),
}


def names_of(route: str) -> list[str]:
    """The names under which a page is measured: its own, and one for each other place."""
    return [route, *(name for name in PLACES if name.startswith(f"{route}{WHILE}"))]


def route_of(name: str) -> str:
    """The page that is measured under a name."""
    return name.partition(WHILE)[0]


def place_of(name: str) -> Place:
    """Where a page is measured."""
    return PLACES.get(name, Place())


def be(name: str) -> None:
    """Put round, submission and publication into the state in which a page is used; of no page: as the demonstration left them."""
    from django.db.models import F

    from thuocdo.web.publication.models import Publication
    from thuocdo.web.rounds.models import Round, Submission

    place, route = place_of(name), route_of(name)
    Round.objects.filter(slug=ROUND).update(state=place.state or STATES.get(route.partition(":")[0], "open"))
    Submission.objects.filter(round__slug=OF_PROVINCE, name__contains=COMMUNE).update(
        state=place.submission or "drafting"
    )
    embargo = timedelta(days=365 if route.endswith(PREVIEWED) else 0)
    Publication.objects.filter(round__slug=ROUND).update(public_from=F("published_at") + embargo)
    if place.first is not None:
        place.first()
