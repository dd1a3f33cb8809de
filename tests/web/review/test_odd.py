"""What is out of line is shown beside an answer, in lists and on the screen; evidence may be added only where the agency is asked."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.people import People
from tests.web.review.reviewed import REVIEW, ask, under_review
from tests.web.submissions.sheets import AT, every_measure
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.files.models import StoredFile
from thuocdo.web.review import odd
from thuocdo.web.review.odd import Odd, odd_at, proofs_of
from thuocdo.web.review.peers import figure_of, forget, medians_of
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.attach_evidence import attach_evidence
from thuocdo.web.submissions.last_year import LastYear
from thuocdo.web.submissions.models import Answer, Evidence, EvidenceUse
from thuocdo.web.submissions.refusals import TooLate
from thuocdo.web.submissions.remove_evidence import remove_evidence
from thuocdo.web.submissions.stop_using_evidence import stop_using_evidence
from thuocdo.web.submissions.use_evidence import use_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(people: People) -> Submission:
    forget()
    return under_review(people)


def content(said: str) -> StoredFile:
    digest = hashlib.sha256(said.encode()).hexdigest()
    return StoredFile.objects.create(
        sha256=digest, size=100, content_type="application/pdf", location=f"x/{digest}", stored_at=AT
    )


def behind(submission: Submission, criterion: str, file: StoredFile, by: People, dated: date | None = None) -> Evidence:
    """A document that was there when the agency submitted."""
    evidence = Evidence.objects.create(
        submission=submission, file=file, name="Biên bản.pdf", dated=dated, added_at=AT, added_by=by.owner
    )
    EvidenceUse.objects.create(evidence=evidence, criterion=criterion)
    return evidence


def kinds(submission: Submission, claimed: str, **beside: object) -> list[Odd]:
    """What is odd about «TL», a ratio of at most 100 %."""
    answer = Answer(submission=submission, criterion="TL", claimed=claimed, claimed_points=1)
    given: dict[str, object] = {"last": None, "median": None, "proofs": PROVED} | beside
    found = odd_at(submission, every_measure().criteria["TL"], answer, **given)  # type: ignore[arg-type]
    return [each.kind for each in found]


PROVED = (odd.Proof(EvidenceUse(evidence=Evidence(name="Biên bản.pdf")), ""),)


def test_figures_out_of_line(submission: Submission) -> None:
    last = LastYear(2025, {"a": "12", "b": "41"}, "12 / 41", "", 293, 2)
    assert kinds(submission, '{"a":"38","b":"41"}') == []
    assert kinds(submission, '{"a":"48","b":"41"}') == [Odd.ABOVE]
    assert kinds(submission, '{"a":"38","b":"41"}', last=last) == [Odd.FAR]
    assert kinds(submission, '{"a":"38","b":"41"}', median=Decimal(40)) == [Odd.PEERS]
    assert kinds(submission, '{"a":"38","b":"41"}', median=Decimal(47)) == []
    assert kinds(submission, '{"a":"38","b":"41"}', proofs=()) == [Odd.UNPROVED]
    assert kinds(submission, "") == []


def test_documents_out_of_line(people: People, submission: Submission) -> None:
    other = Submission.objects.get(round=submission.round, agency=people.other)
    file = content("chung")
    behind(submission, "TL", file, people, date(2024, 12, 31))
    behind(other, "CK", file, people)
    proofs = proofs_of(EvidenceUse.objects.filter(criterion="TL"), submission.round_id)[submission.pk, "TL"]
    assert kinds(submission, '{"a":"38","b":"41"}', proofs=proofs) == [Odd.SHARED, Odd.DATED]
    assert proofs[0].elsewhere == other.name


def test_the_median_is_of_the_block_and_of_enough_agencies(submission: Submission) -> None:
    nodes = every_measure().criteria
    assert figure_of(nodes["TL"], {"a": "1", "b": "4"}) == 25
    assert figure_of(nodes["TL"], {"a": "1", "b": "0"}) is None
    assert figure_of(nodes["SL"], {"n": "3"}) == 3
    assert figure_of(nodes["LC"], {"value": "ct"}) is None
    assert medians_of(submission, ["TL"], AT) == {"TL": None}


Act = Callable[[], object]


def test_evidence_is_added_only_where_the_agency_is_asked(people: People, submission: Submission) -> None:
    old = behind(submission, "CK", content("cũ"), people)
    ask(submission, "TL", people.reviewer)

    def attach(criterion: str, said: str, **more: object) -> Evidence:
        given = {"submission": submission, "name": "Mới.pdf", "actor": people.owner, "at": REVIEW} | more
        return attach_evidence(file=content(said), criterion=criterion, **given)  # type: ignore[arg-type]

    new = attach("TL", "mới")
    use_evidence(evidence=old, criterion="TL", actor=people.head, at=REVIEW)
    refused: tuple[Act, ...] = (
        lambda: attach("CK", "khác"),
        lambda: attach("TL", "người lạ", actor=people.stranger),
        lambda: use_evidence(evidence=new, criterion="CK", actor=people.owner, at=REVIEW),
        lambda: remove_evidence(evidence=old, actor=people.owner, at=REVIEW),
        lambda: stop_using_evidence(evidence=old, criterion="TL", actor=people.owner, at=REVIEW),
    )
    for act in refused:
        with pytest.raises(Refused):
            act()
    with pytest.raises(TooLate):
        attach("TL", "muộn", at=submission.round.explain_before)
    remove_evidence(evidence=new, actor=people.colleague, at=REVIEW + timedelta(hours=1))
    assert [each.pk for each in Evidence.objects.filter(removed_at__isnull=True)] == [old.pk]
