"""The whole of a submission as it is read and printed: every criterion in words, without what the form needs to fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thuocdo.definition.measures import InputType
from thuocdo.definition.model import Evidence as Wanted
from thuocdo.definition.resolved import Resolved
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.form_parts import last_words, pending_words, points_words, words_of
from thuocdo.web.submissions.last_year import LastYear
from thuocdo.web.submissions.opened import Opened
from thuocdo.web.submissions.sheet import inputs_of, label_of
from thuocdo.web.submissions.value import NA, stored_value

NUMBERS = frozenset({InputType.NUMBER, InputType.WHOLE})


@dataclass(frozen=True, slots=True)
class Read:
    """A criterion in words, or the heading of a subgroup, which has an id and a name only.

    `points` of `most`, empty where there are none: then `pending` says what they wait for. `answer` is empty where nothing is, `labels`
    says what its figures are; `unproved`: a document is asked for and is not there.
    """

    id: str
    name: str
    is_criterion: bool = False
    vi: bool = False
    asked: bool = False
    na: bool = False
    points: str = ""
    most: str = ""
    pending: str = ""
    reason: str = ""
    answer: str = ""
    labels: str = ""
    last: str = ""
    explanation: str = ""
    documents: tuple[str, ...] = ()
    unproved: bool = False


def whole_of(
    opened: Opened, node: Resolved, last: Mapping[str, LastYear], documents: Mapping[str, tuple[str, ...]]
) -> Iterator[Read]:
    """Everything of a group, which may be a criterion by itself; `documents` in words, by criterion."""
    if node.is_leaf:
        yield _criterion(opened, node, last_words(last.get(node.id)), documents.get(node.id, ()))
    for child in node.children:
        if not child.is_leaf:
            yield Read(child.id, title_of(child.node)[0])
        yield from whole_of(opened, child, last, documents)


def _criterion(opened: Opened, node: Resolved, last: str, documents: tuple[str, ...]) -> Read:
    answer, words, scored = opened.answers.get(node.id), words_of(opened.sheet, node), opened.preview.nodes[node.id]
    value = stored_value(answer)
    na = value.state == NA
    inputs = said(node, value.inputs)
    return Read(
        id=node.id,
        name=words.name,
        is_criterion=True,
        vi=words.vi,
        asked=node.id in opened.sheet.asked,
        na=na,
        points=points_words(scored, opened.preview.decimals),
        most=words.most,
        pending=pending_words(scored),
        reason=value.not_applicable_reason,
        answer=inputs,
        labels=_labels(node) if inputs else "",
        last=last,
        explanation=value.explanation,
        documents=documents,
        unproved=node.node.evidence is Wanted.REQUIRED and answer is not None and not na and not documents,
    )


def _labels(node: Resolved) -> str:
    """What the figures of an answer are, where they have names of their own."""
    if node.node.measure is None:
        return ""
    return " / ".join(label_of(node, entry) for entry in inputs_of(node) if entry.type in NUMBERS)
