"""Claimed against verified is summed up when results are computed, and says the same as the answers did."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from tests.people import People
from tests.web.approval.computed import closed
from tests.web.conftest import Clients
from tests.web.results.gap_figures import figures_of, lowered, told
from tests.web.review.reviewed import LATE
from tests.web.submissions.sheets import fresh
from thuocdo.web.approval.reopen_round import reopen_round
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.gap_sums import keep_gaps_meanwhile
from thuocdo.web.results.gaps import by_agency
from thuocdo.web.results.gaps_shown import gaps_shown
from thuocdo.web.results.models import Gap, GapsKept
from thuocdo.web.rounds.models import Round, RoundState, Submission

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_what_the_answers_say(people: People) -> None:
    submission = lowered(closed(people))
    before = told(submission.round, kept=False)
    assert not gaps_shown(submission.round, people.manager, LATE).kept
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    round = fresh(submission).round
    assert gaps_shown(round, people.manager, LATE).kept
    assert told(round, kept=True) == before
    assert GapsKept.objects.get(with_results=True).at == LATE
    rows = dict(Gap.objects.filter(submission=submission).values_list("submission__agency__code", "lower"))
    assert rows == {people.agency.code: 1}


def test_what_is_kept_meanwhile_is_what_the_answers_say(people: People) -> None:
    submission = lowered(closed(people))
    assert keep_gaps_meanwhile(submission.round, LATE)
    assert told(submission.round, kept=True) == told(submission.round, kept=False)
    assert GapsKept.objects.get(with_results=False).at == LATE


def test_computing_again_replaces_it_and_reopening_looks_at_the_answers(people: People) -> None:
    submission = closed(people)
    keep_gaps_meanwhile(submission.round, LATE)
    for _again in range(2):
        compute_results(round=submission.round, actor=people.manager, at=LATE)
    kept = Gap.objects.filter(round=submission.round)
    assert kept.filter(submission__isnull=False).count() == 1
    round = reopen_round(round=submission.round, reason="Tính sai", actor=people.manager, at=LATE)
    assert not gaps_shown(round, people.manager, LATE).kept
    lowered(submission)
    assert figures_of(by_agency(round, kept=False).get(pk=submission.pk))[4] == 1


def test_what_was_summed_up_before_never_replaces_what_was_computed(people: People) -> None:
    submission = closed(people)
    seen_before = submission.round
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    computed = told(seen_before, kept=True)
    lowered(submission)
    assert not keep_gaps_meanwhile(seen_before, LATE)
    assert told(seen_before, kept=True) == computed
    assert GapsKept.objects.get().with_results


def test_what_was_summed_up_before_is_not_taken_for_what_was_computed(people: People) -> None:
    submission = closed(people)
    keep_gaps_meanwhile(submission.round, LATE)
    Round.objects.update(state=RoundState.COMPUTED)  # as no act does: computing sums up anew
    assert not gaps_shown(fresh(submission).round, people.manager, LATE).kept


def test_by_name_and_by_figure_an_agency_has_the_same_sums(people: People, clients: Clients) -> None:
    submission = lowered(closed(people))
    address = reverse("results:gaps_agencies", args=(submission.round.slug,))

    def rows(**query: str) -> list[str]:
        page = clients("manager").get(address, query).content.decode()
        return re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)

    assert len(rows()) == Submission.objects.filter(round=submission.round).count()
    assert rows() == rows(xep="")
    assert rows(xep="-ten") == rows()[::-1]
    assert sorted(rows(xep="chenh")) == sorted(rows())
    assert [row for row in rows(tim=submission.name) if submission.name in row] == [
        row for row in rows() if submission.name in row
    ]


def test_what_was_kept_before_its_moment_was_is_taken_for_that_of_the_results(people: People) -> None:
    submission = closed(people)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    GapsKept.objects.all().delete()
    import_module("thuocdo.web.results.migrations.0006_gaps_kept").keep(apps, None)
    kept = GapsKept.objects.get()
    assert (kept.round, kept.at, kept.with_results) == (submission.round, LATE, True)
