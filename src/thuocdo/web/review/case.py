"""One answer on the reviewer's screen: what is claimed, what stands behind it, what is out of line, and what may be done now.

Case
├── parts    claimed value, rule, last year's, points, explanation of the agency
├── proofs   documents, the chosen one in a frame
├── odd      what is out of line
├── decided  decisions so far; finding  the thread with the agency
└── may_...  the same predicates the acts ask
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse

from thuocdo.definition import set_words
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.rule_words import rule_words
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.review.decision import causes_of
from thuocdo.web.review.desk import LONG, Desk, desk_at, desk_over
from thuocdo.web.review.in_words import cause_words, points_words, value_words, words_of
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.review.odd import Oddity, Proof, odd_at, proofs_of
from thuocdo.web.review.peers import medians_of
from thuocdo.web.review.return_answer import ASKABLE
from thuocdo.web.review.settle_finding import why_another, why_wait
from thuocdo.web.review.undo_verification import why_not_undo
from thuocdo.web.review.verify_answer import why_undecidable
from thuocdo.web.review.walk import (
    BY_AGENCY,
    BY_CRITERION,
    Walk,
    answers_of,
    walk_through_agencies,
    walk_through_criteria,
)
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.method_parts import here, title_of
from thuocdo.web.submissions.evidence_shelf import Document, document_of
from thuocdo.web.submissions.form_parts import last_words
from thuocdo.web.submissions.last_year import LastYear, last_year_of
from thuocdo.web.submissions.models import Answer, AnswerState, EvidenceUse
from thuocdo.web.submissions.sheet import Sheet, inputs_of, label_of, sheet_of
from thuocdo.web.submissions.value import Value, stored_value
from thuocdo.web.submissions.what_counts import is_settled, is_verified
from thuocdo.web.ui.addresses import addresses
from thuocdo.web.ui.row_numbers import row_number


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision with its words."""

    made: Verification
    value: str
    points: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of the answer; `frame` how a page shows it: "pdf", "image" or nothing."""

    document: Document
    elsewhere: str
    frame: str
    chosen: bool
    url: str

    @property
    def place(self) -> str:
        """Which page of a PDF the frame opens: the first number the agency wrote."""
        found = re.search(r"\d{1,5}", self.document.description.page)
        return f"#navpanes=0&view=FitH{f'&page={found.group()}' if found else ''}"


@dataclass
class Case:
    """One answer as somebody of the organiser looks at it. `by` is the way they go through answers, `shown` a document's number.

    `answers` has the answer, where there is one, and those that are gone through by agency.
    """

    desk: Desk
    submission: Submission
    criterion: str
    by: str
    answers: dict[str, Answer]
    shown: str = ""

    @property
    def slug(self) -> str:
        """The round, for addresses."""
        return self.desk.round.slug

    @property
    def code(self) -> str:
        """The agency, for addresses."""
        return self.submission.agency.code

    @cached_property
    def sheet(self) -> Sheet:
        """What is asked."""
        return sheet_of(self.submission)

    @property
    def node(self) -> Resolved:
        """The criterion."""
        return self.sheet.criteria[self.criterion]

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return title_of(self.node.node)[0]

    @property
    def rule(self) -> str:
        """How points are worked out, in words."""
        return here(rule_words(self.node))

    @property
    def cite(self) -> str:
        """Where the decision says so."""
        return here(set_words.cite_words(self.node.node, self.sheet.set))

    @property
    def answer(self) -> Answer | None:
        """What is answered."""
        return self.answers.get(self.criterion)

    @property
    def version(self) -> int:
        """The version that is shown; 0 where nobody answered."""
        return self.answer.version if self.answer is not None else 0

    @cached_property
    def value(self) -> Value:
        """What the agency claims."""
        return stored_value(self.answer)

    @property
    def claimed(self) -> str:
        """The same in words; empty where nobody answered."""
        return words_of(self.node, self.value.inputs, self.value.state)

    @property
    def labels(self) -> str:
        """What the figures are, where they have names of their own."""
        entries = inputs_of(self.node)
        return " / ".join(label_of(self.node, entry) for entry in entries) if len(entries) > 1 else ""

    @property
    def points(self) -> str:
        """The points of what is claimed."""
        return self._points(self.answer.claimed_points if self.answer is not None else None)

    @property
    def stands(self) -> Decided | None:
        """What stands instead of the claim: settled, else verified."""
        answer = self.answer
        if answer is None or not (is_settled(answer) or is_verified(answer)):
            return None
        made = Verification(outcome="", reason="")
        if is_settled(answer):
            value = value_words(self.node, answer.settled, answer.settled_state)
            return Decided(made, value, self._points(answer.settled_points))
        value = value_words(self.node, answer.verified, answer.verified_state)
        return Decided(made, value, self._points(answer.verified_points))

    @cached_property
    def _last(self) -> LastYear | None:
        return last_year_of(self.submission, [self.criterion]).get(self.criterion)

    @property
    def last(self) -> str:
        """The year before, in words."""
        return last_words(self._last)

    @cached_property
    def _proofs(self) -> tuple[Proof, ...]:
        uses = EvidenceUse.objects.filter(evidence__submission=self.submission, criterion=self.criterion)
        return proofs_of(uses.select_related("evidence__file"), self.submission.round_id).get(
            (self.submission.pk, self.criterion), ()
        )

    @cached_property
    def documents(self) -> tuple[Shown, ...]:
        """The documents, one of them chosen."""
        ids = [proof.use.evidence_id for proof in self._proofs]
        number = row_number(self.shown)
        chosen = number if number in ids else ids[0] if ids else 0
        return tuple(self._shown(proof, chosen) for proof in self._proofs)

    @property
    def framed(self) -> Shown | None:
        """The chosen document."""
        return next((each for each in self.documents if each.chosen), None)

    @property
    def next_document(self) -> str:
        """The address of the screen with the next document; the first after the last."""
        at = next((n for n, each in enumerate(self.documents) if each.chosen), 0)
        return self.documents[(at + 1) % len(self.documents)].url if len(self.documents) > 1 else ""

    @cached_property
    def odd(self) -> tuple[Oddity, ...]:
        """What is out of line."""
        if self.answer is None:
            return ()
        median = medians_of(self.submission, [self.criterion], self.desk.now)[self.criterion]
        return odd_at(self.submission, self.node, self.answer, last=self._last, median=median, proofs=self._proofs)

    @cached_property
    def verifications(self) -> tuple[Verification, ...]:
        """Every decision, undone ones too, oldest first."""
        if self.answer is None:
            return ()
        return tuple(self.answer.verifications.select_related("reviewer").order_by("pk"))

    @property
    def held(self) -> tuple[Verification, ...]:
        """Those that hold."""
        return tuple(each for each in self.verifications if each.undone_at is None)

    @property
    def decided(self) -> tuple[Decided, ...]:
        """Decisions with their words."""
        return tuple(
            Decided(each, value_words(self.node, each.value, each.state), self._points(each.points))
            for each in self.verifications
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The thread with the agency, oldest first."""
        if self.answer is None:
            return ()
        people = ("opened_by", "explained_by", "settled_by")
        return tuple(self.answer.findings.select_related(*people).order_by("pk"))

    @property
    def finding(self) -> Finding | None:
        """The one that is open."""
        return next((each for each in self.findings if each.settled_at is None), None)

    @cached_property
    def refusal(self) -> Refused | None:
        """Why the person decides nothing here."""
        return why_not_decide(self.desk.holding, self.desk.coverage, self.submission, self.criterion)

    @property
    def person(self) -> Person:
        """Who looks."""
        assert self.desk.holding.person is not None  # noqa: S101 (the page is for people who are signed in)
        return self.desk.holding.person

    @property
    def undecidable(self) -> Refused | None:
        """Why nothing can be decided now, by whoever may."""
        answer = self.answer
        return None if answer is None else why_undecidable(answer, self.held, self.person)

    @property
    def may_decide(self) -> bool:
        """Whether a decision can be made now."""
        return self.refusal is None and self.undecidable is None

    @property
    def may_accept(self) -> bool:
        """Whether there is something to accept."""
        return self.may_decide and self.value.answers(self.node)

    @property
    def may_ask(self) -> bool:
        """Whether the agency can be asked."""
        state = self.answer.state if self.answer is not None else AnswerState.OPEN
        in_time = self.desk.now < self.desk.round.explain_before
        return self.refusal is None and state in ASKABLE and in_time

    @property
    def may_settle(self) -> bool:
        """Whether the thread can be brought to its end."""
        return self.refusal is None and self._to_settle is not None and self.why_another is None

    @property
    def why_another(self) -> Refused | None:
        """Why somebody else brings the thread to its end."""
        finding = self._to_settle
        return None if finding is None else why_another(finding, self.desk.round, self.held, self.person)

    @property
    def _to_settle(self) -> Finding | None:
        """The thread, where it can be brought to its end now."""
        finding = self.finding
        ready = finding is not None and why_wait(finding, self.desk.round, self.desk.now) is None
        return finding if ready else None

    @property
    def undoable(self) -> Verification | None:
        """The person's own decision that can be taken back."""
        if self.refusal is not None or self.answer is None:
            return None
        for n, each in enumerate(self.held):
            if why_not_undo(each, self.answer, self.held[n + 1 :], self.person) is None:
                return each
        return None

    @property
    def causes(self) -> list[tuple[str, str]]:
        """Why the set lets a criterion not be counted."""
        return [(cause.value, cause_words(cause)) for cause in causes_of(self.sheet)]

    @cached_property
    def walk(self) -> Walk:
        """The way through answers."""
        if self.by == BY_AGENCY:
            return walk_through_criteria(self.desk, self.submission, self.answers, self.criterion)
        return walk_through_agencies(self.desk, self.criterion, self.code)

    @property
    def list_url(self) -> str:
        """The list one came from."""
        if self.by == BY_AGENCY:
            return reverse("review:agency", args=(self.slug, self.code))
        return reverse("review:criterion", args=(self.slug, self.criterion))

    def _points(self, points: int | None) -> str:
        return points_words(points, self.sheet.set.rounding.decimals)

    def _shown(self, proof: Proof, chosen: int) -> Shown:
        document = document_of(proof.use.evidence, self.submission, proof.use)
        content_type = proof.use.evidence.file.content_type
        frame = "pdf" if content_type == "application/pdf" else "image" if content_type in IMAGES else ""
        url = case_url(self.slug, self.code, self.criterion, self.by) + f"&tl={document.pk}"
        return Shown(document, proof.elsewhere, frame, document.pk == chosen, url)


IMAGES = frozenset({"image/png", "image/jpeg", "image/webp"})


def case_url(slug: str, code: str, criterion: str, by: str) -> str:
    """The screen of one answer."""
    return reverse("review:case", args=(slug, code, criterion)) + f"?theo={by}"


def case_urls(slug: str, by: str, *, code: str = "", criterion: str = "") -> Callable[[str], str]:
    """The same for the rows of a list: by agency at one criterion, or by criterion of one agency (`code`)."""
    address = addresses("review:case", slug, code) if code else addresses("review:case", slug, after=[criterion])
    return lambda last: f"{address(last)}?theo={by}"


def case_for(request: HttpRequest, slug: str, code: str, criterion: str) -> Case:
    """The answer on the screen; raises `Http404`, `NotAllowed`, `OwnAgency`."""
    by = BY_AGENCY if request.GET.get("theo") == BY_AGENCY else BY_CRITERION
    answer = _answer_at(slug, code, criterion) if by == BY_CRITERION else None
    if answer is None:
        desk, submission = desk_at(request, slug, code)
    else:
        desk, submission = desk_over(request, answer.submission), answer.submission
    if criterion not in sheet_of(submission).asked:
        raise Http404
    answers = answers_of(desk, submission) if by == BY_AGENCY else {criterion: answer} if answer is not None else {}
    return Case(desk, submission, criterion, by, answers, request.GET.get("tl", ""))


def _answer_at(slug: str, code: str, criterion: str) -> Answer | None:
    """The answer with all that a desk wants to know of its submission, in one query; none where nobody answered."""
    wanted = ("round__organiser", "agency", "set_version")
    rows = Answer.objects.select_related(*(f"submission__{name}" for name in wanted))
    rows = rows.defer(*(f"submission__{name}" for name in LONG))
    return rows.filter(submission__round__slug=slug, submission__agency__code=code, criterion=criterion).first()
