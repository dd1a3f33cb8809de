"""The rows of a work list: an answer with what it claims, what is out of line and what is decided, a page at a time.

Constant queries: answers, documents, last year's and medians are each asked for once for a whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.case import case_urls
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.in_words import value_words, words_of
from thuocdo.web.review.line_cells import Said, Words, cells_of, words_now
from thuocdo.web.review.odd import Oddity, Proofs, odd_at, proofs_of
from thuocdo.web.review.peers import Medians, medians_at, medians_of, place_of
from thuocdo.web.review.verify_answer import why_undecidable
from thuocdo.web.review.walk import BY_AGENCY, BY_CRITERION, handed_in_at, is_waiting, second_look, with_second_look
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.last_year import LastYear, last_year_of, last_years_at
from thuocdo.web.submissions.models import Answer, AnswerState, EvidenceUse
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import Value, stored_value
from thuocdo.web.submissions.what_counts import is_settled, is_verified
from thuocdo.web.ui import written

# What `lines_of_criterion` needs of the submissions of a page, which come with their agency.
FIELDS: Final = (
    *("name", "state", "not_evaluated", "kind"),
    *("agency__code", "agency_id", "block_id", "round_id", "set_version_id"),
)
TONES: Final = {
    AnswerState.OPEN: "",
    AnswerState.VERIFIED: "done",
    AnswerState.SETTLED: "done",
    AnswerState.CLAIMED: "running",
}
MARKS: Final = {
    AnswerState.RETURNED: "tra-lai",
    AnswerState.EXPLAINED: "giai-trinh",
    AnswerState.VERIFIED: "xong",
    AnswerState.SETTLED: "xong",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of a list: `cells` say all of it. `marks` are the filters it falls under.

    Where it can be accepted together with others, `box` is what its box is called, `sent` what that sends: the row and the version that
    was seen.
    """

    submission: Submission
    criterion: str
    name: str
    url: str
    cells: SafeString
    odd: tuple[Oddity, ...]
    waits: bool
    acceptable: bool
    marks: frozenset[str]
    box: str
    sent: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What an answer is held against: last year's, the medians of its block, the documents of the page."""

    last: LastYear | None
    medians: Medians
    proofs: Proofs


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines of a page have in common: whose desk it is, where each leads, and words looked up once."""

    desk: Desk
    address: Callable[[str], str]
    words: Words
    states: Mapping[AnswerState, str]
    again: str
    box: str


def lines_of_criterion(desk: Desk, criterion: str, rows: Sequence[Submission]) -> list[Line]:
    """One criterion at the submissions of a page, which come with `FIELDS`."""
    page = _page(desk, case_urls(desk.round.slug, BY_CRITERION, criterion=criterion))
    return [
        _line(page, row, criterion, answer, beside, url=page.address(row.agency.code), box=row.name)
        for row, answer, beside in _at_criterion(desk, criterion, rows)
    ]


def _at_criterion(
    desk: Desk, criterion: str, rows: Sequence[Submission]
) -> Iterator[tuple[Submission, Answer | None, Beside]]:
    """The submissions of a page with their answers at a criterion, and what those are held against."""
    if not rows:
        return
    versions = {of.set_version_id: of.set_version for of in desk.coverage.blocks}
    for row in rows:
        row.round, row.set_version = desk.round, versions[row.set_version_id]
    answers = {answer.submission_id: answer for answer in _answers_at(desk, criterion, rows)}
    last = last_years_at(criterion, rows)
    uses = EvidenceUse.objects.filter(evidence__submission__in=[row.pk for row in rows], criterion=criterion)
    proofs = proofs_of(uses, desk.round.pk)
    medians = medians_at(rows, criterion, desk.now)
    for row in rows:
        yield row, answers.get(row.pk), Beside(last.get(row.pk), medians[place_of(row)], proofs)


def lines_of_agency(desk: Desk, submission: Submission, answers: dict[str, Answer]) -> list[Line]:
    """Every criterion of the person's part in one submission."""
    criteria = desk.criteria(submission)
    last = last_year_of(submission)
    uses = EvidenceUse.objects.filter(evidence__submission=submission)
    proofs = proofs_of(uses, submission.round_id)
    medians = medians_of(submission, criteria, desk.now)
    page = _page(desk, case_urls(desk.round.slug, BY_AGENCY, code=submission.agency.code))
    lines = []
    for id in criteria:
        beside = Beside(last.get(id), medians, proofs)
        lines.append(_line(page, submission, id, answers.get(id), beside, url=page.address(id), box=id))
    return lines


def odd_submissions(desk: Desk, criterion: str) -> frozenset[int]:
    """The submissions with something out of line at a criterion, over all pages of its list."""
    rows = handed_in_at(desk, criterion).select_related("agency").only(*FIELDS)
    found = _at_criterion(desk, criterion, list(rows))
    return frozenset(row.pk for row, answer, beside in found if _odd(row, criterion, answer, beside))


def _page(desk: Desk, address: Callable[[str], str]) -> Page:
    states = {state: str(state.label) for state in AnswerState}
    return Page(desk, address, words_now(), states, _("chờ thẩm định lần hai"), _("Chọn %(name)s"))


def _odd(
    submission: Submission, criterion: str, answer: Answer | None, beside: Beside, value: Value | None = None
) -> tuple[Oddity, ...]:
    """What is out of line about an answer; `value` is what it claims, where that was read already."""
    node, median = sheet_of(submission).criteria[criterion], beside.medians.get(criterion)
    proofs = beside.proofs.get((submission.pk, criterion), ())
    return odd_at(submission, node, answer, last=beside.last, median=median, proofs=proofs, value=value)


def _line(
    page: Page,
    submission: Submission,
    criterion: str,
    answer: Answer | None,
    beside: Beside,
    *,
    url: str,
    box: str,
) -> Line:
    """`box` is what tells the answer from the others of the page."""
    desk, sheet = page.desk, sheet_of(submission)
    node, decimals, value = sheet.criteria[criterion], sheet.set.rounding.decimals, stored_value(answer)
    odd = _odd(submission, criterion, answer, beside, value)
    again = answer is not None and second_look(desk, answer)
    state = AnswerState(answer.state) if answer is not None else AnswerState.OPEN
    claimed = words_of(node, value.inputs, value.state)
    points = _written(answer.claimed_points if answer is not None else None, decimals)
    stands, stands_points = _standing(node, answer, claimed, points, decimals)
    acceptable = _acceptable(desk, submission, node, answer, value)
    said = Said(
        claimed,
        points,
        stands,
        stands_points,
        tuple(each.sentence for each in odd),
        written.number(len(beside.proofs.get((submission.pk, criterion), ()))),
        page.again if again else page.states[state],
        "running" if again else TONES.get(state, "waiting"),
    )
    waits = answer is not None and is_waiting(desk, answer)
    return Line(
        submission=submission,
        criterion=criterion,
        name=title_of(node.node)[0],
        url=url,
        cells=cells_of(said, page.words),
        odd=odd,
        waits=waits,
        acceptable=acceptable,
        marks=_marks(state, odd, waits=waits, again=again),
        box=page.box % {"name": box} if acceptable else "",
        sent=f"{answer.pk}:{answer.version}" if answer is not None and acceptable else "",
    )


def _answers_at(desk: Desk, criterion: str, rows: Iterable[Submission]) -> list[Answer]:
    """The answers of a page, with what a second review needs to know."""
    by_row = {row.pk: row for row in rows}
    answers = Answer.objects.filter(submission__in=list(by_row), criterion=criterion).defer("saved_at", "saved_by")
    found = list(with_second_look(desk, answers))
    for answer in found:
        answer.submission = by_row[answer.submission_id]
    return found


def _acceptable(desk: Desk, submission: Submission, node: Resolved, answer: Answer | None, value: Value) -> bool:
    """Whether it can be accepted together with others: claimed, or accepted by another reviewer; with nothing asked of the agency."""
    if answer is None or desk.holding.person is None or not desk.reviewing:
        return False
    if answer.state != AnswerState.CLAIMED and not second_look(desk, answer, accepted=True):
        return False
    if why_not_decide(desk.holding, desk.coverage, submission, node.id) is not None:
        return False
    decidable = why_undecidable(answer, (), desk.holding.person) is None
    return decidable and value.answers(node)


def _standing(node: Resolved, answer: Answer | None, claimed: str, points: str, decimals: int) -> tuple[str, str]:
    """What was settled, else verified, in words, and its points; mostly it is the claim as it was written already."""
    if answer is None or not (is_settled(answer) or is_verified(answer)):
        return "", ""
    text, state, found = answer.verified, answer.verified_state, answer.verified_points
    if is_settled(answer):
        text, state, found = answer.settled, answer.settled_state, answer.settled_points
    if (text, state, found) == (answer.claimed, answer.claimed_state, answer.claimed_points):
        return claimed, points
    return value_words(node, text, state), _written(found, decimals)


def _written(points: int | None, decimals: int) -> str:
    return "" if points is None else written.number(written.exact(points, decimals))


def _marks(state: AnswerState, odd: tuple[Oddity, ...], *, waits: bool, again: bool) -> frozenset[str]:
    marks = {"cho"} if waits else set[str]()
    if odd:
        marks.add("la")
    if state in MARKS and not again:
        marks.add(MARKS[state])
    return frozenset(marks)
