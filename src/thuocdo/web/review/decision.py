"""A decision on one answer, read against the criterion: what stands afterwards, with its points.

Decision(CHANGED, Value({"a": "36", "b": "41"}), Reason.DIFFERENT)  --standing-->  Standing('{"a":"36","b":"41"}', "", 176)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.model import Cause, Scope
from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.models import Outcome, Reason
from thuocdo.web.review.refusals import NotADecision, ReasonMissing
from thuocdo.web.submissions.preview import previewed
from thuocdo.web.submissions.sheet import Sheet
from thuocdo.web.submissions.value import NA, Value, checked

VOID = "void:"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer makes of an answer. `value` is read for CHANGED only, `cause` for VOID only (a `definition.model.Cause`)."""

    outcome: Outcome
    value: Value = field(default_factory=Value)
    cause: str = ""
    reason: str = ""
    text: str = ""


ACCEPT: Final = Decision(Outcome.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a criterion: inputs as stored, state, points in whole units of the set's last decimal."""

    inputs: str
    state: str
    points: int | None


def standing(sheet: Sheet, criterion: str, decision: Decision, claimed: Value) -> Standing:
    """What a decision comes to. Raises `ReasonMissing`, `NotADecision`, `BadValue`."""
    node = sheet.criteria[criterion]
    value = _value(sheet, node, decision, claimed)
    _must_say_why(decision)
    return standing_of(sheet, criterion, value)


def standing_of(sheet: Sheet, criterion: str, value: Value) -> Standing:
    """A value with its points."""
    return Standing(value.text, value.state, previewed(sheet, {criterion: value}).nodes[criterion].points)


def causes_of(sheet: Sheet) -> tuple[Cause, ...]:
    """Why a single criterion may not be counted at all, by the set."""
    return tuple(rule.cause for rule in sheet.set.void if rule.scope is Scope.CRITERION)


def must_be_acceptable(sheet: Sheet, criterion: str, claimed: Value) -> None:
    """Raise `NotADecision` where there is nothing that could be accepted."""
    if not claimed.answers(sheet.criteria[criterion]):
        raise NotADecision(_("Đơn vị chưa kê khai đủ tiêu chí này nên không có gì để chấp nhận."))


def _value(sheet: Sheet, node: Resolved, decision: Decision, claimed: Value) -> Value:
    match decision.outcome:
        case Outcome.ACCEPTED:
            must_be_acceptable(sheet, node.id, claimed)
            return Value(claimed.inputs, claimed.state)
        case Outcome.CHANGED:
            changed = checked(sheet, node, replace(decision.value, explanation="", not_applicable_reason=""))
            if not changed.answers(node):
                raise NotADecision(_("Hãy nhập đủ số liệu thẩm định."))
            if (changed.text, changed.state) == (claimed.text, claimed.state):
                raise NotADecision(_("Số liệu giống số liệu đơn vị kê khai: hãy chọn chấp nhận."))
            return changed
        case Outcome.NOT_APPLICABLE:
            if node.not_applicable is None:
                raise NotADecision(_("Bộ tiêu chí không cho phép «không áp dụng» ở tiêu chí này."))
            return Value({}, NA)
        case Outcome.VOID:
            if decision.cause not in causes_of(sheet):
                raise NotADecision(_("Bộ tiêu chí không có lý do này để không tính điểm một tiêu chí."))
            return Value(claimed.inputs, f"{VOID}{decision.cause}")


def _must_say_why(decision: Decision) -> None:
    if decision.outcome == Outcome.ACCEPTED:
        return
    if decision.reason not in Reason.values:
        raise ReasonMissing(_("Hãy chọn lý do."))
    if decision.reason == Reason.OTHER and not decision.text.strip():
        raise ReasonMissing(_("Lý do khác phải được viết rõ."))
