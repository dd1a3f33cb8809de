"""Before handing over: what is missing in a submission, and what looks odd. Nothing here stops anybody; each has a sentence and a place.

    checks_of(submission)  ->  (Finding("HT1", NO_EVIDENCE, "...", missing=True), Finding("NL2", ABOVE, "...", missing=False), ...)

In the order of the set. Five queries at most, whatever the number of criteria.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.measures import InputType, Ratio, Steps
from thuocdo.definition.model import Evidence as Wanted
from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.last_year import LastYear, last_year_of
from thuocdo.web.submissions.models import Answer, Evidence
from thuocdo.web.submissions.sheet import inputs_of, label_of, sheet_of
from thuocdo.web.submissions.value import NA, Value, stored_value
from thuocdo.web.ui import written

FACTOR: Final = 2  # so many times last year's figure, or so small a part of it, is far from it
LEAST: Final = 5  # a smaller difference is not worth a question: 2 courses after 1 are nothing odd


class Odd(StrEnum):
    """What is the matter."""

    UNANSWERED = "unanswered"
    HALF = "half"
    NO_EVIDENCE = "no_evidence"
    ABOVE = "above"
    FAR = "far"
    DATED = "dated"
    UNUSED = "unused"


MISSING: Final = frozenset({Odd.UNANSWERED, Odd.HALF, Odd.NO_EVIDENCE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the criterion's id and name (empty for a document behind none), what it is, and a full sentence."""

    criterion: str
    name: str
    kind: Odd
    sentence: str

    @property
    def missing(self) -> bool:
        """Whether something lacks; else it only looks odd."""
        return self.kind in MISSING


def checks_of(submission: Submission, answers: Mapping[str, Answer] | None = None) -> tuple[Finding, ...]:
    """Everything missing or odd in a submission, which comes with its round and set version; `answers` by criterion where they are read."""
    sheet = sheet_of(submission)
    if answers is None:
        answers = {answer.criterion: answer for answer in submission.answers.all()}
    standing = submission.evidence.filter(replaced_by__isnull=True, removed_at__isnull=True).order_by("pk")
    evidence = list(standing.prefetch_related("uses"))
    used = {use.criterion for each in evidence for use in each.uses.all()}
    last = last_year_of(submission)
    dated = _by_criterion(evidence, submission.round.year)
    found: list[Finding] = []
    for id, node in sheet.asked.items():
        said = [*_of_answer(node, answers.get(id), last.get(id), proved=id in used), *dated.get(id, ())]
        found += [Finding(id, node.node.name, kind, sentence) for kind, sentence in said]
    found += [Finding("", "", kind, sentence) for kind, sentence in dated.get("", ())]
    return tuple(found)


Said = tuple[Odd, str]


def _of_answer(node: Resolved, answer: Answer | None, last: LastYear | None, *, proved: bool) -> Iterator[Said]:
    value = stored_value(answer)
    if answer is None or not value.answers(node):
        if value.inputs:
            yield Odd.HALF, _("Mới kê khai một phần số liệu.")
        else:
            yield Odd.UNANSWERED, _("Chưa kê khai.")
        return
    if value.state == NA:
        return
    if node.node.evidence is Wanted.REQUIRED and not proved and answer.claimed_points != 0:
        yield Odd.NO_EVIDENCE, _("Chưa có tài liệu kiểm chứng.")
    yield from above(node, value)
    if last is not None and not last.state and not last.of:
        yield from far(node, value, last)


def above(node: Resolved, value: Value) -> Iterator[Said]:
    """A part larger than the whole, where the set looks for a share of at most 100 %."""
    if not is_share(node):
        return
    (part, whole) = ((label_of(node, entry), Decimal(value.inputs[entry.key])) for entry in inputs_of(node))
    if part[1] > whole[1]:
        said = {"a": part[0], "b": whole[0], "x": written.number(part[1]), "y": written.number(whole[1])}
        yield Odd.ABOVE, _("«%(a)s» (%(x)s) lớn hơn «%(b)s» (%(y)s).") % said


def is_share(node: Resolved) -> bool:
    measure = node.node.measure
    if isinstance(measure, Ratio):
        return measure.target <= 100
    if isinstance(measure, Steps) and len(measure.inputs) > 1:
        bounds = [bound for step in measure.steps for bound in (step.lower, step.upper) if bound is not None]
        return all(bound.percent and bound.value <= 100 for bound in bounds)
    return False


def far(node: Resolved, value: Value, last: LastYear) -> Iterator[Said]:
    """Figures many times those of the year before, or a small part of them: more often a slip than a change."""
    for entry in inputs_of(node):
        before = last.inputs.get(entry.key)
        if before is None or entry.type not in {InputType.NUMBER, InputType.WHOLE}:
            continue
        old, new = Decimal(before), Decimal(value.inputs[entry.key])
        low, high = sorted((abs(old), abs(new)))
        if high >= FACTOR * low and abs(new - old) >= LEAST:
            said = {
                "label": label_of(node, entry),
                "new": written.number(new),
                "old": written.number(old),
                "year": last.year,
            }
            yield Odd.FAR, _("«%(label)s» là %(new)s, năm %(year)d là %(old)s.") % said


def _by_criterion(evidence: list[Evidence], year: int) -> Mapping[str, list[Said]]:
    """What is odd about documents, by the first criterion each stands behind; under an empty id what stands behind none."""
    found: dict[str, list[Said]] = {}
    for each in evidence:
        uses = sorted(use.criterion for use in each.uses.all())
        if not uses:
            sentence = _("Tài liệu «%(name)s» chưa gắn với tiêu chí nào.") % {"name": each.name}
            found.setdefault("", []).append((Odd.UNUSED, sentence))
        elif each.dated is not None and each.dated.year != year:
            said = {"name": each.name, "day": written.day(each.dated), "year": year}
            sentence = _("Tài liệu «%(name)s» ngày %(day)s, không thuộc năm đánh giá %(year)d.") % said
            found.setdefault(uses[0], []).append((Odd.DATED, sentence))
    return found
