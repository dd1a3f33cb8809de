"""Bringing in a published result: who may, what is kept, what is refused."""

import json

import pytest

from tests.people import People
from tests.web.results.published import AT, figures, opened_round, published_round
from thuocdo.tables.table import table_of_rows
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.results.bring_in_result import AgenciesDiffer, BadFigures, bring_in_result
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.rounds.models import RoundState

pytestmark = pytest.mark.django_db


def test_it_keeps_figures_standings_and_digests(people: People) -> None:
    round = published_round(people)
    result = Result.objects.get(round=round)
    assert round.state == RoundState.PUBLISHED
    assert json.loads(result.content)["digest"] == result.set_digest
    first = Standing.objects.get(result=result, node="SS", rank=1)
    assert (first.submission.agency.code, first.points, first.level, first.percent) == (
        people.agency.code,
        4650,
        "Mức I",
        9300,
    )


def test_it_leaves_one_entry_with_the_digests(people: People) -> None:
    round = opened_round(people)
    before = LogEntry.objects.count()
    bring_in_result(of=round.blocks.get(), table=figures(people), previous=None, actor=people.manager, at=AT)
    entry = LogEntry.objects.order_by("-number")[0]
    assert LogEntry.objects.count() == before + 1
    assert json.loads(entry.text)["after"]["result"] == Result.objects.get().result_digest


@pytest.mark.parametrize(
    "name", ["owner", "colleague", "stranger", "head", "reviewer", "council", "approver", "auditor"]
)
def test_it_is_for_managers_of_the_organiser(people: People, name: str) -> None:
    actor = people.named(name)
    round = opened_round(people)
    assert actor is not None
    with pytest.raises(NotAllowed):
        bring_in_result(of=round.blocks.get(), table=figures(people), previous=None, actor=actor, at=AT)
    assert not Result.objects.exists()


def test_it_refuses_a_bad_cell_and_changes_nothing(people: People) -> None:
    round = opened_round(people)
    with pytest.raises(BadFigures) as caught:
        bring_in_result(
            of=round.blocks.get(), table=figures(people, agency="51"), previous=None, actor=people.manager, at=AT
        )
    assert [cell.column for cell in caught.value.bad.cells] == ["SS:points"]
    round.refresh_from_db()
    assert round.state == RoundState.OPEN
    assert not Result.objects.exists()


def test_it_refuses_another_list_of_agencies(people: People) -> None:
    round = opened_round(people)
    table = table_of_rows([{"code": "khac", "agency": "Xã khác", "SS:points": "40"}])
    with pytest.raises(AgenciesDiffer) as caught:
        bring_in_result(of=round.blocks.get(), table=table, previous=None, actor=people.manager, at=AT)
    assert caught.value.unknown == ("khac",)
    assert set(caught.value.missing) == {people.agency.code, people.other.code}
