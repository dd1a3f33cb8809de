"""Claimed against verified is summed up when results are computed, and says the same as the answers did."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import People
from tests.web.approval.computed import closed
from tests.web.conftest import Clients
from tests.web.review.reviewed import LATE
from tests.web.submissions.sheets import fresh
from thuocdo.web.approval.reopen_round import reopen_round
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.gaps import are_kept, by_agency, by_criterion, by_reviewer
from thuocdo.web.results.models import Gap
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer

pytestmark = pytest.mark.django_db


def told(round: Round) -> tuple[object, ...]:
    agencies = [figures for row in by_agency(round).order_by("pk") if (figures := figures_of(row))]
    return by_criterion(round, timezone.now()), agencies, by_reviewer(round)


def figures_of(row: Submission) -> tuple[object, ...]:
    """Nothing for an agency of which nothing is verified."""
    names = ("pk", "claimed", "counted", "difference", "lower", "higher")
    found = tuple(getattr(row, name) for name in names)
    return () if found[1] is None else found


def test_what_is_kept_is_what_the_answers_say(people: People) -> None:
    submission = closed(people)
    Answer.objects.filter(submission=submission, criterion="TL").update(verified_points=900)
    before = told(submission.round)
    assert not are_kept(submission.round)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    round = fresh(submission).round
    assert are_kept(round)
    assert told(round) == before
    rows = dict(Gap.objects.filter(submission=submission).values_list("submission__agency__code", "lower"))
    assert rows == {people.agency.code: 1}


def test_computing_again_replaces_it_and_reopening_looks_at_the_answers(people: People) -> None:
    submission = closed(people)
    for _again in range(2):
        compute_results(round=submission.round, actor=people.manager, at=LATE)
    kept = Gap.objects.filter(round=submission.round)
    assert kept.filter(submission__isnull=False).count() == 1
    round = reopen_round(round=submission.round, reason="Tính sai", actor=people.manager, at=LATE)
    assert not are_kept(round)
    Answer.objects.filter(submission=submission, criterion="TL").update(verified_points=900)
    assert figures_of(by_agency(round).get(pk=submission.pk))[4] == 1


def test_by_name_and_by_figure_an_agency_has_the_same_sums(people: People, clients: Clients) -> None:
    submission = closed(people)
    Answer.objects.filter(submission=submission, criterion="TL").update(verified_points=900)
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
