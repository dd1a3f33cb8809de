"""What a reviewer typed on the screen of one answer, as the acts take it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.web.review.decision import Decision
from thuocdo.web.review.models import Outcome, Reason
from thuocdo.web.review.refusals import NotADecision
from thuocdo.web.review.return_answer import Question
from thuocdo.web.submissions.reading import tidy
from thuocdo.web.submissions.sheet import Sheet
from thuocdo.web.submissions.value import value_of

VOID_PREFIX = "void:"
KEEP = "giu"


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were sent, for showing them again: `form` says which form of the screen sent them."""

    form: str = ""
    outcome: str = ""
    reason: str = ""
    text: str = ""
    may_change: bool = False
    refused: str = ""
    problems: dict[str, str] = field(default_factory=dict)


def typed_in(posted: QueryDict, form: str) -> Typed:
    """Whatever was sent, unread."""
    return Typed(
        form,
        posted.get("ket_qua", ""),
        posted.get("ly_do", ""),
        tidy(posted.get("y_kien", "")),
        may_change="sua_so_lieu" in posted,
    )


def decision_in(sheet: Sheet, criterion: str, posted: QueryDict) -> Decision:
    """A decision that is no acceptance; raises `BadValue`, `NotADecision`."""
    outcome, reason, text = posted.get("ket_qua", ""), posted.get("ly_do", ""), tidy(posted.get("y_kien", ""))
    if outcome == Outcome.CHANGED:
        return Decision(Outcome.CHANGED, value_of(sheet, criterion, posted), reason=reason, text=text)
    if outcome == Outcome.NOT_APPLICABLE:
        return Decision(Outcome.NOT_APPLICABLE, reason=reason, text=text)
    if outcome.startswith(VOID_PREFIX):
        return Decision(Outcome.VOID, cause=outcome.removeprefix(VOID_PREFIX), reason=reason, text=text)
    raise NotADecision(_("Hãy chọn kết quả thẩm định."))


def settlement_in(sheet: Sheet, criterion: str, posted: QueryDict) -> Decision | None:
    """How a thread ends: what was verified stands (None), the agency is right, or a decision of another kind."""
    outcome = posted.get("ket_qua", "")
    if outcome == KEEP:
        return None
    if outcome == Outcome.ACCEPTED:
        return Decision(Outcome.ACCEPTED)
    decision = decision_in(sheet, criterion, posted)
    return Decision(decision.outcome, decision.value, decision.cause, Reason.OTHER, tidy(posted.get("y_kien", "")))


def question_in(posted: QueryDict) -> Question:
    """A question to the agency."""
    return Question(posted.get("ly_do", ""), tidy(posted.get("y_kien", "")), value_may_change="sua_so_lieu" in posted)


def seen_in(posted: QueryDict) -> int:
    """The version the person saw; what is no number was never seen."""
    seen = posted.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
