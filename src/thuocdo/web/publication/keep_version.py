"""The rows of a new version of a round's publication. Used by the acts of this app, inside their transactions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.publication.differences import differences
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.refusals import EmbargoInThePast, NoteMissing
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Basis:
    """The decision a version rests on, and where its figures come from (empty: from this site).

    Where a source does not give the decision, `decision` is empty and `dated` the day of the announcement, if that is known.
    """

    decision: str
    dated: date | None
    source: str = ""


def new_version(
    round: Round, results: Sequence[Result], basis: Basis, plan: PublicationPlan, *, by: Person, at: datetime
) -> Publication:
    """Not saved yet: the next version of a round. Raises `NoteMissing`, `EmbargoInThePast`."""
    last = Publication.objects.filter(round=round).order_by("-version").first()
    if last is not None and not plan.note.strip():
        raise NoteMissing(_("Đính chính phải nêu lý do."))
    if not (basis.source if not basis.decision.strip() else basis.dated):
        raise NoteMissing(_("Hãy nhập số và ngày của quyết định."))
    if plan.public_from is not None and plan.public_from <= at:
        raise EmbargoInThePast(_("Thời điểm công khai phải ở sau lúc này; để trống nếu công khai ngay."))
    public_from = plan.public_from or at
    return Publication(
        round=round,
        version=last.version + 1 if last else 1,
        decision=basis.decision.strip(),
        dated=basis.dated,
        source=basis.source,
        note=plan.note.strip(),
        changes=_changes(round, results, public_from),
        public_figures=plan.public_figures,
        public_from=public_from,
        published_at=at,
        published_by=by,
    )


def _changes(round: Round, results: Sequence[Result], public_from: datetime) -> str:
    """The difference to the newest version that everybody may read by then: figures under embargo are not told by what comes after them."""
    public = Publication.objects.filter(round=round, public_from__lte=public_from).order_by("-version").first()
    if public is None:
        return ""
    return json.dumps(differences(public.results.select_related("set_version"), results), ensure_ascii=False)


def told(publication: Publication, results: Sequence[Result]) -> dict[str, object]:
    """What the log says of a version."""
    return {
        "version": publication.version,
        "decision": publication.decision,
        "dated": publication.dated,
        "public_from": publication.public_from,
        "results": [result.result_digest for result in results],
    }
