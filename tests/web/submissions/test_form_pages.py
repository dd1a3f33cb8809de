"""What the form's pages say beyond what a browser has to show: groups, totals, last year, conflicts, receipts."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import resolve as resolve_address
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.submissions.form_round import library_round, running, set_calendar, submitted, with_head
from tests.web.submissions.sheets import AT, fill_in, fresh, imported, opened, save, submission_of
from thuocdo import library
from thuocdo.definition.load import check_set
from thuocdo.definition.resolved import kinds_of, resolve
from thuocdo.tables.table import table_of_rows
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.agencies.models import Agency, Succession
from thuocdo.web.publication.models import Publication
from thuocdo.web.results.bring_in_result import bring_in_result
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.checks import Odd, checks_of
from thuocdo.web.submissions.contents import digest_of
from thuocdo.web.submissions.form_groups import groups_of
from thuocdo.web.submissions.last_year import last_year_of, last_years_at
from thuocdo.web.submissions.models import Answer, Receipt
from thuocdo.web.submissions.opened import Opened
from thuocdo.web.submissions.sheet import sheet_of

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


def at(submission: Submission, name: str, *args: object) -> str:
    return reverse(f"submissions:{name}", args=(submission.round.slug, submission.agency.code, *args))


def seen_by(submission: Submission, people: People, name: str = "owner") -> Opened:
    now = timezone.now()
    return Opened(fresh(submission), Holding.at(people.named(name), now), now)


def send(client: Client, submission: Submission, criterion: str, **data: str) -> tuple[int, str]:
    """The status and text of a save as the page's script does it."""
    response = client.post(at(submission, "save", "A", criterion), data, headers=PART)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("set_id", library.ids())
def test_every_criterion_of_every_set_stands_on_exactly_one_page(set_id: str) -> None:
    checked = check_set(set_id)
    assert checked.set is not None
    for kind in kinds_of(checked.set):
        tree = resolve(checked.set, kind)
        groups = groups_of(tree)
        shown = [node.id for group in groups for node in group.criteria]
        assert shown == [node.id for node in tree.walk() if node.is_leaf]
        assert [group.number for group in groups] == list(range(1, len(groups) + 1))


def test_groups_of_the_sample_set_stand_in_their_sections(people: People) -> None:
    found = [(group.section, group.id) for group in seen_by(library_round(people), people).groups]
    ready, results = "Điều kiện sẵn sàng", "Kết quả"
    assert found == [
        *((ready, id) for id in ("HT", "NL", "MT")),
        *((results, id) for id in ("HD", "TT", "GD", "CD")),
        ("", "DT"),
        ("", "TR"),
    ]


def test_the_total_says_what_is_missing_and_which_group_stops_it(people: People) -> None:
    submission = running(people)
    for criterion, value in {"CK": "yes", "LC": "ct", "DM": "quet;so;camera"}.items():
        save(submission, criterion, people.owner, value=value)
    (score,) = seen_by(submission, people).scores
    assert (str(score.points), score.level, score.place) == ("30.00", "Chưa đạt", None)
    assert score.lacking == ("Thiếu 15 điểm để đạt «Khá»",)
    save(submission, "TL", people.owner, a="40", b="40")
    save(submission, "SL", people.owner, n="5")
    save(submission, "BT", people.owner, value="50")
    save(submission, "CD", people.owner, points="9")
    (score,) = seen_by(submission, people).scores
    assert (str(score.points), score.level, score.place) == ("64.00", "Khá", 1)
    assert score.lacking == ("Thiếu 8 điểm để đạt «Tốt»", "Kết quả mới đạt 48%, «Tốt» cần 50%")


def test_last_year_s_answer_is_shown_in_words(people: People, clients: Clients) -> None:
    version = imported(people)
    before = submission_of(people, opened(people, version, slug="nam-truoc", year=2025))
    save(before, "TL", people.owner, a="36", b="41")
    save(before, "LC", people.owner, value="pct")
    submission = running(people, version)
    page = clients("owner").get(at(submission, "group", "A")).content.decode()
    assert "Năm 2025: 36 / 41 (8,78 điểm)." in page
    assert "Năm 2025: Phó Chủ tịch (5 điểm)." in page


def make_public(round: Round, people: People, *, public_from: datetime = AT) -> None:
    """A version of the round's result that anybody may read from then on."""
    Publication.objects.create(
        round=round,
        version=1,
        source="dữ liệu minh hoạ",
        public_from=public_from,
        published_at=AT,
        published_by=people.manager,
        log_number=1,
        log_hash="0" * 64,
    )


def test_what_counted_in_the_end_is_last_year_s_answer_once_it_is_public(people: People) -> None:
    version = imported(people)
    before = submission_of(people, opened(people, version, slug="nam-truoc", year=2025))
    save(before, "TL", people.owner, a="36", b="41")
    Answer.objects.update(verified='{"a":"35","b":"41"}', verified_points=854)
    submission = running(people, version)
    for told in (last_year_of(submission)["TL"], last_years_at("TL", [submission])[submission.pk]):
        assert (told.words, told.points) == ("36 / 41", 878)
    make_public(before.round, people, public_from=timezone.now() + timedelta(days=1))
    assert last_year_of(submission)["TL"].words == "36 / 41"
    Publication.objects.update(public_from=AT)
    for told in (last_year_of(submission)["TL"], last_years_at("TL", [submission])[submission.pk]):
        assert (told.year, told.words, told.points) == (2025, "35 / 41", 854)
    Answer.objects.update(settled_state="na", settled_points=None)
    assert last_year_of(submission_of(people, Round.objects.get(slug="thu-2026")))["TL"].state == "na"


def test_only_the_same_set_of_the_same_organiser_is_last_year(people: People) -> None:
    version = imported(people)
    before = submission_of(people, opened(people, version, slug="nam-truoc", year=2025))
    save(before, "TL", people.owner, a="36", b="41")
    submission = running(people, version)
    Round.objects.filter(pk=before.round_id).update(organiser=people.other)
    assert (last_year_of(submission), last_years_at("TL", [submission])) == ({}, {})
    Round.objects.filter(pk=before.round_id).update(organiser=submission.round.organiser)
    other = SetVersion.objects.get(pk=version.pk)
    other.pk, other.set_id = None, "bo-khac"
    other.save(force_insert=True)
    Submission.objects.filter(pk=before.pk).update(set_version=other)
    assert (last_year_of(submission), last_years_at("TL", [submission])) == ({}, {})


def carries_on(people: People, *others: Agency) -> None:
    """The people's agency carries others on."""
    for other in others:
        Succession.objects.create(predecessor=other, successor=people.agency, day=date(2026, 1, 1))


def test_whom_an_agency_carries_on_is_named_beside_its_own_last_year(people: People, clients: Clients) -> None:
    version = imported(people)
    round = opened(people, version, slug="nam-truoc", year=2025)
    other = Submission.objects.select_related("round", "agency", "set_version").get(round=round, agency=people.other)
    save(other, "TL", people.stranger, a="12", b="40")
    carries_on(people, people.other)
    submission = running(people, version)
    found = last_year_of(submission)["TL"]
    assert (found.of, found.words, found.points) == (other.name, "12 / 40", 300)
    save(submission, "TL", people.owner, a="400", b="400")
    assert not [
        each for each in checks_of(submission) if each.kind is Odd.FAR
    ]  # another agency's figures are no yardstick
    save(submission_of(people, round), "TL", people.owner, a="36", b="41")
    page = clients("owner").get(at(submission, "group", "A")).content.decode()
    assert f"Năm 2025: 36 / 41 (8,78 điểm). Năm 2025, {other.name}: 12 / 40 (3 điểm)." in page


def test_points_that_were_brought_in_are_last_year_s(people: People, clients: Clients) -> None:
    version = imported(people)
    round = opened(people, version, slug="nam-truoc", year=2025)
    rows = [
        {"code": each.code, "agency": each.code, "TL:points": points, "B:points": "40"}
        for each, points in ((people.agency, "8,5"), (people.other, "7"))
    ]
    bring_in_result(of=round.blocks.get(), table=table_of_rows(rows), previous=None, actor=people.manager, at=AT)
    submission = running(people, version)
    assert last_year_of(submission) == {}
    make_public(round, people)
    found = last_year_of(submission)
    assert {id: (each.words, each.points) for id, each in found.items()} == {"TL": ("", 850)}
    assert "Năm 2025: 8,5 điểm." in clients("owner").get(at(submission, "group", "A")).content.decode()
    carries_on(people, people.other)
    assert [each.points for each in last_year_of(submission)["TL"].beside] == [700]


def test_a_year_counts_as_last_year_wherever_it_has_figures(people: People) -> None:
    version = imported(people)
    save(submission_of(people, opened(people, version, slug="nam-2024", year=2024)), "TL", people.owner, a="30", b="41")
    Round.objects.update(state=RoundState.PUBLISHED)
    save(submission_of(people, opened(people, version, slug="nam-2025", year=2025)), "CD", people.owner, points="7")
    Round.objects.update(state=RoundState.PUBLISHED)
    submission = running(people, version)
    everything = last_year_of(submission)
    assert {id: each.year for id, each in everything.items()} == {"CD": 2025}
    assert last_year_of(submission, {"CD"}) == everything
    assert last_year_of(submission, {"TL"}) == last_year_of(submission, ()) == {}


def test_every_address_of_a_group_s_page_leads_to_a_page(people: People, clients: Clients) -> None:
    submission = running(people)
    page = clients("owner").get(at(submission, "group", "A")).content.decode()
    found = set(re.findall(r'(?:href|action|hx-get|hx-post|data-choices)="(/phieu/[^"#?]*)', page))
    assert {resolve_address(address).url_name for address in found} >= {"form", "group", "save", "changes"}
    for node in sheet_of(submission).tree.walk():
        if node.is_leaf and f'id="nhap-{node.id}"' in page:
            assert f'action="{at(submission, "save", "A", node.id)}"' in page
    for group in groups_of(sheet_of(submission).tree):
        assert f'href="{at(submission, "group", group.id)}"' in page


def test_there_is_no_last_year_without_an_earlier_round(people: People) -> None:
    submission = running(people)
    save(submission, "TL", people.owner, a="36", b="41")
    assert last_year_of(submission) == {}


def test_a_save_answers_parts_and_never_an_input_of_the_form(people: People, clients: Clients) -> None:
    submission = running(people)
    status, text = send(clients("owner"), submission, "TL", a="38", b="41", seen="0")
    assert status == 200
    assert 'name="seen" value="1"' in text
    assert "9,27" in text
    assert 'id="bang-diem" hx-swap-oob="true"' in text
    assert 'id="ben" hx-swap-oob="true"' in text
    assert 'name="a"' not in text
    assert "<form" not in text


def test_an_old_version_gets_both_values(people: People, clients: Clients) -> None:
    submission = running(people)
    send(clients("owner"), submission, "TL", a="38", b="41", seen="0")
    status, text = send(clients("colleague"), submission, "TL", a="38", b="40", seen="0")
    assert status == 409
    assert "Nguyễn Thị An đã lưu số liệu khác" in text
    assert "38 / 40" in text
    assert "38 / 41" in text
    assert 'name="seen" value="0"' in text, "typing on after a conflict never overwrites unasked"
    assert send(clients("colleague"), submission, "TL", a="38", b="41", seen="0")[0] == 200
    assert send(clients("colleague"), submission, "TL", a="38", b="40", seen="0", giu="1")[0] == 200
    assert Answer.objects.get().version == 2


def test_a_conflict_of_explanations_shows_the_explanations(people: People, clients: Clients) -> None:
    submission = running(people)
    send(clients("owner"), submission, "TL", a="38", b="41", seen="0", explanation="Theo sổ")
    status, text = send(clients("colleague"), submission, "TL", a="38", b="41", seen="0", explanation="Theo kiểm kê")
    assert status == 409
    assert "<dd>Theo kiểm kê</dd>" in text
    assert "<dd>Theo sổ</dd>" in text


def test_what_is_wrong_is_said_at_its_input(people: People, clients: Clients) -> None:
    submission = running(people)
    status, text = send(clients("owner"), submission, "TL", a="nhiều", b="41", seen="0")
    assert status == 422
    assert 'id="loi-o-TL-a" data-error hx-swap-oob="true">«Số máy tính»: hãy nhập một số' in text
    assert 'id="loi-o-TL-b" data-error hx-swap-oob="true"></p>' in text
    status, text = send(clients("owner"), submission, "CK", na="1", seen="0")
    assert status == 422
    assert "hãy nêu lý do không áp dụng" in text
    assert not Answer.objects.exists()


def test_a_part_asked_for_after_the_session_is_401(people: People) -> None:
    submission = running(people)
    assert Client().post(at(submission, "save", "A", "TL"), headers=PART).status_code == 401
    assert Client().get(at(submission, "changes", "A"), headers=PART).status_code == 401


def test_only_what_changed_is_sent_again(people: People, clients: Clients, log: Log) -> None:
    submission = running(people)
    here, client = at(submission, "changes", "A"), clients("colleague")
    page = client.get(at(submission, "group", "A")).content.decode()
    had = " ".join(":".join(pair) for pair in re.findall('data-card="(\\w+)" data-mark="([^"]+)"', page))
    with log.none():
        assert client.get(here, {"co": had, "trang_thai": "drafting"}).status_code == 204
    save(submission, "LC", people.owner, value="ct")
    text = client.get(here, {"co": had, "trang_thai": "drafting"}).content.decode()
    assert 'id="tc-LC" hx-swap-oob="true"' in text
    assert 'id="xu-ly-LC" role="alert"' in text, "no part of a criterion is swapped on its own"
    assert 'id="tc-TL"' not in text
    assert 'data-who="Nguyễn Thị An"' in text


def test_another_group_s_criterion_is_not_found(people: People, clients: Clients) -> None:
    submission = running(people)
    for name, args in (("group", ("C",)), ("criterion", ("A", "SL")), ("changes", ("TL",))):
        assert clients("owner").get(at(submission, name, *args)).status_code == 404
    assert clients("owner").post(at(submission, "save", "B", "TL")).status_code == 404
    assert clients("owner").post(at(submission, "save", "B", "TC")).status_code == 404


def test_after_the_deadline_it_is_locked_and_says_so(people: People, clients: Clients) -> None:
    submission = running(people)
    now = timezone.now()
    set_calendar(submission.round, now - timedelta(days=9), now - timedelta(hours=1))
    page = clients("owner").get(at(submission, "group", "A")).content.decode()
    assert "Đã hết hạn nộp" in page
    assert "<input" not in page.split('id="phieu"')[1].split("</main>")[0]
    status, text = send(clients("owner"), submission, "TL", a="38", b="41", seen="0")
    assert status == 409
    assert "Đã hết hạn nộp nên phiếu được khóa." in text
    extend_deadline(submission=submission, until=now + timedelta(days=2), reason="Mưa lũ", actor=people.manager, at=now)
    page = clients("owner").get(at(submission, "group", "A")).content.decode()
    assert "Đơn vị được gia hạn nộp đến" in page
    assert send(clients("owner"), submission, "TL", a="38", b="41", seen="0")[0] == 200


def test_an_extension_reopens_for_that_agency_alone(people: People, clients: Clients) -> None:
    submission = running(people)
    now = timezone.now()
    set_calendar(submission.round, now - timedelta(days=9), now - timedelta(hours=1))
    extend_deadline(submission=submission, until=now + timedelta(days=2), reason="Mưa lũ", actor=people.manager, at=now)
    Round.objects.update(state=RoundState.VERIFYING)
    other = Submission.objects.select_related("round", "agency").get(agency=people.other)
    assert send(clients("owner"), submission, "TL", a="38", b="41", seen="0")[0] == 200
    assert send(clients("stranger"), other, "TL", a="38", b="41", seen="0")[0] == 409


def test_the_head_may_mend_what_officers_may_not(people: People, clients: Clients) -> None:
    submission = with_head(people)
    status, text = send(clients("owner"), submission, "TL", a="39", b="41", seen="1")
    assert status == 409
    assert "hãy đề nghị thủ trưởng trả lại" in text
    assert send(clients("head"), submission, "TL", a="39", b="41", seen="1")[0] == 200


def test_the_list_of_what_is_missing_leads_to_each_place(people: People, clients: Clients) -> None:
    submission = running(people)
    save(submission, "TL", people.owner, a="45", b="41")
    page = clients("owner").get(at(submission, "check")).content.decode()
    assert f'href="{at(submission, "group", "A")}#tc-TL"' in page
    assert f'href="{at(submission, "group", "B")}#tc-SL"' in page
    assert "«Số máy tính» (45) lớn hơn «Số cán bộ» (41)." in page
    assert "#tc-TC" not in page


def test_nothing_missing_is_said(people: People, clients: Clients) -> None:
    submission = running(people)
    fill_in(submission, people.owner)
    page = clients("owner").get(at(submission, "check")).content.decode()
    assert "Chưa có tài liệu kiểm chứng." in page
    assert "Chưa kê khai." not in page


def test_the_receipt_s_file_carries_what_its_digest_is_taken_of(people: People, clients: Clients) -> None:
    submission = submitted(people)
    response = clients("reviewer").get(at(submission, "receipt_file", 1))
    written = json.loads(response.content)
    kept = Receipt.objects.get()
    assert digest_of(written["content"]) == written["digest"] == kept.digest
    assert written["log"] == {"number": kept.log_number, "hash": kept.log_hash}
    assert json.loads(written["content"])["answers"]["TL"]["inputs"] == {"a": "38", "b": "41"}
    assert response["Content-Disposition"].startswith("attachment")


def test_the_whole_shows_every_answer_in_words(people: People, clients: Clients) -> None:
    submission = submitted(people)
    page = clients("manager").get(at(submission, "whole")).content.decode()
    for words in ("38 / 41", "Có", "Phó Chủ tịch", "Máy quét; Camera", "62,5", "40 / 10", "7,25", "100 / 80"):
        assert words in page
    assert len(sheet_of(submission).criteria) == page.count('class="read"')


@pytest.mark.parametrize(
    "name, args", [("form", ()), ("group", ("A",)), ("check", ()), ("whole", ()), ("changes", ("A",))]
)
def test_no_page_asks_more_than_twelve_queries(
    people: People, clients: Clients, django_assert_max_num_queries: DjangoAssertNumQueries, name: str, args: tuple[str]
) -> None:
    version = imported(people)
    before = submission_of(people, opened(people, version, slug="nam-truoc", year=2025))
    fill_in(before, people.owner)
    submission = running(people, version)
    fill_in(submission, people.owner)
    client = clients("owner")
    client.get(at(submission, "form"))
    with django_assert_max_num_queries(12):
        assert client.get(at(submission, name, *args)).status_code == 200
