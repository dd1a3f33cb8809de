"""The rows of a work list: an answer with what it claims, what is out of line and what is decided, a page at a time.

Constant queries: answers, documents, last year's and medians are each asked for once for a whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.case import case_url
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.in_words import value_words
from thuocdo.web.review.odd import Oddity, Proofs, odd_at, proofs_of
from thuocdo.web.review.peers import Medians, medians_of
from thuocdo.web.review.verify_answer import why_undecidable
from thuocdo.web.review.walk import BY_AGENCY, BY_CRITERION, agencies_at, is_waiting, second_look
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.last_year import LastYear, last_year_of, last_years_at
from thuocdo.web.submissions.models import Answer, AnswerState, EvidenceUse
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import stored_value
from thuocdo.web.submissions.what_counts import is_settled, is_verified
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of a list. `again`: it waits for the person's second look; `marks` are the filters it falls under; `stands` what holds where it is not the claim."""

    submission: Submission
    criterion: str
    name: str
    url: str
    answer: Answer | None
    claimed: str
    points: str
    stands: str
    stands_points: str
    odd: tuple[Oddity, ...]
    documents: int
    waits: bool
    again: bool
    acceptable: bool
    marks: frozenset[str]

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.again:
            return _("chờ thẩm định lần hai")
        return str((AnswerState(self.answer.state) if self.answer is not None else AnswerState.OPEN).label)

    @property
    def tone(self) -> str:
        """How the state looks."""
        if self.answer is None or self.answer.state == AnswerState.OPEN:
            return ""
        if self.again:
            return "running"
        tones = {AnswerState.VERIFIED: "done", AnswerState.SETTLED: "done", AnswerState.CLAIMED: "running"}
        return tones.get(AnswerState(self.answer.state), "waiting")


@dataclass(frozen=True, slots=True)
class Beside:
    """What an answer is held against: last year's, the medians of its block, the documents of the page."""

    last: LastYear | None
    medians: Medians
    proofs: Proofs


def lines_of_criterion(desk: Desk, criterion: str, rows: Sequence[Submission]) -> list[Line]:
    """One criterion at the submissions of a page, which come with `agencies_at`'s annotations, agency and set."""
    answers = {answer.submission_id: answer for answer in _with_second(desk, rows, criterion)}
    last = last_years_at(criterion, rows)
    uses = EvidenceUse.objects.filter(evidence__submission__in=[row.pk for row in rows], criterion=criterion)
    proofs = proofs_of(uses, desk.round.pk) if rows else {}
    medians: dict[tuple[int, int, str], Medians] = {}
    lines = []
    for row in rows:
        row.round = desk.round
        place = row.block_id, row.set_version_id, row.kind
        if place not in medians:
            medians[place] = medians_of(row, [criterion], desk.now)
        answer = answers.get(row.pk)
        lines.append(
            _line(desk, row, criterion, answer, Beside(last.get(row.pk), medians[place], proofs), BY_CRITERION)
        )
    return lines


def lines_of_agency(desk: Desk, submission: Submission, answers: dict[str, Answer]) -> list[Line]:
    """Every criterion of the person's part in one submission."""
    criteria = desk.criteria(submission)
    last = last_year_of(submission)
    uses = EvidenceUse.objects.filter(evidence__submission=submission)
    proofs = proofs_of(uses, submission.round_id)
    medians = medians_of(submission, criteria, desk.now)
    return [
        _line(desk, submission, id, answers.get(id), Beside(last.get(id), medians, proofs), BY_AGENCY)
        for id in criteria
    ]


def odd_submissions(desk: Desk, criterion: str) -> frozenset[int]:
    """The submissions with something out of line at a criterion, over all pages of its list."""
    rows = agencies_at(desk, criterion).select_related("agency", "set_version")
    rows = rows.defer("set_version__content", "set_version__cases")
    return frozenset(line.submission.pk for line in lines_of_criterion(desk, criterion, list(rows)) if line.odd)


def _line(
    desk: Desk,
    submission: Submission,
    criterion: str,
    answer: Answer | None,
    beside: Beside,
    by: str,
) -> Line:
    sheet = sheet_of(submission)
    node, decimals = sheet.criteria[criterion], sheet.set.rounding.decimals
    documents = beside.proofs.get((submission.pk, criterion), ())
    odd = odd_at(submission, node, answer, last=beside.last, median=beside.medians.get(criterion), proofs=documents)
    waits = answer is not None and is_waiting(desk, answer)
    again = answer is not None and second_look(desk, answer)
    value = stored_value(answer)
    stands, points = _standing(node, answer)
    return Line(
        submission=submission,
        criterion=criterion,
        name=title_of(node.node)[0],
        url=case_url(desk.round.slug, submission.agency.code, criterion, by),
        answer=answer,
        claimed=value_words(node, value.text, value.state),
        points=_written(answer.claimed_points if answer is not None else None, decimals),
        stands=stands,
        stands_points=_written(points, decimals),
        odd=odd,
        documents=len(documents),
        waits=waits,
        again=again,
        acceptable=_acceptable(desk, submission, criterion, node, answer),
        marks=_marks(answer, odd, waits=waits, again=again),
    )


def _with_second(desk: Desk, rows: Sequence[Submission], criterion: str) -> list[Answer]:
    """The answers of a page; what a second review needs comes from the rows."""
    by_row = {row.pk: row for row in rows}
    found = []
    for answer in Answer.objects.filter(submission__in=list(by_row), criterion=criterion):
        row = answer.submission = by_row[answer.submission_id]
        if desk.round.second_review:
            answer.mine, answer.twice, answer.first = row.mine, row.twice, row.first  # type: ignore[attr-defined]  # as `answers_of` annotates
        found.append(answer)
    return found


def _acceptable(desk: Desk, submission: Submission, criterion: str, node: Resolved, answer: Answer | None) -> bool:
    """Whether it can be accepted together with others: claimed, or accepted by another reviewer; with nothing asked of the agency."""
    if answer is None or desk.holding.person is None:
        return False
    if answer.state != AnswerState.CLAIMED and not second_look(desk, answer, accepted=True):
        return False
    if why_not_decide(desk.holding, desk.coverage, submission, criterion) is not None:
        return False
    decidable = why_undecidable(answer, (), desk.holding.person) is None
    return decidable and stored_value(answer).answers(node)


def _standing(node: Resolved, answer: Answer | None) -> tuple[str, int | None]:
    if answer is None or not (is_settled(answer) or is_verified(answer)):
        return "", None
    if is_settled(answer):
        return value_words(node, answer.settled, answer.settled_state), answer.settled_points
    return value_words(node, answer.verified, answer.verified_state), answer.verified_points


def _written(points: int | None, decimals: int) -> str:
    return "" if points is None else written.number(written.exact(points, decimals))


def _marks(answer: Answer | None, odd: tuple[Oddity, ...], *, waits: bool, again: bool) -> frozenset[str]:
    marks = {"cho"} if waits else set[str]()
    if odd:
        marks.add("la")
    states = {
        AnswerState.RETURNED: "tra-lai",
        AnswerState.EXPLAINED: "giai-trinh",
        AnswerState.VERIFIED: "xong",
        AnswerState.SETTLED: "xong",
    }
    if answer is not None and answer.state in states and not again:
        marks.add(states[AnswerState(answer.state)])
    return frozenset(marks)
