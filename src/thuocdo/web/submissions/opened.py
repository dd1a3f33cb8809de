"""A submission as its pages need it, loaded once for a request: what it asks, what is answered, what the person may do.

opened = opened_for(request, "lam-dong-xa-2026", "24778")      raises Http404, NotAllowed
opened.may_fill, opened.groups, opened.answers["HT1"], opened.scores
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.at_work import holding_of
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.deadline import deadline_of
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions import who
from thuocdo.web.submissions.evidence_shelf import Shelf, shelf_of
from thuocdo.web.submissions.form_groups import Group, Progress, groups_of, progress_of
from thuocdo.web.submissions.form_scores import Score, scores_of
from thuocdo.web.submissions.form_standing import Standing, standing_of
from thuocdo.web.submissions.models import Answer, Evidence
from thuocdo.web.submissions.preview import Preview, preview_of
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.standing_evidence import used_at
from thuocdo.web.submissions.value import stored_value


@dataclass
class Opened:
    """A submission that somebody looks at; `here` is the id of the group that is shown."""

    submission: Submission
    holding: Holding
    now: datetime
    here: str = ""
    drawn: dict[object, str] = field(default_factory=dict)  # parts of the page that are the same at many criteria

    @property
    def slug(self) -> str:
        """The round, for addresses."""
        return self.submission.round.slug

    @property
    def code(self) -> str:
        """The agency, for addresses."""
        return self.submission.agency.code

    @cached_property
    def address(self) -> str:
        """Where its pages begin: a page has dozens of addresses below it, and Django is asked for this one only."""
        return reverse("submissions:form", args=(self.slug, self.code))

    @property
    def address_of_groups(self) -> str:
        """What the addresses of groups begin with; their ids follow, and the ids of criteria (`urls`)."""
        return f"{self.address}nhom/"

    @property
    def deadline(self) -> datetime:
        """Until when the agency may submit."""
        return deadline_of(self.submission)

    @property
    def me(self) -> int:
        """Who looks at it; 0 for nobody."""
        return self.holding.person.pk if self.holding.person is not None else 0

    @cached_property
    def sheet(self) -> Sheet:
        """What is asked."""
        return sheet_of(self.submission)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The pages of the form."""
        return groups_of(self.sheet.tree)

    @cached_property
    def group_of(self) -> dict[str, Group]:
        """The group in which each criterion stands."""
        return {node.id: group for group in self.groups for node in group.criteria}

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """What is answered, by criterion."""
        rows = Answer.objects.filter(submission=self.submission).select_related("saved_by")
        return {answer.criterion: answer for answer in rows}

    @cached_property
    def shelf(self) -> Shelf:
        """The documents that stand behind the answers."""
        return shelf_of(self.submission)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The criteria that need nothing more."""
        asked = self.sheet.asked
        return frozenset(
            id for id, answer in self.answers.items() if id in asked and stored_value(answer).answers(asked[id])
        )

    @cached_property
    def progress(self) -> list[Progress]:
        """How far each group has come."""
        return progress_of(self.groups, self.answered, self.here)

    @cached_property
    def preview(self) -> Preview:
        """The points of what is claimed so far."""
        return preview_of(self.submission, self.answers.values())

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """The totals and levels beside the form."""
        return scores_of(self.sheet, self.preview)

    @property
    def unanswered(self) -> int:
        """How many criteria the agency has still to fill in."""
        return len(self.sheet.asked) - len(self.answered)

    @property
    def is_head(self) -> bool:
        """Whether the person is the head of the agency."""
        return self.holding.has(RoleName.HEAD, self.submission.agency_id)

    @cached_property
    def may_fill(self) -> bool:
        """Whether the person may change answers now."""
        return who.why_not_fill(self.holding, self.submission, self.now) is None

    def why_not_prove(self, criterion: str) -> Refused | None:
        """Why the person may not put evidence behind a criterion now."""
        return who.why_not_prove(self.holding, self.submission, self.answers.get(criterion), self.now)

    def why_not_change(self, evidence: Evidence) -> Refused | None:
        """Why the person may not change a document of this submission now."""
        return who.why_not_change_evidence(self.holding, evidence, used_at(evidence), self.now)

    @cached_property
    def may_hand_over(self) -> bool:
        """Whether the person may give it to the head now."""
        return who.why_not_hand_over(self.holding, self.submission, self.now) is None

    @cached_property
    def may_submit(self) -> bool:
        """Whether the person may submit it, or send it back, now."""
        return who.why_not_submit(self.holding, self.submission, self.now) is None

    @cached_property
    def may_withdraw(self) -> bool:
        """Whether the person may take it back now."""
        return who.why_not_withdraw(self.holding, self.submission, self.now) is None

    @cached_property
    def standing(self) -> Standing | None:
        """Whose hands it is in, where that has to be said."""
        return standing_of(self)


def opened_for(request: HttpRequest, slug: str, code: str, here: str = "") -> Opened:
    """The submission of an agency in a round, if the person may read it. Raises `Http404`, `NotAllowed`."""
    rows = Submission.objects.select_related("round", "agency", "set_version")
    rows = rows.defer("set_version__content", "set_version__cases")  # long, and read once for each digest
    submission = rows.filter(round__slug=slug, agency__code=code).first()
    if submission is None:
        raise Http404
    holding = holding_of(request)
    if not who.may_read(holding, submission):
        raise NotAllowed(
            _("Chỉ người của đơn vị mở được phiếu này trước khi nộp; cơ quan chủ trì xem được sau khi nộp.")
        )
    return Opened(submission, holding, timezone.now(), here)
