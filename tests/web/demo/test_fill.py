"""The demonstration fills an empty site, once, by the acts."""

from collections import Counter

import pytest
from django.utils import timezone

from thuocdo.vietnamese.languages import Text
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.who import why_not_approve
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.verify import verify
from thuocdo.web.demo.answers import SAMPLE
from thuocdo.web.demo.cast import ACCOUNTS, APPROVER, person_of
from thuocdo.web.demo.fill import NATION, PROVINCE, lacking
from thuocdo.web.demo.units import province, provinces
from thuocdo.web.publication.models import Publication
from thuocdo.web.results.models import Standing
from thuocdo.web.review.models import Finding, Verification
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
    assert lacking(nation=False) == list(PROVINCE)
    told = Told()
    for part in PROVINCE:
        part.fill(at=timezone.now(), tell=told)
        assert part.is_filled()
    assert lacking(nation=False) == []
    assert len(set(told.steps)) == len(told.steps) > 1
    able = {person.email for person in Person.objects.all() if person.has_usable_password()}
    assert able == {account.email for account in ACCOUNTS}
    states = dict(Round.objects.values_list("slug", "state"))
    assert states == {
        "dak-nong-huyen-2018": RoundState.PUBLISHED,
        "dak-nong-huyen-2019": RoundState.PUBLISHED,
        "hung-yen-2018": RoundState.PUBLISHED,
        "lam-dong-xa-2025": RoundState.PUBLISHED,
        "lam-dong-so-nganh-2025": RoundState.WITH_APPROVER,
        "lam-dong-xa-2026": RoundState.OPEN,
        "lam-dong-so-nganh-2026": RoundState.VERIFYING,
    }
    assert set(Round.objects.filter(sample=True).values_list("slug", flat=True)) == {
        slug for slug in states if slug.startswith("lam-dong")
    }
    assert verify().broken is None
    assert LogEntry.objects.filter(act="bring_in_result").exists()
    the_communes_are_under_way()
    last_year_has_real_content()
    the_departments_are_verified()
    something_waits_for_the_approver()


def the_communes_are_under_way() -> None:
    communes = Submission.objects.filter(round__slug="lam-dong-xa-2026")
    assert communes.count() == 124
    told_of = {
        "not begun": communes.filter(not_evaluated="", criteria_answered=0).count(),
        "part-way": communes.filter(state="drafting", criteria_answered__gt=0).count(),
        "with the head": communes.filter(state="with_head").count(),
        "submitted": communes.filter(state="submitted").count(),
        "extended": communes.filter(extended_until__isnull=False).count(),
        "excluded": communes.exclude(not_evaluated="").count(),
    }
    assert {what for what, many in told_of.items() if many == 0} == set()
    assert {each.submission_id for each in Receipt.objects.all()} == set(
        Submission.objects.filter(submitted_at__isnull=False).values_list("pk", flat=True)
    )


def last_year_has_real_content() -> None:
    """Every level, ties, agencies without evaluation and one that was not counted, and a download that can be recomputed."""
    rows = Standing.objects.filter(result__round__slug="lam-dong-xa-2025")
    root = rows.filter(node="mau-2026-xa")
    assert set(root.values_list("level", flat=True)) == {"Tốt", "Khá", "Trung bình", "Yếu", ""}
    assert Counter(root.values_list("state", flat=True)) == {"computed": 121, "excluded": 2, "void:late": 1}
    ranks = Counter(root.filter(rank__isnull=False).values_list("rank", flat=True))
    assert max(ranks.values()) > 1
    assert not root.filter(provisional=True).exists()
    published = Publication.objects.get(round__slug="lam-dong-xa-2025")
    assert SAMPLE in published.decision
    assert published.bundles.count() == 1


def the_departments_are_verified() -> None:
    departments = Submission.objects.filter(round__slug="lam-dong-so-nganh-2026")
    states = set(departments.values_list("state", flat=True))
    assert states == {"drafting", "submitted", "in_review", "closed"}
    findings = Finding.objects.filter(answer__submission__in=departments)
    assert findings.filter(explained_at__isnull=False, settled_at__isnull=True).exists()
    assert findings.filter(asked=True, explained_at__isnull=True).exists()
    assert findings.filter(asked=False).exists()
    decisions = Verification.objects.filter(answer__submission__in=departments)
    assert decisions.filter(second=True).exists()
    assert len(set(decisions.values_list("reviewer", flat=True))) == 2


def something_waits_for_the_approver() -> None:
    waiting = Round.objects.get(slug="lam-dong-so-nganh-2025")
    approver = Holding.at(person_of(APPROVER), timezone.now())
    assert why_not_approve(approver, waiting) is None
    assert waiting.approvals.get().approved is None


def test_what_is_there_is_not_made_again() -> None:
    PROVINCE[0].fill(at=timezone.now(), tell=Told())
    assert lacking(nation=True) == [*PROVINCE[1:], NATION]


def test_it_publishes_the_figures_of_the_sources() -> None:
    PROVINCE[0].fill(at=timezone.now(), tell=Told())
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
