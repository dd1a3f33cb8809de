"""What an agency answered the year before, criterion by criterion, in words: «38 / 41 (1,85 điểm)».

Of an agency that carries others on, what those answered stands beside it under their own names; nothing is added up or guessed. Where
there are no answers, the points that were published stand for them: of results that were brought in (`learn_from`).

Last year is a round of the same organiser by the same set, or by the one it succeeds. What reviewers found there counts once it is public;
until then it is what the agency claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from thuocdo.definition.model import CriteriaSet, LinkKind
from thuocdo.web.agencies.models import Succession
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.value import inputs_in

FIELDS: Final = (
    *("kind", "name", "sort_key", "round__year", "agency__code"),
    *("set_version__set_id", "set_version__digest"),
)


@dataclass(frozen=True, slots=True)
class LastYear:
    """An earlier answer: its year, its inputs by key and in words, and the points it was given in the end.

    `of` names the predecessor that gave it, empty where it is the agency's own; `beside` are those of further predecessors.
    """

    year: int
    inputs: Mapping[str, str]
    words: str
    state: str
    points: int | None
    decimals: int
    of: str = ""
    beside: tuple[LastYear, ...] = ()


class _Told(NamedTuple):
    """The columns of an earlier answer that may be told: a page reads dozens of them."""

    criterion: str
    claimed: str
    claimed_state: str
    claimed_points: int | None
    verified: str
    verified_state: str
    verified_points: int | None
    settled: str
    settled_state: str
    settled_points: int | None


class _Place(NamedTuple):
    """The submission an earlier answer is of, as lists read it in `PLACE`, and whether its result may be read by anybody."""

    submission: int
    agency: int
    kind: str
    version: int
    year: int
    public: bool


PLACE: Final = (
    *("submission_id", "submission__agency_id", "submission__kind"),
    *("submission__set_version_id", "submission__round__year"),
)
Published = Callable[[Submission], Mapping[str, int]]
_published: list[Published] = []


def learn_from(published: Published) -> None:
    """Let an app above tell the points of criteria that were published for a submission without answers."""
    _published.append(published)


def last_year_of(submission: Submission, criteria: Collection[str] | None = None) -> dict[str, LastYear]:
    """By the criteria of today, all that are asked or those wanted; nothing for an agency without an earlier round."""
    today = sheet_of(submission)
    wanted = [id for id in today.asked if criteria is None or id in criteria]
    found: dict[str, LastYear] = {}
    for earlier, told in _newest(submission, today.set, wanted):
        of = "" if earlier.agency_id == submission.agency_id else earlier.name
        for id in wanted:
            last = told.get(_earlier_id(today.set, earlier.set_version.set_id, id))
            if last is None:
                continue
            first = found.get(id)
            last = replace(last, of=of) if of else last
            found[id] = last if first is None else replace(first, beside=(*first.beside, last))
    return found


def _newest(
    submission: Submission, today: CriteriaSet, wanted: Collection[str]
) -> list[tuple[Submission, dict[str, LastYear]]]:
    """The submissions of the newest year with figures, and these at the criteria wanted: the agency's own first, then those of whom it
    carries on, by name.
    """
    carried = Succession.objects.filter(successor=submission.agency_id).values("predecessor")
    rows = (
        _before(submission, today)
        .filter(Q(agency=submission.agency_id) | Q(agency__in=carried))
        .annotate(public=_public("round"), answered=Exists(Answer.objects.filter(submission=OuterRef("pk"))))
        .select_related("round", "agency", "set_version")
        .only(*FIELDS)
        .order_by("-round__year", "-pk")
    )
    found: dict[int, tuple[Submission, dict[str, LastYear]]] = {}
    for earlier in rows:
        if not earlier.answered and not earlier.public:
            continue
        year = next(iter(found.values()))[0].round.year if found else earlier.round.year
        if earlier.round.year != year or earlier.agency_id in found:
            continue
        names = _earlier_names(today, earlier, wanted)
        told = _answered_in(earlier, names, public=earlier.public) if earlier.answered else _given_in(earlier, names)
        if told is not None:
            found[earlier.agency_id] = (earlier, told)
    return sorted(found.values(), key=lambda one: (one[0].agency_id != submission.agency_id, one[0].sort_key))


def _before(submission: Submission, *today: CriteriaSet) -> QuerySet[Submission]:
    """The submissions of earlier rounds that those of today's round, by these sets, can be held against."""
    sets = {each.id for each in today} | {each.succeeds.set for each in today if each.succeeds is not None}
    return Submission.objects.filter(
        round__year__lt=submission.round.year,
        round__organiser=submission.round.organiser_id,
        set_version__set_id__in=sets,
    )


def _public(round: str) -> Exists:
    """Whether anybody may read the result of a round by now; `round` is the way to it."""
    return Exists(Round.objects.filter(pk=OuterRef(round), publications__public_from__lte=Now()))


def _earlier_names(today: CriteriaSet, earlier: Submission, ids: Iterable[str]) -> set[str]:
    return {_earlier_id(today, earlier.set_version.set_id, id) for id in ids}


def _answered_in(earlier: Submission, wanted: Collection[str], *, public: bool) -> dict[str, LastYear]:
    """What a submission answered at some of its own criteria."""
    sheet, year = sheet_of(earlier), earlier.round.year
    rows = Answer.objects.filter(submission=earlier, criterion__in=sheet.criteria.keys() & wanted)
    told = map(_Told._make, rows.values_list(*_Told._fields))
    return {each.criterion: _said_in(each, sheet, year, public=public) for each in told}


def _given_in(earlier: Submission, wanted: Collection[str]) -> dict[str, LastYear] | None:
    """The points that were published for it there; nothing at all where none were."""
    sheet = sheet_of(earlier)
    given = {id: points for told in _published for id, points in told(earlier).items() if id in sheet.criteria}
    year, decimals = earlier.round.year, sheet.set.rounding.decimals
    found = {id: LastYear(year, {}, "", "", points, decimals) for id, points in given.items() if id in wanted}
    return found if given else None


def last_years_at(id: str, submissions: Collection[Submission]) -> dict[int, LastYear]:
    """One criterion at many submissions of one round, by the submission's row: one query, whatever their number, and one for older sets."""
    if not submissions:
        return {}
    today = {each.set_version_id: sheet_of(each).set for each in submissions}.values()
    ids = {id} | {old for each in today for old in _earlier_ids(each, id)}
    rows = (
        Answer.objects.filter(submission__agency__in={each.agency_id for each in submissions}, criterion__in=ids)
        .filter(submission__in=_before(next(iter(submissions)), *today).values("pk"))
        .annotate(public=_public("submission__round"))
        .order_by("submission__round__year", "submission_id")
    )
    newest: dict[int, tuple[_Place, dict[str, _Told]]] = {}
    for row in rows.values_list(*PLACE, "public", *_Told._fields):
        place, told = _Place._make(row[: len(_Place._fields)]), _Told._make(row[len(_Place._fields) :])
        if place.agency not in newest or newest[place.agency][0].submission != place.submission:
            newest[place.agency] = place, {}
        newest[place.agency][1][told.criterion] = told
    sheets = _sheets_of((place for place, _known in newest.values()), submissions)
    found = {}
    for each in submissions:
        if each.agency_id in newest:
            place, known = newest[each.agency_id]
            sheet = sheets[place.version, place.kind]
            old = _earlier_id(sheet_of(each).set, sheet.set.id, id)
            if old in known and old in sheet.criteria:
                found[each.pk] = _said_in(known[old], sheet, place.year, public=place.public)
    return found


def _sheets_of(places: Iterable[_Place], submissions: Iterable[Submission]) -> dict[tuple[int, str], Sheet]:
    """What was asked there, by set and kind; sets that `submissions` come with are not asked for."""
    wanted = {(place.version, place.kind) for place in places}
    versions = {each.set_version_id: each.set_version for each in submissions}
    if unknown := {version for version, _kind in wanted} - versions.keys():
        versions |= SetVersion.objects.defer("content", "cases").in_bulk(unknown)
    return {(version, kind): sheet_of(Submission(set_version=versions[version], kind=kind)) for version, kind in wanted}


def _said_in(told: _Told, sheet: Sheet, year: int, *, public: bool) -> LastYear:
    inputs, state, points = _what_counts(told) if public else _claimed(told)
    words = said(sheet.criteria[told.criterion], inputs)
    return LastYear(year, inputs, words, state, points, sheet.set.rounding.decimals)


def _earlier_ids(criteria_set: CriteriaSet, id: str) -> frozenset[str]:
    links = criteria_set.succeeds.links if criteria_set.succeeds is not None else ()
    return frozenset(old for link in links if id in link.new for old in link.old)


def _what_counts(answer: _Told) -> tuple[dict[str, str], str, int | None]:
    """Settled, else verified, else claimed."""
    if answer.settled or answer.settled_state:
        return inputs_in(answer.settled), answer.settled_state, answer.settled_points
    if answer.verified or answer.verified_state:
        return inputs_in(answer.verified), answer.verified_state, answer.verified_points
    return _claimed(answer)


def _claimed(answer: _Told) -> tuple[dict[str, str], str, int | None]:
    return inputs_in(answer.claimed), answer.claimed_state, answer.claimed_points


def _earlier_id(criteria_set: CriteriaSet, earlier: str, id: str) -> str:
    """What a criterion was called in the set before; empty where it was split, merged or changed."""
    succession = criteria_set.succeeds
    if succession is None or succession.set != earlier:
        return id
    for link in succession.links:
        if id in link.new:
            same = link.kind is LinkKind.SAME and len(link.old) == 1
            return link.old[0] if same else ""
    return id
