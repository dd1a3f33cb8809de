"""Which result a round is compared with: only what everybody may read at that moment."""

from datetime import timedelta

import pytest

from tests.people import People
from tests.web.results.published import AT, published_round
from thuocdo.definition.model import CriteriaSet
from thuocdo.web.publication.models import Publication
from thuocdo.web.results.earlier import earlier_for
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.sets.loaded import criteria_set_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def year_after(round: Round) -> tuple[Round, CriteriaSet]:
    result = Result.objects.select_related("set_version").get(round=round, number=1)
    return Round(year=round.year + 1, organiser=round.organiser), criteria_set_of(result.set_version)


def corrected(round: Round) -> Publication:
    """A second version of the round, with a result of its own."""
    first = Publication.objects.get(round=round)
    result = first.results.get()
    result.pk, result.number = None, 2
    result.save()
    first.pk, first.version, first.note = None, 2, "Sót biên bản"
    first.save()
    first.results.set([result])
    return first


def test_a_version_under_embargo_is_compared_with_nothing(people: People) -> None:
    round = published_round(people)
    Publication.objects.update(public_from=AT + DAY)
    after, criteria_set = year_after(round)
    assert earlier_for(after, criteria_set, AT) is None
    assert earlier_for(after, criteria_set, AT + DAY) == Result.objects.get()


def test_a_correction_under_embargo_leaves_the_version_before_in_place(people: People) -> None:
    round = published_round(people)
    made = corrected(round)
    Publication.objects.filter(pk=made.pk).update(public_from=AT + DAY)
    after, criteria_set = year_after(round)
    assert [getattr(earlier_for(after, criteria_set, at), "number", None) for at in (AT, AT + DAY)] == [1, 2]


def test_a_round_that_was_reopened_is_still_compared_by_its_public_version(people: People) -> None:
    round = published_round(people)
    Round.objects.filter(pk=round.pk).update(state=RoundState.VERIFYING)
    after, criteria_set = year_after(round)
    assert earlier_for(after, criteria_set, AT) == Result.objects.get()
