"""How much of the organiser's criteria is there: what is half entered is missing, and nothing of another set is taken for it."""

import pytest
from django.urls import reverse

from tests.people import SINCE, People
from tests.web.conftest import Clients
from tests.web.review.reviewed import REVIEW
from tests.web.submissions.sheets import AT, CALENDAR, SET, imported
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.agencies.models import Block
from thuocdo.web.review.marks_columns import counted_criteria, left_of, marked_criteria
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import RoundPlan, prepare_round
from thuocdo.web.submissions.models import Answer, AnswerState

pytestmark = pytest.mark.django_db
MEASURED = SET.replace(
    "max: 10, entered_by: organiser}",
    "max: 10, entered_by: organiser, measure: {kind: ratio, a: Đúng hạn, b: Tất cả, if_none: zero}}",
)
OWN = SET.replace("id: moi-cach-tinh", "id: tu-cham").replace("max: 10, entered_by: organiser}", "max: 10}")


def opened(people: People) -> Round:
    """A round of two blocks: in one the organiser enters TC, in the other agencies do so themselves."""
    second = Block.objects.create(slug="so", name="Các sở", order=2)
    new_agencies([Newcomer(f"s{n}", f"Sở {n}", "so", second, SINCE) for n in range(3)])
    blocks = {people.block: imported(people, MEASURED), second: imported(people, OWN, "tu-cham")}
    plan = RoundPlan("thu-2026", "Đợt thử", 2026, CALENDAR, blocks)
    round = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=AT)
    return open_round(round=round, not_evaluated={}, actor=people.manager, at=AT)


def enter(people: People, clients: Clients, round: Round, **inputs: str) -> None:
    key = Submission.objects.get(round=round, agency=people.agency).pk
    stands = Answer.objects.filter(submission=key, criterion="TC").first()
    seen = {f"{key}-was": stands.verified if stands else "", f"{key}-seen": str(stands.version if stands else 0)}
    address = reverse("marks:criterion", args=[round.slug, people.block.slug, "TC"])
    clients("manager").post(address, seen | {f"{key}-{name}": text for name, text in inputs.items()})


def listed(people: People, clients: Clients, round: Round, which: str) -> bool:
    address = reverse("marks:criterion", args=[round.slug, people.block.slug, "TC"])
    return people.agency.code in clients("manager").get(address, {"nhap": which}).content.decode()


def test_a_mark_that_is_half_entered_is_missing(people: People, clients: Clients) -> None:
    round = opened(people)
    for inputs, entered in (({"a": "38"}, 0), ({"a": "38", "b": "41"}, 1), ({"b": "41"}, 0)):
        enter(people, clients, round, **inputs)
        criteria = marked_criteria(round)
        assert [each.node.id for each in criteria] == ["TC"]
        [counted] = counted_criteria(round, criteria)
        assert (counted.entered, counted.left, left_of(round, criteria)) == (entered, 2 - entered, 2 - entered)
        assert listed(people, clients, round, "da") is bool(entered)
        assert listed(people, clients, round, "chua") is not bool(entered)


def test_what_agencies_of_another_set_fill_in_themselves_is_no_mark(people: People) -> None:
    round = opened(people)
    for submission in Submission.objects.filter(round=round, block__slug="so"):
        Answer.objects.create(
            submission=submission, criterion="TC", state=AnswerState.VERIFIED, saved_at=REVIEW, saved_by=people.owner
        )
    criteria = marked_criteria(round)
    assert (left_of(round, criteria), [each.left for each in counted_criteria(round, criteria)]) == (2, [2])
