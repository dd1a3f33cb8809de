"""Publish the results of an earlier round that were published elsewhere: with their decision and their source."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.contents import newest_results
from thuocdo.web.audit.record import record
from thuocdo.web.publication.keep_version import Basis, new_version, told
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.refusals import NotBroughtIn
from thuocdo.web.rounds.models import Round, RoundState


def publish_earlier(*, round: Round, basis: Basis, actor: Person, at: datetime) -> Publication:
    """Make the first version of a round whose figures were brought in. Raises `NotAllowed`, `NotBroughtIn`, `NoteMissing`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        results = newest_results(locked)
        if locked.state != RoundState.PUBLISHED or not results or locked.publications.exists():
            raise NotBroughtIn(_("Đợt này không có kết quả cũ được nhập mà chưa công bố."))
        made = new_version(locked, results, basis, PublicationPlan(), by=actor, at=at)
        entry = record(
            act="publish_earlier",
            actor=actor.email,
            at=at,
            subject=f"publication:{locked.slug}/{made.version}",
            agency=locked.organiser.code,
            round=locked.slug,
            after=told(made, results) | {"source": made.source},
        )
        made.log_number, made.log_hash = entry.number, entry.hash
        made.save()
        made.results.set(results)
    return made
