"""The reviewer's pages and the agency's answers, as people use them without scripts; states that are costly to make serve several questions."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import SINCE, People
from tests.web.conftest import Clients
from tests.web.review.reviewed import CHANGE, answer_of, ask, in_review_now, second_reviewer, verify
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.review import lists
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.models import Finding, Outcome, Reason, Verification
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import AnswerState
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
CHANGE_COUNT = Decision(Outcome.CHANGED, Value({"n": "2"}), reason=Reason.DIFFERENT, text="Chỉ có hai")


@pytest.fixture
def submission(people: People) -> Submission:
    return in_review_now(people)


def address(submission: Submission, name: str, criterion: str = "", **query: str) -> str:
    args = [submission.round.slug, submission.agency.code, *([criterion] if criterion else [])]
    path = reverse(f"review:{name}", args=args)
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def seen_on(client: Client, submission: Submission, criterion: str) -> str:
    """The version that stands on the screen."""
    page = client.get(address(submission, "case", criterion)).content.decode()
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def test_it_shows_claim_rule_points_and_last_years(clients: Clients, submission: Submission) -> None:
    page = clients("reviewer").get(address(submission, "case", "TL", theo="don-vi")).content.decode()
    for words in ("38 / 41", "9,27 điểm", "Số máy tính / Số cán bộ", "1 trong 9", "Không có tài liệu kiểm chứng"):
        assert words in page


def test_it_goes_on_to_the_next_and_takes_back(clients: Clients, submission: Submission) -> None:
    client = clients("reviewer")
    posted = {"seen": seen_on(client, submission, "TL")}
    answer = client.post(address(submission, "accept", "TL", theo="don-vi"), posted)
    onward = answer.headers["Location"]
    assert answer.status_code == 302
    assert onward.startswith(address(submission, "case", "CK"))
    made = Verification.objects.get()
    page = client.get(onward).content.decode()
    assert f'name="quyet_dinh" value="{made.pk}"' in page
    client.post(address(submission, "undo", "TL"), {"quyet_dinh": str(made.pk)})
    assert answer_of(submission, "TL").state == AnswerState.CLAIMED


def test_it_changes_with_a_reason_and_keeps_what_was_typed(clients: Clients, submission: Submission) -> None:
    client = clients("reviewer")
    posted = {
        "seen": seen_on(client, submission, "TL"),
        "ket_qua": "changed",
        "a": "3x",
        "b": "41",
        "y_kien": "Biên bản",
    }
    wrong = client.post(address(submission, "decide", "TL"), posted)
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'value="3x"' in page
    assert "Biên bản" in page
    without = client.post(address(submission, "decide", "TL"), posted | {"a": "36"})
    assert without.status_code == 422
    assert "Hãy chọn lý do" in without.content.decode()
    right = client.post(address(submission, "decide", "TL"), posted | {"a": "36", "ly_do": "different"})
    assert right.status_code == 302
    made = Verification.objects.get()
    assert (made.outcome, made.points, made.text) == (Outcome.CHANGED, 878, "Biên bản")
    voided = client.post(
        address(submission, "decide", "CK"),
        {"seen": "1", "ket_qua": "void:no_evidence", "ly_do": "no_evidence"},
    )
    assert voided.status_code == 302
    assert answer_of(submission, "CK").verified_state == "void:no_evidence"


def test_what_somebody_else_decided_meanwhile_is_shown(
    people: People, clients: Clients, submission: Submission
) -> None:
    seen = seen_on(clients("reviewer"), submission, "TL")
    verify(submission, "TL", people.reviewer, CHANGE, at=timezone.now())
    answer = clients("reviewer").post(address(submission, "accept", "TL"), {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Có người vừa thay đổi" in page
    assert "36 / 41" in page


def test_nobody_looks_at_their_own_agency(people: People, clients: Clients, submission: Submission) -> None:
    Role.objects.create(person=people.reviewer, agency=people.agency, role=RoleName.OFFICER, start=SINCE)
    client = clients("reviewer")
    refused = client.get(address(submission, "case", "TL"))
    assert refused.status_code == 403
    assert "Bạn có vai trò ở đơn vị này" in refused.content.decode()
    listed = client.get(reverse("review:desk", args=[submission.round.slug]))
    assert submission.name not in listed.content.decode()


def test_many_are_listed_first_then_accepted_and_taken_back(
    people: People, clients: Clients, submission: Submission
) -> None:
    client, slug = clients("reviewer"), submission.round.slug
    chosen = re.findall(r'value="(\d+:\d+)"', client.get(address(submission, "agency")).content.decode())
    assert len(chosen) == 8 + 1
    many = reverse("review:accept_many", args=[slug])
    shown = client.post(many, {"ke_khai": chosen}).content.decode()
    assert "Phó Chủ tịch" in shown
    assert not Verification.objects.exists()
    done = client.post(many, {"ke_khai": chosen, "chac": "1"})
    assert Verification.objects.filter(undone_at__isnull=True).count() == len(chosen)
    one = Verification.objects.order_by("pk")[0]
    undo = reverse("review:undo_many", args=[slug, one.batch])
    client.post(undo, {"quyet_dinh": str(one.pk)})
    assert Verification.objects.filter(undone_at__isnull=True).count() == len(chosen) - 1
    client.post(undo)
    assert not Verification.objects.filter(undone_at__isnull=True).exists()
    assert client.get(done.headers["Location"]).content.decode().count("đã hoàn tác") == len(chosen)


def test_lists_filter_and_search_without_diacritics(people: People, clients: Clients, submission: Submission) -> None:
    client, slug = clients("reviewer"), submission.round.slug
    verify(submission, "TL", people.reviewer, at=timezone.now())
    by_criterion = reverse("review:criterion", args=[slug, "TL"])
    for query, found in (
        ("?tim=xuan+huong", True),
        ("?tim=da+huoai", False),
        ("?xem=xong", True),
        ("?xem=cho", False),
        ("?xem=la", True),
        ("?xem=tra-lai", False),
    ):
        assert (submission.name in client.get(by_criterion + query).content.decode()) is found, query
    desk = reverse("review:desk", args=[slug])
    assert "1 / 9" in client.get(desk + "?xem=cho").content.decode()
    assert submission.name not in client.get(desk + "?xem=giai-trinh").content.decode()


def test_a_second_reviewer_finds_what_the_first_decided(
    people: People, clients: Clients, submission: Submission
) -> None:
    second = second_reviewer(people, submission)
    verify(submission, "TL", people.reviewer, at=timezone.now())
    client = Client()
    client.force_login(second, backend=settings.AUTHENTICATION_BACKENDS[0])
    waiting = client.get(reverse("review:criterion", args=[submission.round.slug, "TL"]) + "?xem=cho")
    assert submission.name in waiting.content.decode()
    seen = seen_on(client, submission, "TL")
    assert client.post(address(submission, "accept", "TL"), {"seen": seen}).status_code == 302
    assert Verification.objects.filter(second=True).count() == 1
    mine = clients("reviewer").get(reverse("review:criterion", args=[submission.round.slug, "TL"]) + "?xem=cho")
    assert submission.name not in mine.content.decode()


def test_criteria_are_shown_block_by_block_where_there_are_many(
    people: People, clients: Clients, submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address_of_list = clients("reviewer"), reverse("review:criteria", args=[submission.round.slug])
    assert 'name="khoi"' not in client.get(address_of_list).content.decode()
    monkeypatch.setattr(lists, "BLOCKS", 0)
    for query in ("", f"?khoi={people.block.slug}", "?khoi=khong-co"):
        page = client.get(address_of_list + query).content.decode()
        assert f'<option value="{people.block.slug}" selected>' in page
        assert "Tỷ lệ máy tính" in page


def test_second_looks_are_accepted_together_and_taken_back(
    people: People, clients: Clients, submission: Submission
) -> None:
    second = second_reviewer(people, submission)
    client, agency = Client(), address(submission, "agency")
    client.force_login(second, backend=settings.AUTHENTICATION_BACKENDS[0])
    for criterion in ("CK", "LC"):
        verify(submission, criterion, people.reviewer, at=timezone.now())
    verify(submission, "TL", people.reviewer, CHANGE, at=timezone.now())
    page = client.get(agency).content.decode()
    assert page.count("chờ thẩm định lần hai") == 3
    assert "chờ thẩm định lần hai" not in clients("reviewer").get(agency).content.decode()
    offered = dict(chosen.split(":") for chosen in re.findall(r'value="(\d+:\d+)"', page))
    seconds = {str(answer_of(submission, id).pk) for id in ("CK", "LC")}
    assert seconds <= offered.keys()
    assert str(answer_of(submission, "TL").pk) not in offered, "what was changed is looked at by itself"
    many = reverse("review:accept_many", args=[submission.round.slug])
    chosen = [f"{row}:{offered[row]}" for row in seconds]
    changed = answer_of(submission, "TL")
    assert client.post(many, {"ke_khai": chosen}).status_code == 200
    done = client.post(many, {"ke_khai": [*chosen, f"{changed.pk}:{changed.version}"], "chac": "1"}, follow=True)
    assert "Người thẩm định thứ nhất không chấp nhận" in done.content.decode()
    held = Verification.objects.filter(second=True, undone_at__isnull=True)
    assert {each.answer.criterion for each in held.select_related("answer")} == {"CK", "LC"}
    desk = reverse("review:desk", args=[submission.round.slug])
    assert "2 / 9" in client.get(desk).content.decode()
    client.post(reverse("review:undo_many", args=[submission.round.slug, held[0].batch]))
    assert not held.all().exists()
    assert answer_of(submission, "CK").state == AnswerState.VERIFIED, "the first decision stands again"


def test_the_last_decision_of_a_list_can_be_taken_back_from_it(clients: Clients, submission: Submission) -> None:
    client = clients("reviewer")
    for by, listed in (("tieu-chi", "criterion"), ("don-vi", "agency")):
        if listed == "agency":
            rest = re.findall(r'value="(\d+:\d+)"', client.get(address(submission, "agency")).content.decode())
            kept = answer_of(submission, "TL").pk
            some = [each for each in rest if not each.startswith(f"{kept}:")]
            many = reverse("review:accept_many", args=[submission.round.slug])
            client.post(many, {"ke_khai": some, "chac": "1"})
        posted = {"seen": seen_on(client, submission, "TL")}
        onward = client.post(address(submission, "accept", "TL", theo=by), posted, follow=True)
        assert onward.resolver_match is not None
        assert onward.resolver_match.view_name == f"review:{listed}"
        made = Verification.objects.get(answer__criterion="TL", undone_at__isnull=True)
        assert f'name="quyet_dinh" value="{made.pk}"' in onward.content.decode()
        client.post(address(submission, "undo", "TL"), {"quyet_dinh": str(made.pk)})
        assert answer_of(submission, "TL").state == AnswerState.CLAIMED


def test_the_agency_explains_only_there(people: People, clients: Clients, submission: Submission) -> None:
    ask(submission, "TL", people.reviewer, at=timezone.now())
    verify(submission, "SL", people.reviewer, CHANGE_COUNT, at=timezone.now())
    client = clients("owner")
    url = address(submission, "findings")
    page = client.get(url).content.decode()
    assert "Thiếu biên bản" in page
    assert "Số ứng dụng" not in page  # a change is told when the organiser asks all agencies
    finding = Finding.objects.get(asked=True)
    explain = reverse("review:explain", args=[submission.round.slug, submission.agency.code, finding.pk])
    assert client.post(explain, {"giai_trinh": " "}).status_code == 422
    figures = {"doi": "1", "a": "37", "b": "41"}
    now = str(answer_of(submission, "TL").version)
    assert client.post(explain, {"giai_trinh": "Đã kiểm lại", "seen": now} | figures).status_code == 302
    assert (answer_of(submission, "TL").state, answer_of(submission, "TL").claimed_points) == ("explained", 902)
    begin_explaining(round=submission.round, actor=people.manager, at=timezone.now())
    assert "Số ứng dụng" in client.get(url).content.decode()
    assert "Việc của tôi" in client.get(reverse("desk:work")).content.decode()
    form = client.get(reverse("submissions:form", args=[submission.round.slug, submission.agency.code]))
    assert url in form.content.decode()


def test_two_officers_do_not_overwrite_each_other(people: People, clients: Clients, submission: Submission) -> None:
    finding = ask(submission, "TL", people.reviewer, at=timezone.now())
    explain = reverse("review:explain", args=[submission.round.slug, submission.agency.code, finding.pk])
    page = clients("owner").get(address(submission, "findings")).content.decode()
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    assert clients("owner").post(explain, {"giai_trinh": "Của An", "seen": found[1]}).status_code == 302
    refused = clients("colleague").post(explain, {"giai_trinh": "Của Bình", "seen": found[1]})
    said = refused.content.decode()
    assert (refused.status_code, Finding.objects.get().explanation) == (409, "Của An")
    assert "Có người vừa thay đổi tiêu chí này" in said
    assert "Của An" in said
    assert "Của Bình</textarea>" in said
    again = re.search(r'name="seen" value="(\d+)"', said)
    assert again is not None
    assert clients("colleague").post(explain, {"giai_trinh": "Của Bình", "seen": again[1]}).status_code == 302
    assert Finding.objects.get().explanation == "Của Bình"


def test_the_reviewer_settles_on_the_screen(people: People, clients: Clients, submission: Submission) -> None:
    finding = ask(submission, "TL", people.reviewer, at=timezone.now())
    explain = reverse("review:explain", args=[submission.round.slug, submission.agency.code, finding.pk])
    now = str(answer_of(submission, "TL").version)
    clients("head").post(explain, {"giai_trinh": "Biên bản kèm theo", "seen": now})
    client = clients("reviewer")
    page = client.get(address(submission, "case", "TL")).content.decode()
    assert "Biên bản kèm theo" in page
    posted = {"seen": seen_on(client, submission, "TL"), "ket_qua": "accepted", "y_kien": ""}
    assert client.post(address(submission, "settle", "TL"), posted).status_code == 422
    assert client.post(address(submission, "settle", "TL"), posted | {"y_kien": "Đủ"}).status_code == 302
    assert answer_of(submission, "TL").settled_points == 927
    told = clients("owner").get(address(submission, "findings")).content.decode()
    assert "Kết luận:" in told


def test_a_report_is_closed_reopened_and_voided(people: People, clients: Clients, submission: Submission) -> None:
    reviewer, manager = clients("reviewer"), clients("manager")
    unfinished = reviewer.post(address(submission, "close"), follow=True)
    assert "Còn tiêu chí chưa xong" in unfinished.content.decode()
    for criterion in ("TL", "CK", "LC", "DM", "SL", "BT", "KS", "CD", "CT"):
        verify(submission, criterion, people.reviewer, at=timezone.now())
    reviewer.post(address(submission, "close"))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.CLOSED
    manager.post(address(submission, "reopen"), {"reason": "Thiếu một tài liệu"})
    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW
    manager.post(address(submission, "void"), {"cause": "late", "reason": "Nộp sau hạn"})
    submission.refresh_from_db()
    assert submission.void == "void:late"
    assert "Nộp sau hạn" in reviewer.get(address(submission, "agency")).content.decode()


@pytest.mark.parametrize(
    "number", ["9" * 20, "9" * 5000, "-1", "một"], ids=["long", "very long", "below none", "words"]
)
def test_numbers_of_rows_that_cannot_be_are_no_rows(
    people: People, clients: Clients, submission: Submission, number: str
) -> None:
    verify(submission, "TL", people.reviewer, at=timezone.now())
    reviewer, manager, slug = clients("reviewer"), clients("manager"), submission.round.slug
    many = reverse("review:accept_many", args=[slug])
    for posted in ({"ke_khai": f"{number}:1"}, {"ke_khai": f"1:{number}"}):
        told = reviewer.post(many, posted, follow=True).content.decode()
        assert "Hãy chọn ít nhất một kê khai." in told
    assert reviewer.post(address(submission, "undo", "TL"), {"quyet_dinh": number}).status_code == 409
    batch = reverse("review:undo_many", args=[slug, "0" * 32])
    assert reviewer.post(batch, {"quyet_dinh": number}).status_code == 302
    for name in ("vua", "tl"):
        assert reviewer.get(address(submission, "case", "SL", **{name: number})).status_code == 200
    marks = reverse("marks:criterion", args=[slug, submission.block.slug, "TC"])
    assert manager.post(marks, {f"{number}-seen": "1"}, follow=True).status_code in {200, 400}
    use = reverse("submissions:use_evidence", args=[slug, submission.agency.code, "DM"])
    assert clients("owner").post(use, {"tai_lieu": number}, follow=True).status_code in {200, 403, 404}
    assert Verification.objects.filter(undone_at__isnull=True).count() == 1
