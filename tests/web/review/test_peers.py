"""Medians among agencies of one block and kind: the same whether asked for one agency or for a page of them."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import SINCE, People
from tests.web.review.reviewed import REVIEW, under_review
from tests.web.submissions.sheets import fresh
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.agencies.models import Block
from thuocdo.web.review import peers
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, AnswerState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    peers.forget()
    yield
    peers.forget()


def crowded(people: People) -> list[Submission]:
    """A round of three blocks: five agencies claim 10, 20 ... in the first, five 1, 2 ... in the second, and four in the third."""
    like = under_review(people)
    Answer.objects.filter(submission=like).delete()
    for number, (slug, count, times) in enumerate((("mot", 5, 10), ("hai", 5, 1), ("ba", 4, 1)), 2):
        block = Block.objects.create(slug=slug, name=slug, order=number)
        newcomers = [Newcomer(f"{slug}-{n}", f"Xã {n}", "xa", block, SINCE) for n in range(count)]
        for n, agency in enumerate(new_agencies(newcomers), 1):
            row = fresh(like)
            row.pk, row.agency, row.block = None, agency, block
            row.save(force_insert=True)
            for criterion, claimed in (("SL", f'{{"n":"{n * times}"}}'), ("LC", '{"value":"ct"}')):
                Answer.objects.create(
                    submission=row,
                    criterion=criterion,
                    claimed=claimed,
                    state=AnswerState.CLAIMED,
                    saved_at=REVIEW,
                    saved_by=people.owner,
                )
    return list(Submission.objects.filter(round=like.round).select_related("set_version").order_by("pk"))


def test_a_page_asks_once_for_all_blocks(people: People) -> None:
    rows = crowded(people)
    with CaptureQueriesContext(connection) as asked:
        found = peers.medians_at(rows, "SL", REVIEW)
        again = peers.medians_at(rows, "SL", REVIEW)
    assert len(asked) == 1
    assert [found[peers.place_of(row)]["SL"] for row in rows] == [
        *(None, None),
        *[Decimal(30)] * 5,
        *[Decimal(3)] * 5,
        *[None] * 4,
    ]
    assert again == found
    peers.forget()
    assert [peers.medians_of(row, ["SL"], REVIEW)["SL"] for row in rows] == [
        found[peers.place_of(row)]["SL"] for row in rows
    ]


def test_choices_have_no_median_and_are_not_asked_for(people: People) -> None:
    rows = crowded(people)
    with CaptureQueriesContext(connection) as asked:
        found = peers.medians_at(rows, "LC", REVIEW)
        assert {found[peers.place_of(row)]["LC"] for row in rows} == {None}
    assert len(asked) == 0
