"""Which criteria of a round the organiser enters itself, for whom, and how much of it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Round, RoundBlock, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import sheet_of

# Every input is there: a mark that is half entered is still missing. The state alone is read from an index, which a country needs.
ENTERED = Q(state=AnswerState.VERIFIED)


@dataclass(frozen=True, slots=True)
class MarkedCriterion:
    """A criterion that the organiser enters for a block; `kinds` are those of its agencies that have it."""

    of: RoundBlock
    node: Resolved
    kinds: frozenset[str]
    agencies: int = 0
    entered: int = 0

    @property
    def left(self) -> int:
        """For how many agencies it is missing."""
        return self.agencies - self.entered

    @property
    def submissions(self) -> QuerySet[Submission]:
        """The agencies it is entered for."""
        rows = Submission.objects.filter(round=self.of.round_id, block=self.of.block_id, not_evaluated="")
        return rows.filter(kind__in=self.kinds)


def marked_criteria(round: Round, block: str = "") -> list[MarkedCriterion]:
    """Every one of them by block, in the order of the set; two queries. `block` is the slug of the only one to look at. How much is there is not counted."""
    blocks = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    rows = Submission.objects.filter(round=round, not_evaluated="")
    if block:
        blocks, rows = blocks.filter(block__slug=block), rows.filter(block__slug=block)
    counted = rows.values_list("block_id", "kind").annotate(Count("pk")).order_by()
    agencies: dict[int, dict[str, int]] = {}
    for place, kind, count in counted:
        agencies.setdefault(place, {})[kind] = count
    asked: Asked = {}
    blocks = blocks.defer("set_version__content", "set_version__cases")
    return [each for of in blocks for each in _of_block(of, agencies.get(of.block_id, {}), asked)]


def counted_criteria(round: Round, criteria: Iterable[MarkedCriterion]) -> list[MarkedCriterion]:
    """Some of them, with how many agencies have theirs: one query, over the answers of their blocks."""
    there = list(criteria)
    rows = _entered(round, there).filter(submission__block__in={each.of.block_id for each in there})
    grouped = rows.values_list("submission__block_id", "submission__kind", "criterion").annotate(Count("pk"))
    entered = {(block, kind, criterion): count for block, kind, criterion, count in grouped.order_by()}
    return [
        replace(each, entered=sum(entered.get((each.of.block_id, kind, each.node.id), 0) for kind in each.kinds))
        for each in there
    ]


def left_of(round: Round, criteria: Iterable[MarkedCriterion]) -> int:
    """For how many agencies any of them is missing: one query, which is not grouped, since that would take half as long again."""
    there = list(criteria)
    asked: dict[tuple[int, str], set[str]] = {}
    for each in there:
        for kind in each.kinds:
            asked.setdefault((each.of.set_version_id, kind), set()).add(each.node.id)
    alike: dict[tuple[int, frozenset[str]], list[str]] = {}
    for (version, kind), ids in asked.items():
        alike.setdefault((version, frozenset(ids)), []).append(kind)
    theirs = Q(pk__in=())
    for (version, same), kinds in alike.items():
        of = Q(submission__set_version=version, submission__kind__in=kinds)
        theirs |= of & Q(criterion__in=same) if len(alike) > 1 else of
    return sum(each.agencies for each in there) - _entered(round, there).filter(theirs).count()


Asked = dict[tuple[int, tuple[str, ...]], list[tuple[Resolved, frozenset[str]]]]


def _of_block(of: RoundBlock, agencies: Mapping[str, int], asked: Asked) -> Iterator[MarkedCriterion]:
    """`agencies` are those of the block by kind; `asked` has what was found for other blocks."""
    key = of.set_version_id, tuple(sorted(agencies))
    if key not in asked:
        asked[key] = list(_organisers(of.set_version, key[1]))
    for node, kinds in asked[key]:
        yield MarkedCriterion(of, node, kinds, sum(agencies[kind] for kind in kinds))


def _organisers(version: SetVersion, kinds: Iterable[str]) -> Iterator[tuple[Resolved, frozenset[str]]]:
    """What the organiser enters for some kinds, each with those that have it, in the order of the set."""
    found: dict[str, tuple[Resolved, set[str]]] = {}
    for kind in kinds:
        sheet = sheet_of(Submission(set_version=version, kind=kind))
        for id in sheet.criteria.keys() - sheet.asked.keys():
            found.setdefault(id, (sheet.criteria[id], set()))[1].add(kind)
    for id in criteria_set_of(version).nodes() if found else ():
        if id in found:
            yield found[id][0], frozenset(found[id][1])


def _entered(round: Round, criteria: Iterable[MarkedCriterion]) -> QuerySet[Answer]:
    """What is entered at these criteria, of any agency of the round."""
    ids = {each.node.id for each in criteria}
    return Answer.objects.filter(ENTERED, submission__round=round, submission__not_evaluated="", criterion__in=ids)
