"""The documents of a submission that stand: neither replaced nor removed. Asked by the acts on them, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.files.models import StoredFile
from thuocdo.web.files.sizes import size_words
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import locked
from thuocdo.web.submissions.models import Answer, Evidence
from thuocdo.web.submissions.refusals import EvidenceGone, NoRoom, NotAsked
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.who import why_not_change_evidence, why_not_prove

# What was replaced or removed stays on record and takes no room from what stands; all together is this many times as much at most.
KEPT: Final = 2


def standing(submission: Submission) -> QuerySet[Evidence]:
    """The documents of a submission that stand, with their contents."""
    rows = Evidence.objects.filter(submission=submission, replaced_by__isnull=True, removed_at__isnull=True)
    return rows.select_related("file")


def held_to_prove(submission: Submission, criterion: str, actor: Person, at: datetime) -> Submission:
    """The submission, locked, for somebody who may put evidence behind a criterion; raises what `why_not_prove` says."""
    holding = Holding.at(actor, at)
    held = locked(submission)
    answer = Answer.objects.filter(submission=held, criterion=criterion).first()
    if (refusal := why_not_prove(holding, held, answer, at)) is not None:
        raise refusal
    return held


def held_evidence(evidence: Evidence, actor: Person, at: datetime) -> tuple[Submission, Evidence]:
    """A document that stands, for somebody who may change it; raises what `why_not_change_evidence` says, and `EvidenceGone`."""
    holding = Holding.at(actor, at)
    held = locked(evidence.submission)
    evidence.submission = held
    if (refusal := why_not_change_evidence(holding, evidence, used_at(evidence), at)) is not None:
        raise refusal
    return held, still_standing(evidence, held)


def still_standing(evidence: Evidence, held: Submission) -> Evidence:
    """The document as it is stored now; raises `EvidenceGone`."""
    found = standing(held).filter(pk=evidence.pk).first()
    if found is None:
        raise EvidenceGone(_("Tài liệu này đã được thay hoặc gỡ. Hãy tải lại trang để xem tài liệu hiện có."))
    found.submission = held
    return found


def used_at(evidence: Evidence) -> tuple[Answer | None, ...]:
    """The answers a document stands behind; None for a criterion without one."""
    criteria = list(evidence.uses.values_list("criterion", flat=True))
    rows = Answer.objects.filter(submission=evidence.submission_id, criterion__in=criteria)
    answers = {answer.criterion: answer for answer in rows} if criteria else {}
    return tuple(answers.get(criterion) for criterion in criteria)


def must_be_asked(held: Submission, criterion: str) -> None:
    """Raises `NotAsked` unless the agency fills this criterion in."""
    if criterion not in sheet_of(held).asked:
        raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này, hoặc tiêu chí do cơ quan chủ trì nhập."))


def room_left(submission: Submission, instead_of: Evidence | None = None) -> int:
    """How many bytes the agency may still send in this round, in the place of a document or beside all of them."""
    stands, kept = _sizes(submission, instead_of)
    most = settings.AGENCY_LIMIT
    return max(0, min(most - sum(stands.values()), KEPT * most - sum(kept.values())))


def must_have_room(held: Submission, file: StoredFile, instead_of: Evidence | None = None) -> None:
    """Raises `NoRoom`; a content that stands already takes none."""
    stands, kept = _sizes(held, instead_of)
    most, added = settings.AGENCY_LIMIT, {file.pk: file.size}
    if sum((stands | added).values()) > most:
        words = _("Các tệp của đơn vị trong đợt này cộng lại không được quá %(most)s.")
        raise NoRoom(words % {"most": size_words(most)})
    if sum((kept | added).values()) > KEPT * most:
        words = _("Các tệp của đơn vị trong đợt này, kể cả tệp đã thay và đã gỡ, cộng lại không được quá %(most)s.")
        raise NoRoom(words % {"most": size_words(KEPT * most)})


def evidence_subject(held: Submission, evidence: Evidence) -> str:
    """What the log calls a document."""
    return f"evidence:{held.round.slug}/{held.agency.code}/{evidence.pk}"


def _sizes(submission: Submission, instead_of: Evidence | None) -> tuple[dict[int, int], dict[int, int]]:
    """Contents by their size, each once: those that stand, and all that are kept."""
    rows = Evidence.objects.filter(submission=submission)
    stands, kept = dict[int, int](), dict[int, int]()
    for pk, file, size, replaced, removed in rows.values_list(
        "pk", "file_id", "file__size", "replaced_by", "removed_at"
    ):
        kept[file] = size
        if replaced is None and removed is None and (instead_of is None or pk != instead_of.pk):
            stands[file] = size
    return stands, kept
