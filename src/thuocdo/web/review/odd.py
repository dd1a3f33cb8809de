"""What is out of line about an answer: shown to the reviewer, never judged.

    odd_at(submission, node, answer, last=..., median=..., proofs=...)  ->  (Oddity(FAR, "..."), ...)

No queries: whoever asks brings last year's, the peers' median and the documents, for a page of answers at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from thuocdo.definition.model import Evidence as Wanted
from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.peers import figure_of, is_percent
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.checks import FACTOR, LEAST, above, far
from thuocdo.web.submissions.last_year import LastYear
from thuocdo.web.submissions.models import Answer, Evidence, EvidenceUse
from thuocdo.web.submissions.value import NA, Value, stored_value
from thuocdo.web.ui import written


class Odd(StrEnum):
    """What is out of line."""

    ABOVE = "above"
    FAR = "far"
    PEERS = "peers"
    SHARED = "shared"
    DATED = "dated"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing out of line, in a sentence."""

    kind: Odd
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A document behind an answer; `elsewhere` an agency of the round that has the same file."""

    use: EvidenceUse
    elsewhere: str


Proofs = Mapping[tuple[int, str], tuple[Proof, ...]]


def proofs_of(uses: QuerySet[EvidenceUse], round: int) -> Proofs:
    """The documents that stand among `uses`, by submission and criterion; one query, which looks for the same content elsewhere."""
    twins = Evidence.objects.filter(
        file=OuterRef("evidence__file"),
        submission__round=round,
        replaced_by__isnull=True,
        removed_at__isnull=True,
    ).exclude(submission=OuterRef("evidence__submission"))
    rows = (
        uses.filter(evidence__replaced_by__isnull=True, evidence__removed_at__isnull=True)
        .select_related("evidence")
        .annotate(elsewhere=Subquery(twins.order_by("submission__sort_key").values("submission__name")[:1]))
        .order_by("evidence__added_at", "evidence_id")
    )
    found: dict[tuple[int, str], list[Proof]] = {}
    for use in rows:
        found.setdefault((use.evidence.submission_id, use.criterion), []).append(Proof(use, use.elsewhere or ""))
    return {key: tuple(proofs) for key, proofs in found.items()}


def odd_at(
    submission: Submission,
    node: Resolved,
    answer: Answer | None,
    *,
    last: LastYear | None,
    median: Decimal | None,
    proofs: Iterable[Proof],
    value: Value | None = None,
) -> tuple[Oddity, ...]:
    """Everything out of line about one answer; nothing where the agency did not answer. `value` is what it claims, where that was read already."""
    value = stored_value(answer) if value is None else value
    if answer is None or value.state == NA or not value.answers(node):
        return ()
    proofs = tuple(proofs)
    found = [Oddity(Odd.ABOVE, sentence) for _kind, sentence in above(node, value)]
    if last is not None and not last.state and not last.of:
        found += [Oddity(Odd.FAR, sentence) for _kind, sentence in far(node, value, last)]
    found += _off_peers(node, value.inputs, median)
    found += _of_documents(submission, proofs)
    if node.node.evidence is Wanted.REQUIRED and not proofs and answer.claimed_points != 0:
        found.append(Oddity(Odd.UNPROVED, _("Không có tài liệu kiểm chứng.")))
    return tuple(found)


def _off_peers(node: Resolved, inputs: Mapping[str, str], median: Decimal | None) -> Iterator[Oddity]:
    """Many times the median of the block."""
    figure = figure_of(node, inputs)
    if figure is None or median is None or figure < FACTOR * median or figure - median < LEAST:
        return
    write = _percent if is_percent(node) else _number
    said = {"here": write(figure), "median": write(median)}
    yield Oddity(Odd.PEERS, _("%(here)s, trong khi trung vị của khối là %(median)s.") % said)


def _of_documents(submission: Submission, proofs: Iterable[Proof]) -> Iterator[Oddity]:
    year = submission.round.year
    for proof in proofs:
        evidence = proof.use.evidence
        if proof.elsewhere:
            said = {"name": evidence.name, "other": proof.elsewhere}
            yield Oddity(Odd.SHARED, _("Tệp «%(name)s» trùng nội dung với tệp của %(other)s.") % said)
        if evidence.dated is not None and evidence.dated.year != year:
            dated = {"name": evidence.name, "day": written.day(evidence.dated), "year": year}
            yield Oddity(Odd.DATED, _("Tài liệu «%(name)s» ngày %(day)s, ngoài kỳ đánh giá %(year)d.") % dated)


def _percent(figure: Decimal) -> str:
    return written.percent(figure.quantize(Decimal("0.1")))


def _number(figure: Decimal) -> str:
    return written.number(figure.quantize(Decimal("0.01")).normalize() + 0)
