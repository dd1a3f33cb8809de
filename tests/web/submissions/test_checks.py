"""What is missing or odd before handing over, each at its criterion."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.submissions.sheets import AT, FULL, fill_in, fresh, imported, opened, save, submission_of
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.checks import Finding, Odd, checks_of
from thuocdo.web.submissions.models import Answer, Evidence, EvidenceUse
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(people: People) -> Submission:
    return submission_of(people)


def found(submission: Submission) -> list[tuple[str, Odd]]:
    return [(finding.criterion, finding.kind) for finding in checks_of(fresh(submission))]


def proved(submission: Submission, people: People, *criteria: str, dated: date | None = None) -> Evidence:
    file, _made = StoredFile.objects.get_or_create(
        sha256="b" * 64, defaults={"size": 1, "content_type": "application/pdf", "location": "x", "stored_at": AT}
    )
    evidence = Evidence.objects.create(
        submission=submission, file=file, name="Kế hoạch 12.pdf", dated=dated, added_at=AT, added_by=people.owner
    )
    for criterion in criteria:
        EvidenceUse.objects.create(evidence=evidence, criterion=criterion)
    return evidence


def test_an_empty_submission_lacks_everything_asked(submission: Submission) -> None:
    assert found(submission) == [(criterion, Odd.UNANSWERED) for criterion in FULL]
    assert all(finding.missing for finding in checks_of(submission))


def test_a_submission_with_everything_passes(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    assert found(submission) == [("TL", Odd.NO_EVIDENCE)]
    proved(submission, people, "TL", dated=date(2026, 2, 3))
    assert found(submission) == []


def test_documents_replaced_or_removed_prove_nothing(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    evidence = proved(submission, people, "TL")
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=AT)
    assert found(submission) == [("TL", Odd.NO_EVIDENCE)]


def test_no_document_is_asked_for_where_nothing_is_claimed(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    save(submission, "TL", people.owner, seen=1, a="0", b="41")
    assert found(submission) == []


def test_half_an_answer_is_said_so(people: People, submission: Submission) -> None:
    save(submission, "TL", people.owner, a="38")
    assert found(submission)[0] == ("TL", Odd.HALF)


def test_what_does_not_apply_is_answered(people: People, submission: Submission) -> None:
    value = Value(state="na", not_applicable_reason="Không có")
    save_answer(submission=submission, criterion="CK", value=value, seen=0, actor=people.owner, at=AT)
    assert ("CK", Odd.UNANSWERED) not in found(submission)


def test_a_part_above_its_whole_is_odd(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    proved(submission, people, "TL")
    save(submission, "TL", people.owner, seen=1, a="1038", b="41")
    (odd,) = checks_of(fresh(submission))
    assert odd == Finding("TL", "Tỷ lệ máy tính", Odd.ABOVE, "«Số máy tính» (1.038) lớn hơn «Số cán bộ» (41).")
    assert not odd.missing


@pytest.mark.parametrize(
    "criterion, before, now, odd",
    [
        ("SL", {"n": "3"}, {"n": "30"}, True),
        ("SL", {"n": "1"}, {"n": "3"}, False),
        ("SL", {"n": "30"}, {"n": "40"}, False),
        ("TL", {"a": "40", "b": "41"}, {"a": "38", "b": "410"}, True),
        ("BT", {"value": "90"}, {"value": "0"}, True),
        ("CK", {"value": "no"}, {"value": "yes"}, False),
    ],
)
def test_figures_far_from_last_year_are_odd(
    people: People, criterion: str, before: dict[str, str], now: dict[str, str], *, odd: bool
) -> None:
    version = imported(people)
    last, this = (opened(people, version, slug=f"nam-{year}", year=year) for year in (2025, 2026))
    save(submission_of(people, last), criterion, people.owner, 0, **before)
    submission = submission_of(people, this)
    fill_in(submission, people.owner)
    proved(submission, people, "TL")
    save(submission, criterion, people.owner, 1, **now)
    far = [(finding.criterion, finding.kind) for finding in checks_of(fresh(submission)) if finding.kind is Odd.FAR]
    assert far == ([(criterion, Odd.FAR)] if odd else [])


def test_a_document_of_another_year_is_odd_and_one_behind_nothing_too(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    proved(submission, people, "TL", "CK", dated=date(2024, 12, 31))
    proved(submission, people)
    said = checks_of(fresh(submission))
    assert [(each.criterion, each.kind) for each in said] == [("CK", Odd.DATED), ("", Odd.UNUSED)]
    assert said[0].sentence == "Tài liệu «Kế hoạch 12.pdf» ngày 31/12/2024, không thuộc năm đánh giá 2026."


def test_the_number_of_queries_does_not_grow(
    people: People, submission: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill_in(submission, people.owner)
    for criterion in FULL:
        proved(submission, people, criterion)
    submission = fresh(submission)
    with django_assert_max_num_queries(5):
        checks_of(submission)
    assert Round.objects.count() == 1
    assert Answer.objects.count() == len(FULL)
