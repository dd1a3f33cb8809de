"""The value of one criterion: read as Vietnamese type it, kept as canonical text.

    posted a=38, b="41,0"  --value_of-->  Value(inputs={"a": "38", "b": "41"})  --text-->  {"a":"38","b":"41"}

    number, whole   plain decimal text with a point           option    its id
    yes_no          yes | no                                  options   ids in the order of the set, ";" between; "-" for none of them

Names of what is posted: an input's key (a criterion without a measure has the one key `points`; a checklist sends its key once for each
id, "-" alone for none), `na` (anything: not applicable), `reason` (why), `explanation`. What is not there is not answered yet, and an
answer may be saved half filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Protocol

from django.utils.translation import gettext as _

from thuocdo.definition.measures import InputType, Survey
from thuocdo.definition.resolved import Resolved
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.reading import BETWEEN, Unreadable, read_input, tidy
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import Sheet, inputs_of, label_of
from thuocdo.web.ui.written import number

NA: Final = "na"
REASON: Final = "reason"
EXPLANATION: Final = "explanation"
LONGEST_REASON: Final = 500
LONGEST_EXPLANATION: Final = 10_000


class Posted(Protocol):
    """What a form sends: Django's `QueryDict`, or anything with its `getlist`."""

    def getlist(self, key: str) -> list[str]:
        """Every value sent under a name."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands at one criterion. `inputs` is canonical text by the input's key, without those that are empty; `state` is empty or `na`."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    not_applicable_reason: str = ""
    explanation: str = ""

    @property
    def text(self) -> str:
        """The inputs as they are stored; empty where there are none."""
        if not self.inputs:
            return ""
        return json.dumps(dict(self.inputs), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def answers(self, node: Resolved) -> bool:
        """Whether the criterion is answered: not applicable, or every input is there."""
        return self.state == NA or all(entry.key in self.inputs for entry in inputs_of(node))


def stored_value(answer: Answer | None) -> Value:
    """The value that the agency claims; nothing for an answer that does not exist yet."""
    if answer is None:
        return Value()
    return Value(inputs_in(answer.claimed), answer.claimed_state, answer.not_applicable_reason, answer.explanation)


def inputs_in(text: str) -> dict[str, str]:
    """Inputs from their stored text."""
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def value_of(sheet: Sheet, criterion: str, posted: Posted) -> Value:
    """Read what somebody typed at a criterion of the sheet. Raises `BadValue` with a sentence for each input that cannot be read.

    Where «không áp dụng» is ticked, the inputs beside it are not read.
    """
    node = sheet.criteria[criterion]
    words = Value({}, NA if _last(posted, NA) else "", tidy(_last(posted, REASON)), tidy(_last(posted, EXPLANATION)))
    if words.state == NA:
        return checked(sheet, node, words)
    typed = {
        entry.key: BETWEEN.join(posted.getlist(entry.key))
        if entry.type is InputType.OPTIONS
        else _last(posted, entry.key)
        for entry in inputs_of(node)
    }
    return checked(sheet, node, replace(words, inputs=typed, not_applicable_reason=""), typed=True)


def checked(sheet: Sheet, node: Resolved, value: Value, *, typed: bool = False) -> Value:
    """The value in canonical text, if it can be an answer; `typed`: numbers as people write them. Raises `BadValue`."""
    problems = dict(_wrong_words(node, value))
    inputs: dict[str, str] = {}
    for entry in inputs_of(node):
        text = value.inputs.get(entry.key, "").strip()
        if not text:
            continue
        try:
            inputs[entry.key] = read_input(sheet, node, entry, text, typed=typed)
        except Unreadable as wrong:
            problems[entry.key] = str(wrong)
    if not problems:
        problems.update(_wrong_mean(node, inputs))
    if problems:
        raise BadValue(problems)
    return replace(value, inputs=inputs)


def _last(posted: Posted, key: str) -> str:
    values = posted.getlist(key)
    return values[-1].strip() if values else ""


def _wrong_words(node: Resolved, value: Value) -> Iterator[tuple[str, str]]:
    name = {"label": node.node.name}
    if value.state not in {"", NA} or (value.state == NA and node.not_applicable is None):
        yield NA, _("«%(label)s»: bộ tiêu chí không cho phép chọn «không áp dụng» ở đây.") % name
    elif value.state == NA and not value.not_applicable_reason:
        yield REASON, _("«%(label)s»: hãy nêu lý do không áp dụng.") % name
    if unknown := value.inputs.keys() - {entry.key for entry in inputs_of(node)}:
        yield min(unknown), _("«%(label)s»: tiêu chí này không có số liệu «%(key)s».") % {**name, "key": min(unknown)}
    if value.state == NA and value.inputs:
        yield NA, _("«%(label)s»: đã chọn «không áp dụng» thì không kê khai số liệu.") % name
    for key, text, most in (
        (REASON, value.not_applicable_reason, LONGEST_REASON),
        (EXPLANATION, value.explanation, LONGEST_EXPLANATION),
    ):
        if len(text) > most:
            yield key, _("«%(label)s»: hãy viết ngắn hơn, nhiều nhất %(most)d ký tự.") % {**name, "most": most}


def _wrong_mean(node: Resolved, inputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A survey given as total and number: the mean lies between its bounds, as the input table demands."""
    measure = node.node.measure
    if not isinstance(measure, Survey) or len(measure.inputs) == 1 or len(inputs) < len(measure.inputs):
        return
    total, n = (Fraction(inputs[entry.key]) for entry in measure.inputs)
    if n > 0 and not Fraction(measure.low) <= total / n <= Fraction(measure.high):
        said = {"label": label_of(node, measure.inputs[0]), "low": number(measure.low), "high": number(measure.high)}
        yield (
            measure.inputs[0].key,
            _("«%(label)s»: chia cho số phiếu phải được điểm bình quân từ %(low)s đến %(high)s.") % said,
        )
