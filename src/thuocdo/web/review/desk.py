"""A reviewer's desk in one round: who looks, and what of the round is theirs. The organiser's other people see the whole of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.at_work import holding_of
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.review.who import UNDER_REVIEW, why_own
from thuocdo.web.rounds.assigned import Coverage, coverage_for
from thuocdo.web.rounds.managed import ORGANISERS, round_for
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.models import AnswerState

LONG: Final = ("set_version__content", "set_version__cases")  # the texts of a set, which is read once for all


@dataclass
class Desk:
    """A round as one of the organiser's people works on it; `version` where only one set is looked at."""

    round: Round
    holding: Holding
    now: datetime
    version: SetVersion | None = None
    criteria_by_reach: dict[tuple[int, str, tuple[int, ...]], tuple[str, ...]] = field(default_factory=dict)
    criteria_by_rules: dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def coverage(self) -> Coverage:
        """What is assigned to the person."""
        return coverage_for(self.holding, self.round, self.version)

    @property
    def person(self) -> int:
        """The person's row."""
        return self.holding.person.pk if self.holding.person is not None else 0

    @property
    def reviewing(self) -> bool:
        """Whether something is assigned to the person; else they see everything and decide nothing."""
        return bool(self.coverage.rules)

    @property
    def managing(self) -> bool:
        """Whether the person manages the round."""
        return may_manage(self.holding, self.round.organiser)

    @property
    def running(self) -> bool:
        """Whether the round is under review."""
        return self.round.state in UNDER_REVIEW

    @cached_property
    def waiting_states(self) -> tuple[AnswerState, ...]:
        """The states in which an answer waits for whoever verifies it: what was asked and not explained in time is their turn again."""
        late = (AnswerState.RETURNED,) if self.now >= self.round.explain_before else ()
        return (AnswerState.CLAIMED, AnswerState.EXPLAINED, *late)

    def theirs(self, criterion: str = "") -> Q:
        """The submissions to show, of one criterion or of any; never one of the person's own agency."""
        if self.reviewing:
            return self.coverage.submissions(self.person, criterion)
        own = self.holding.agencies - {self.round.organiser_id}
        found = self.coverage.asking(criterion) if criterion else Q(not_evaluated="")
        return found & ~Q(agency_id__in=own) if own else found

    def criteria(self, submission: Submission) -> tuple[str, ...]:
        """The criteria to show in a submission, those that agencies fill in, in the order of the set. Found once for all that the same rules reach."""
        theirs = [rule for rule in self.coverage.rules if rule.reviewer == self.person]
        reaching = tuple(rule.id for rule in theirs if rule.reaches(submission.agency_id, submission.block_id))
        key = submission.set_version_id, submission.kind, reaching
        if key not in self.criteria_by_reach:
            self.criteria_by_reach[key] = self._criteria(submission)
        return self.criteria_by_reach[key]

    def _criteria(self, submission: Submission) -> tuple[str, ...]:
        leaves = self.coverage.leaves(submission.set_version_id, submission.kind)
        asked = {leaf.id: None for leaf in leaves if not leaf.by_organiser}
        if not self.reviewing:
            return tuple(asked)
        return tuple(id for id in self.coverage.criteria(self.person, submission) if id in asked)


def desk_for(request: HttpRequest, slug: str) -> Desk:
    """The desk of a round; raises `Http404`, `NotAllowed`."""
    holding = holding_of(request)
    return Desk(round_for(holding, slug), holding, timezone.now())


def desk_at(request: HttpRequest, slug: str, code: str) -> tuple[Desk, Submission]:
    """A submission on the desk; also raises what `desk_over` does."""
    rows = Submission.objects.select_related("round__organiser", "agency", "set_version").defer(*LONG)
    submission = rows.filter(round__slug=slug, agency__code=code).first()
    if submission is None:
        raise Http404
    return desk_over(request, submission), submission


def desk_over(request: HttpRequest, submission: Submission) -> Desk:
    """The desk that a submission lies on, which comes with its round, organiser, agency and set.

    Raises `NotAllowed`, `OwnAgency`: nobody looks at how their own agency is verified before it is told.
    """
    holding = holding_of(request)
    if not holding.any_of(ORGANISERS, submission.round.organiser_id):
        raise NotAllowed(_("Chỉ người của cơ quan chủ trì xem được việc thẩm định."))
    if (refusal := why_own(holding, submission)) is not None:
        raise refusal
    return Desk(submission.round, holding, timezone.now(), submission.set_version)
