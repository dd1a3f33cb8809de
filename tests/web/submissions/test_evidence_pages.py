"""Documents on the form's pages: sent, described, used elsewhere, replaced, removed, opened; with and without JavaScript."""

import io
import re
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.files.corpus import BAD, docx, pdf
from tests.web.submissions.evidence_permissions import with_document
from tests.web.submissions.form_round import running, submitted
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.evidence_shelf import document_of
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.models import Evidence, EvidenceUse

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> Path:
    """A storage of the test's own."""
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}
    return tmp_path / "files"


@pytest.fixture
def submission(people: People) -> Submission:
    return running(people)


@pytest.fixture
def document(submission: Submission, people: People) -> Evidence:
    return with_document(submission, people)


def address(submission: Submission, name: str, *more: object) -> str:
    return reverse(f"submissions:{name}", args=(submission.round.slug, submission.agency.code, *more))


def sent(client: Client, where: str, *files: tuple[str, bytes], part: bool = True, **data: str) -> HttpResponse:
    tep = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(where, {"tep": tep, **data}, headers=PART if part else {})
    assert isinstance(answer, HttpResponse)
    return answer


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


# Sending


def test_a_file_sent_by_javascript_answers_with_its_row(submission: Submission, clients: Clients, log: Log) -> None:
    with log.one("attach_evidence"):
        answer = sent(clients("owner"), address(submission, "attach_evidence", "TL"), ("Kế hoạch số 1.pdf", pdf()))
    made = Evidence.objects.get()
    assert (answer.status_code, made.name, made.file.size) == (200, "Kế hoạch số 1.pdf", len(pdf()))
    page = answer.content.decode()
    assert f'data-document="{made.pk}"' in page
    assert address(submission, "describe_evidence", made.pk, "TL") in page
    assert "<html" not in page


@pytest.mark.parametrize("name", ["macro.docx", "rong.pdf", "nen-sau.pdf", "no.docx", "anh.svg"])
def test_a_bad_file_is_refused_with_a_sentence(name: str, submission: Submission, clients: Clients, log: Log) -> None:
    with log.none():
        answer = sent(clients("owner"), address(submission, "attach_evidence", "TL"), (name, BAD[name][1]))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_limits_of_the_installation_hold(
    submission: Submission, clients: Clients, settings: Settings, log: Log
) -> None:
    settings.FILE_LIMIT, settings.AGENCY_LIMIT = 2000, 2600
    where, client = address(submission, "attach_evidence", "TL"), clients("owner")
    with log.none():
        big = sent(client, where, ("lon.txt", b"x" * 2001))
    assert (big.status_code, "2 kB" in big.content.decode()) == (413, True)
    assert sent(client, where, ("vua.txt", b"y" * 2000)).status_code == 200
    with log.none():
        full = sent(client, where, ("them.txt", b"z" * 601))
    assert (full.status_code, "2,5 kB" in full.content.decode()) == (413, True)
    assert sent(client, where, ("nho.txt", b"z" * 600)).status_code == 200


def test_without_javascript_several_files_are_sent_at_once(submission: Submission, clients: Clients) -> None:
    where = address(submission, "attach_evidence", "TL")
    files = [("a.pdf", pdf()), ("macro.docx", BAD["macro.docx"][1]), ("b.docx", docx())]
    answer = sent(clients("owner"), where, *files, part=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, address(submission, "group", "A") + "#tai-lieu-TL")
    assert [one.split(":")[0] for one in said(answer)] == [
        "Đã đính kèm «a.pdf».",
        "macro.docx",
        "Đã đính kèm «b.docx».",
    ]
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["a.pdf", "b.docx"]
    nothing = sent(clients("owner"), where, part=False)
    assert said(nothing)[-1:] == ["Chưa chọn tệp nào."]


def test_names_lose_what_is_not_a_name(submission: Submission, clients: Clients) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="tep"; filename="../../C:\\a\\hop\xe2\x80\xae-dong.pdf"\r\n\r\n'
        + pdf()
        + b"\r\n--x--\r\n"
    )
    clients("owner").post(
        address(submission, "attach_evidence", "TL"), data=body, content_type="multipart/form-data; boundary=x"
    )
    assert Evidence.objects.get().name == "hop-dong.pdf"


def test_a_forged_request_sends_nothing(submission: Submission, people: People, log: Log) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = address(submission, "attach_evidence", "TL")
    with log.none():
        assert sent(client, where, ("a.pdf", pdf())).status_code == 403
        replaced = address(submission, "replace_evidence", with_document(submission, people).pk)
        assert sent(client, replaced, ("a.pdf", pdf()), part=False).status_code == 403
    page = client.get(address(submission, "group", "A")).content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
    assert token is not None
    assert sent(client, where, ("a.pdf", pdf()), csrfmiddlewaretoken=token[1]).status_code == 200
    by_header = client.post(
        where, {"tep": SimpleUploadedFile("b.docx", docx())}, headers={**PART, "X-CSRFToken": token[1]}
    )
    assert by_header.status_code == 200


class Untouched(io.BytesIO):
    """A body that nobody may read."""

    def read(self, _size: int | None = -1) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize("name, status", [("stranger", 403), ("manager", 403), ("nobody", 302)])
def test_a_body_is_read_only_from_those_who_may_send(
    name: str, status: int, submission: Submission, clients: Clients
) -> None:
    answer = clients(name).generic(
        "POST",
        address(submission, "attach_evidence", "TL"),
        b"x",
        "multipart/form-data; boundary=x",
        **{"wsgi.input": Untouched()},  # type: ignore[arg-type]
    )
    assert answer.status_code == status


def test_a_file_comes_too_late(submission: Submission, people: People, clients: Clients, log: Log) -> None:
    hand_over(submission=submission, note="", actor=people.owner, at=timezone.now())
    with log.none():
        answer = sent(clients("owner"), address(submission, "attach_evidence", "TL"), ("a.pdf", pdf()))
    assert answer.status_code == 409
    assert "chờ thủ trưởng duyệt" in answer.content.decode()


@pytest.mark.parametrize("criterion", ["TC", "A", "khong-co"])
def test_there_is_no_evidence_for_what_is_not_asked(criterion: str, submission: Submission, clients: Clients) -> None:
    for name in ("attach_evidence", "use_evidence"):
        assert clients("owner").post(address(submission, name, criterion)).status_code == 404
    assert clients("owner").get(address(submission, "evidence_choices", criterion)).status_code == 404


# Describing, using elsewhere


def described(client: Client, document: Evidence, **data: str) -> HttpResponse:
    where = address(document.submission, "describe_evidence", document.pk, "TL")
    answer = client.post(where, data, headers=PART)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_date_outside_the_round_is_pointed_out_and_kept(document: Evidence, clients: Clients, log: Log) -> None:
    with log.one("describe_evidence"):
        answer = described(clients("owner"), document, so="12/KH", ngay="5/6/2025", trang="3")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ngày 05/06/2025 không thuộc năm đánh giá 2026" in page
    assert "Số 12/KH, ngày 05/06/2025, trang 3" in page
    group = clients("owner").get(address(document.submission, "group", "A")).content.decode()
    assert "Ngày 05/06/2025 không thuộc năm đánh giá 2026" in group


def test_a_date_that_is_none_is_said_and_nothing_is_kept(document: Evidence, clients: Clients, log: Log) -> None:
    with log.none():
        answer = described(clients("owner"), document, so="12/KH", ngay="31/02/2026")
    assert answer.status_code == 422
    assert "Hãy nhập một ngày có thật" in answer.content.decode()


def test_what_somebody_else_wrote_is_shown_before_it_is_replaced(
    document: Evidence, clients: Clients, log: Log
) -> None:
    described(clients("colleague"), document, so="12/KH")
    with log.none():
        answer = described(clients("owner"), document, so="13/KH")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Số 12/KH" in page
    assert 'name="da_so" value="12/KH"' in page
    with log.one("describe_evidence"):
        assert described(clients("owner"), document, so="13/KH", da_so="12/KH").status_code == 200


def test_a_document_is_chosen_for_another_criterion(document: Evidence, clients: Clients, log: Log) -> None:
    client, submission = clients("owner"), document.submission
    choices = client.get(address(submission, "evidence_choices", "CK"), headers=PART).content.decode()
    assert f'<option value="{document.pk}">Kế hoạch.pdf</option>' in choices
    with log.one("use_evidence"):
        answer = client.post(address(submission, "use_evidence", "CK"), {"tai_lieu": document.pk}, headers=PART)
    assert f'id="tl-{document.pk}-CK"' in answer.content.decode()
    assert "Kế hoạch.pdf" not in client.get(address(submission, "evidence_choices", "CK")).content.decode()
    with log.one("stop_using_evidence"):
        gone = client.post(address(submission, "stop_using_evidence", document.pk, "CK"), headers=PART)
    assert (gone.status_code, gone.content) == (200, b"")
    assert client.post(address(submission, "use_evidence", "CK"), {"tai_lieu": "999999"}).status_code == 404


def test_another_agencys_document_is_not_found(document: Evidence, clients: Clients) -> None:
    submission = Submission.objects.exclude(pk=document.submission_id).select_related("round", "agency").get()
    client = clients("stranger")
    assert client.get(address(submission, "evidence_file", document.pk)).status_code == 404
    assert client.get(address(submission, "document", document.pk)).status_code == 404
    assert client.post(address(submission, "use_evidence", "CK"), {"tai_lieu": document.pk}).status_code == 404


# Replacing, removing, opening


def test_a_document_is_replaced_and_the_old_one_still_opens(document: Evidence, clients: Clients, log: Log) -> None:
    client, submission = clients("owner"), document.submission
    with log.one("replace_evidence"):
        answer = sent(client, address(submission, "replace_evidence", document.pk), ("moi.docx", docx()), part=False)
    new = Evidence.objects.get(name="moi.docx")
    assert answer.headers["Location"] == address(submission, "document", new.pk)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Kế hoạch.pdf" in page
    old = client.get(address(submission, "document", document.pk)).content.decode()
    assert ("moi.docx" in old, "Gỡ tài liệu này" in old) == (True, False)
    file = client.get(address(submission, "evidence_file", document.pk))
    assert b"".join(file) == pdf()


def test_a_removed_document_is_listed_as_such(document: Evidence, clients: Clients, log: Log) -> None:
    client, submission = clients("owner"), document.submission
    with log.one("remove_evidence"):
        client.post(address(submission, "remove_evidence", document.pk))
    page = client.get(address(submission, "evidence")).content.decode()
    assert page.index("Đã thay hoặc đã gỡ") < page.rindex("Kế hoạch.pdf")
    again = client.post(address(submission, "remove_evidence", document.pk))
    assert again.status_code == 409
    assert "Kế hoạch.pdf" not in client.get(address(submission, "group", "A")).content.decode()


def test_the_organiser_opens_no_file_before_the_submission_was_handed_in(document: Evidence, clients: Clients) -> None:
    where = address(document.submission, "evidence_file", document.pk)
    for name in ("manager", "reviewer", "council", "approver", "auditor"):
        assert clients(name).get(where).status_code == 403


def test_a_file_is_shown_or_saved(people: People, clients: Clients) -> None:
    document = with_document(submitted(people), people)
    where = address(document.submission, "evidence_file", document.pk)
    for query, disposition in (("", "inline"), ("?tai=1", "attachment")):
        answer = clients("reviewer").get(where + query)
        assert b"".join(answer) == pdf()
        assert answer.headers["Content-Disposition"].startswith(disposition)
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["X-Frame-Options"] == ("SAMEORIGIN" if disposition == "inline" else "DENY")
        assert answer.headers["Cache-Control"] == "no-store, private"
    page = clients("reviewer").get(address(document.submission, "document", document.pk)).content.decode()
    assert "Thay bằng tệp khác" not in page


def test_a_page_asks_no_more_queries_for_more_documents(
    submission: Submission, people: People, clients: Clients
) -> None:
    client, where = clients("owner"), address(submission, "group", "A")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        return len(asked)

    first = with_document(submission, people)
    queries()
    few = queries()
    for number in range(20):
        made = Evidence.objects.create(
            submission=submission,
            file=first.file,
            name=f"{number}.pdf",
            added_at=timezone.now(),
            added_by=people.colleague,
        )
        EvidenceUse.objects.create(evidence=made, criterion="CK")
    assert queries() == few


def test_a_content_that_is_gone_says_not_found(document: Evidence, clients: Clients) -> None:
    default_storage.delete(document.file.location)
    assert clients("owner").get(address(document.submission, "evidence_file", document.pk)).status_code == 404


def test_what_people_type_is_never_taken_for_a_part_of_the_page(
    submission: Submission, document: Evidence, people: People, clients: Clients
) -> None:
    Evidence.objects.update(name="~nothing~ ~describe_url~ <b>.pdf", number="~choices~")
    page = clients("owner").get(address(submission, "group", "A")).content.decode()
    assert page.count("~nothing~ ~describe_url~ &lt;b&gt;.pdf") > 1
    assert "<b>.pdf" not in page
    assert 'value="~choices~"' in page


def test_addresses_of_a_document_are_those_that_django_knows(
    submission: Submission, document: Evidence, people: People
) -> None:
    use = document.uses.first()
    assert use is not None
    shown = document_of(document, submission, use)
    assert shown.url == address(submission, "document", document.pk)
    assert shown.file_url == address(submission, "evidence_file", document.pk)
    assert shown.describe_url == address(submission, "describe_evidence", document.pk, use.criterion)
    assert shown.stop_url == address(submission, "stop_using_evidence", document.pk, use.criterion)
