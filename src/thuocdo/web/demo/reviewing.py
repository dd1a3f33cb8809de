"""Verify what agencies handed in as two reviewers would: most is accepted, some is changed, some asked about, explained and settled.

    look_at       decisions and questions on some criteria
    accept_rest   everything else, some agencies at a time
    explain       heads answer
    settle        reviewers come to a conclusion

Which criteria are out of line depends on nothing but the agency's code, as the answers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from thuocdo.definition.measures import Ratio
from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.models import Person
from thuocdo.web.demo.answers import SAMPLE
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.decision import ACCEPT, Decision
from thuocdo.web.review.explain_finding import explain_finding
from thuocdo.web.review.models import Finding, Outcome, Reason
from thuocdo.web.review.return_answer import Question, return_answer
from thuocdo.web.review.settle_finding import settle_finding
from thuocdo.web.review.verify_answer import verify_answer
from thuocdo.web.review.who import shown_to_agency
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import Value, inputs_in

TOO_MUCH: Final = f"Biên bản kiểm kê ghi ít hơn số đơn vị kê khai ({SAMPLE})."
NOT_PROVEN: Final = f"Không thấy tài liệu của tiêu chí này ({SAMPLE})."
ASKED: Final = f"Đề nghị gửi thêm biên bản nghiệm thu và nói rõ cách tính ({SAMPLE})."
EXPLAINED: Final = (
    f"Đơn vị đã đối chiếu lại với sổ theo dõi, số kê khai gồm cả phần mới nhận từ các xã cũ ({SAMPLE}).",
    f"Đơn vị thống nhất với số của cơ quan thẩm định ({SAMPLE}).",
    f"Biên bản nghiệm thu được lập sau ngày kê khai, nay xin gửi bổ sung ({SAMPLE}).",
)
AT_ONCE: Final = 20  # agencies
SETTLED: Final = f"Đã xem giải trình và tài liệu kèm theo ({SAMPLE})."


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody with the groups of the set that are theirs; none: all of them."""

    person: Person
    nodes: tuple[str, ...] = ()

    def criteria(self, submission: Submission) -> dict[str, Resolved]:
        """What is theirs of what the agency fills in."""
        sheet = sheet_of(submission)
        theirs = {each.id for node in self.nodes for each in sheet.nodes[node].walk()}
        return {id: node for id, node in sheet.asked.items() if id in theirs or not self.nodes}


def assign(round: Round, reviewers: Sequence[Reviewer], *, manager: Person, at: datetime) -> None:
    """The rules by which criteria come to reviewers."""
    for reviewer in reviewers:
        for node in reviewer.nodes or ("",):
            assign_reviewer(
                round=round, reviewer=reviewer.person, node=node, block=None, agencies=(), actor=manager, at=at
            )


def look_at(submission: Submission, reviewer: Reviewer, *, odd: int, at: datetime) -> None:
    """Change, leave out or ask about so many of the reviewer's criteria."""
    for place, answer in enumerate(_out_of_line(submission, reviewer, odd)):
        decision = _decision(answer, place)
        if decision is None:
            _ask(submission, answer, reviewer.person, at)
        else:
            verify_answer(
                submission=submission,
                criterion=answer.criterion,
                decision=decision,
                seen=answer.version,
                actor=reviewer.person,
                at=at,
            )


def accept_rest(submissions: Sequence[Submission], reviewer: Reviewer, *, at: datetime) -> None:
    """Accept everything else that is the reviewer's, some agencies at a time."""
    _accept(submissions, reviewer, AnswerState.CLAIMED, at)


def accept_again(submissions: Sequence[Submission], reviewer: Reviewer, *, at: datetime) -> None:
    """The second look at everything that somebody else has verified."""
    _accept(submissions, reviewer, AnswerState.VERIFIED, at)


def _accept(submissions: Sequence[Submission], reviewer: Reviewer, state: AnswerState, at: datetime) -> None:
    for start in range(0, len(submissions), AT_ONCE):
        some = submissions[start : start + AT_ONCE]
        theirs = {id for each in some for id in reviewer.criteria(each)}
        rows = Answer.objects.filter(submission__in=some, state=state, criterion__in=theirs)
        seen = dict(rows.values_list("pk", "version"))
        accept_answers(round=some[0].round, seen=seen, actor=reviewer.person, at=at)


def explain(submission: Submission, head: Person, *, at: datetime) -> None:
    """The head explains what the agency is asked and told by now."""
    shown = [each for each in open_findings(submission) if shown_to_agency(each, submission.round)]
    for place, finding in enumerate(shown):
        explain_finding(
            finding=finding,
            explanation=EXPLAINED[place % len(EXPLAINED)],
            value=None,
            seen=finding.answer.version,
            actor=head,
            at=at,
        )


def settle(submission: Submission, reviewer: Reviewer, *, at: datetime) -> None:
    """Settle what waits for the reviewer: what was asked is accepted, of what was changed every third comes out as claimed."""
    theirs = reviewer.criteria(submission)
    for place, finding in enumerate(open_findings(submission)):
        if finding.answer.criterion in theirs:
            settle_finding(
                finding=finding,
                decision=ACCEPT if finding.asked or place % 3 == 0 else None,
                text=SETTLED,
                seen=finding.answer.version,
                actor=reviewer.person,
                at=at,
            )


def open_findings(submission: Submission) -> list[Finding]:
    """What is not settled yet, in the order it came up."""
    rows = Finding.objects.filter(answer__submission=submission, settled_at__isnull=True)
    return list(rows.select_related("answer__submission__round").order_by("pk"))


def _out_of_line(submission: Submission, reviewer: Reviewer, odd: int) -> list[Answer]:
    """Ratios can be checked against a document, so those are found out of line; each once."""
    if not odd:
        return []
    criteria = reviewer.criteria(submission)
    fit = [id for id, node in criteria.items() if isinstance(node.node.measure, Ratio)]
    rows = Answer.objects.filter(submission=submission, state=AnswerState.CLAIMED, claimed_state="", criterion__in=fit)
    found = list(rows.order_by("criterion"))
    return Random(f"{submission.agency.code} odd").sample(found, min(odd, len(found)))  # noqa: S311 (sample data, not a secret)


def _decision(answer: Answer, place: int) -> Decision | None:
    """The first is changed, the second asked about, the third not counted, and so on."""
    if place % 3 == 1:
        return None
    if place % 3 == 2 or (less := _less(answer)) is None:
        return Decision(Outcome.VOID, cause="no_evidence", reason=Reason.NO_EVIDENCE, text=NOT_PROVEN)
    return Decision(Outcome.CHANGED, less, reason=Reason.DIFFERENT, text=TOO_MUCH)


def _less(answer: Answer) -> Value | None:
    """A fifth less of what was counted."""
    inputs = inputs_in(answer.claimed)
    counted = int(inputs["a"])
    return Value(inputs | {"a": str(counted * 4 // 5)}) if counted * 4 // 5 != counted else None


def _ask(submission: Submission, answer: Answer, reviewer: Person, at: datetime) -> None:
    return_answer(
        submission=submission,
        criterion=answer.criterion,
        question=Question(Reason.INSUFFICIENT, ASKED),
        seen=answer.version,
        actor=reviewer,
        at=at,
    )
