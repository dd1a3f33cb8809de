"""The demonstration fills an empty site, once, by the acts."""

import pytest
from django.utils import timezone

from thuocdo.vietnamese.languages import Text
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.verify import verify
from thuocdo.web.demo.cast import ACCOUNTS
from thuocdo.web.demo.fill import PROVINCE
from thuocdo.web.demo.units import province, provinces
from thuocdo.web.results.models import Standing
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Receipt

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Told:
    """What was told while it was filled."""

    def __init__(self) -> None:
        self.steps: list[Text] = []

    def step(self, words: Text) -> None:
        self.steps.append(words)

    def done(self, number: int, of: int) -> None:
        assert 0 <= number <= of


def test_it_fills_an_empty_site_by_the_acts() -> None:
    assert not PROVINCE.is_filled()
    told = Told()
    PROVINCE.fill(at=timezone.now(), tell=told)
    assert PROVINCE.is_filled()
    assert len(set(told.steps)) == len(told.steps) > 1
    able = {person.email for person in Person.objects.all() if person.has_usable_password()}
    assert able == {account.email for account in ACCOUNTS}
    states = dict(Round.objects.values_list("slug", "state"))
    assert states == {
        "dak-nong-huyen-2018": RoundState.PUBLISHED,
        "dak-nong-huyen-2019": RoundState.PUBLISHED,
        "hung-yen-2018": RoundState.PUBLISHED,
        "lam-dong-xa-2026": RoundState.OPEN,
        "lam-dong-so-nganh-2026": RoundState.OPEN,
    }
    communes = Submission.objects.filter(round__slug="lam-dong-xa-2026")
    assert communes.count() == 124
    assert verify().broken is None
    told_of = {
        "not begun": communes.filter(not_evaluated="", criteria_answered=0).count(),
        "part-way": communes.filter(state="drafting", criteria_answered__gt=0).count(),
        "with the head": communes.filter(state="with_head").count(),
        "submitted": communes.filter(state="submitted").count(),
        "extended": communes.filter(extended_until__isnull=False).count(),
        "excluded": communes.exclude(not_evaluated="").count(),
    }
    assert {what for what, many in told_of.items() if many == 0} == set()
    assert Receipt.objects.count() == Submission.objects.filter(state="submitted").count()
    late = Submission.objects.filter(round__slug="lam-dong-so-nganh-2026").exclude(state="submitted")
    assert late.exists()
    assert LogEntry.objects.filter(act="bring_in_result").exists()


def test_it_publishes_the_figures_of_the_sources() -> None:
    PROVINCE.fill(at=timezone.now(), tell=Told())
    rows = Standing.objects.filter(result__round__slug="dak-nong-huyen-2019", node="SS", rank__isnull=False)
    assert list(rows.order_by("rank").values_list("submission__name", "points", "level", "change")) == [
        ("Thành phố Gia Nghĩa", 43800, "Mức II", -1900),
        ("Huyện Cư Jút", 40230, "Mức II", 2365),
        ("Huyện Đắk R'lấp", 37420, "Mức IV", 1840),
    ]
    then = Submission.objects.filter(round__slug="dak-nong-huyen-2018", agency__code="gia-nghia").get()
    assert then.name == "Thị xã Gia Nghĩa"


def test_it_knows_the_communes_of_the_country() -> None:
    found = list(provinces())
    units = [unit for each in found for unit in each.units]
    assert (len(found), len(units)) == (34, 3321)
    assert len({unit.code for unit in units}) == 3321
    assert {len(unit.code) for unit in units} == {5}
    assert {unit.kind for unit in units} == {"xa", "phuong", "dac-khu"}
    assert len(province("lam-dong").units) == 124
