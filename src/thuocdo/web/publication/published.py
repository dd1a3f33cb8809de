"""Which versions the public may read now, and who may look at one before."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from django.db.models import Q, QuerySet

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.publication.models import Publication
from thuocdo.web.rounds.managed import ORGANISERS
from thuocdo.web.rounds.models import Round, RoundState


def public_at(at: datetime) -> Q:
    """The condition that a version is public at an instant."""
    return Q(public_from__lte=at)


def newest_public(at: datetime) -> QuerySet[Publication]:
    """The newest public version of every round."""
    return Publication.objects.filter(pk__in=newest_keys(at)).select_related("round__organiser")


def newest_keys(at: datetime) -> list[int]:
    """The same, their numbers in the database alone."""
    later = Publication.objects.filter(public_at(at)).order_by("round_id", "-version")
    newest: dict[int, int] = {}
    for key, round in later.values_list("pk", "round_id"):
        newest.setdefault(round, key)
    return list(newest.values())


def seen_state(round: Round, public: Container[int]) -> RoundState:
    """The state of a round as everybody may know it: published under embargo, it is still only approved. `public`: rounds with a public version."""
    state = RoundState(round.state)
    return RoundState.APPROVED if state is RoundState.PUBLISHED and round.pk not in public else state


def previews_for(holding: Holding, at: datetime) -> QuerySet[Publication]:
    """The versions that somebody is named for and whose time has not come, the nearest first."""
    if holding.person is None:
        return Publication.objects.none()
    waiting = Publication.objects.filter(previewers=holding.person).exclude(public_at(at))
    return waiting.select_related("round").defer("changes").order_by("public_from", "pk")


def may_preview(holding: Holding, publication: Publication) -> bool:
    """Whether somebody may read a version before its embargo ends: those named, and the organiser's own people."""
    if holding.person is None:
        return False
    if holding.any_of(ORGANISERS, publication.round.organiser_id):
        return True
    return publication.previewers.filter(pk=holding.person.pk).exists()
