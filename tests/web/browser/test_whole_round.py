"""A whole round as its people walk it, through the pages alone, with the mistakes that tempt on the way.

    import the set, prepare, assign, open     manager
    fill in, attach, hand over, submit        officer and head; another agency's head comes too late
    change with a reason, ask, accept         reviewer; the officer explains; the reviewer settles and closes
    marks, compute, submit for approval       manager; the council reads; the approver approves; the manager publishes; anybody reads

At a desk and on a telephone. The one thing no page does is to let time pass: `let_pass` writes the calendar of the round anew.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look
from tests.web.files.corpus import jpeg
from thuocdo.web.approval.models import Approval
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.verify import verify
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.publication.models import Publication
from thuocdo.web.results.models import Standing
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.submissions.models import Answer, AnswerState, Receipt
from thuocdo.web.ui.written import moment

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SET: Final = """
id: ca-dot
name: Bộ tiêu chí của cả đợt
max: 40
rounding: {decimals: 2, at: division}
levels:
  - {name: Tốt, min: 80%}
  - {name: Khá, min: 50%}
below: Chưa đạt
ranking: {among: all, by: points}
criteria:
  - id: A
    name: Hạ tầng
    max: 40
    criteria:
      - {id: TL, name: Tỷ lệ máy tính, max: 10, evidence: required, measure: {kind: ratio, a: Số máy tính, b: Số cán bộ, if_none: zero}}
      - {id: CK, name: Cam kết, max: 10, measure: {kind: yes_no}}
      - {id: SL, name: Số ứng dụng, max: 10, measure: {kind: count, n: Số ứng dụng, per: 2}}
      - {id: TC, name: Tổ chức chấm, max: 10, entered_by: organiser}
"""
ROUND: Final = "/dot-danh-gia/ca-dot/"
FORM: Final = "/phieu/ca-dot/24778/"
OTHER_FORM: Final = "/phieu/ca-dot/25126/"
CASES: Final = "/tham-dinh/ca-dot/don-vi/24778/"


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def told(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words)


def acts(name: str) -> int:
    return LogEntry.objects.filter(act=name).count()


def state() -> str:
    return Round.objects.values_list("state", flat=True).get()


def let_pass(**calendar: datetime) -> None:
    """Time passes: no page moves the calendar of an open round, so it is written into the row."""
    Round.objects.update(**calendar)


def work_waits() -> None:
    """What the worker does with the job that waits."""
    perform_job(Job.objects.get(state=JobState.WAITING).pk, worker="w")


def confirm_twice(first: Page, second: Page, done: str, refused: str) -> None:
    """Confirm in two tabs that both ask: the second is told why not."""
    first.locator("button[name=xac-nhan]").click()
    told(first, done)
    second.locator("button[name=xac-nhan]").click()
    told(second, refused)
    second.close()


def import_set(manager: Page) -> None:
    manager.goto("/bo-tieu-chi/nhap/")
    manager.get_by_label("Tệp bộ tiêu chí").set_input_files(
        {"name": "ca-dot.yaml", "mimeType": "", "buffer": SET.strip().encode()}
    )
    press(manager, "Kiểm tra")
    told(manager, "dùng được")
    press(manager, "Nhập bộ tiêu chí này")
    expect(manager.locator("body")).to_contain_text("Đã nhập «Bộ tiêu chí của cả đợt», phiên bản 1.")


def prepare(manager: Page) -> None:
    now = timezone.now()
    manager.goto("/dot-danh-gia/")
    follow(manager, "Chuẩn bị đợt mới")
    manager.get_by_label("Tên đợt đánh giá").fill("Đợt đi trọn")
    manager.get_by_label("Mã đợt").fill("ca-dot")
    manager.get_by_label("Mở từ").fill(moment(now - timedelta(days=1)))
    manager.get_by_label("Nộp trước").fill(moment(now + timedelta(days=20)))
    manager.get_by_label("Các xã, phường").select_option(label="Bộ tiêu chí của cả đợt (phiên bản 1)")
    press(manager, "Lưu đợt đánh giá")
    told(manager, "Đợt chưa mở")


def assign_and_open(manager: Page) -> None:
    follow(manager, "Phân công thẩm định")
    follow(manager, "Thêm phân công")
    manager.get_by_label("Người thẩm định").select_option(label="Hoàng Văn Em (reviewer@example.vn)")
    press(manager, "Phân công")
    told(manager, "Mọi tiêu chí của mọi đơn vị đều có người thẩm định.")
    manager.goto(ROUND)
    follow(manager, "Mở đợt đánh giá")
    manager.get_by_role("checkbox").check()
    press(manager, "Mở đợt đánh giá cho 2 đơn vị")
    expect(manager.get_by_text("Đợt đánh giá đã mở")).to_be_visible()
    assert state() == RoundState.OPEN


def fill_in(officer: Page) -> None:
    officer.goto(f"{FORM}nhom/A/")
    rate = officer.locator("#tc-TL")
    rate.get_by_label("Số máy tính").fill("38")
    rate.get_by_label("Số cán bộ").fill("41")
    rate.get_by_label("Số cán bộ").blur()
    expect(rate.locator("[data-outcome]")).to_contain_text("9,27 / 10 điểm")
    officer.locator("#tc-CK").get_by_label("Có", exact=True).check()
    expect(officer.locator("#tc-CK [data-outcome]")).to_contain_text("10 / 10 điểm")
    officer.locator("#o-SL-n").fill("3")
    officer.locator("#o-SL-n").blur()
    expect(officer.locator("#tc-SL [data-outcome]")).to_contain_text("6 / 10 điểm")
    officer.locator("#tep-TL").set_input_files({"name": "kiem-ke.jpg", "mimeType": "", "buffer": jpeg()})
    expect(officer.locator("#tai-lieu-TL [data-document]")).to_have_count(1)
    follow(officer, "Kiểm tra trước khi trình")
    told(officer, "Mọi tiêu chí đã được kê khai, có tài liệu ở nơi bắt buộc")


def hand_over_twice(officer: Page) -> None:
    """From two tabs, then by the back button: one step is made."""
    second = officer.context.new_page()
    second.goto(f"{FORM}kiem-tra/")
    press(officer, "Trình thủ trưởng")
    told(officer, "Đã trình thủ trưởng.")
    press(second, "Trình thủ trưởng")
    told(second, "Phiếu này đã được trình hoặc đã nộp.")
    second.close()
    officer.go_back()
    officer.wait_for_url(f"**{FORM}kiem-tra/")
    told(officer, "trước khi trình")
    expect(officer.get_by_role("button", name="Trình thủ trưởng")).to_have_count(0)
    assert acts("hand_over") == 1


def submit_twice(head: Page) -> None:
    head.goto("/viec-cua-toi/")
    follow(head, "Đọc và nộp phiếu tự đánh giá")
    told(head, "38 / 41")
    follow(head, "Nộp phiếu")
    second = head.context.new_page()
    second.goto(f"{FORM}nop/")
    press(head, "Nộp phiếu")
    expect(head.get_by_role("heading", name="Biên nhận lần nộp 1")).to_be_visible()
    press(second, "Nộp phiếu")
    told(second, "Phiếu không ở bước chờ thủ trưởng duyệt.")
    second.close()
    assert (Receipt.objects.count(), acts("submit")) == (1, 1)


def come_too_late(stranger: Page, head: Page) -> None:
    """The other agency hands over in time; its head reads on until the deadline has passed. Nobody sees the neighbour's."""
    answer = stranger.goto(FORM)
    assert answer is not None
    assert answer.status == 403
    told(stranger, "Chỉ người của đơn vị mở được phiếu này trước khi nộp")
    stranger.goto(f"{OTHER_FORM}kiem-tra/")
    press(stranger, "Trình thủ trưởng")
    told(stranger, "Đã trình thủ trưởng.")
    head.goto(f"{OTHER_FORM}nop/")
    let_pass(submit_before=timezone.now() - timedelta(minutes=1))
    press(head, "Nộp phiếu")
    told(head, "Đã hết hạn nộp nên phiếu được khóa.")
    assert Receipt.objects.count() == 1


def close(manager: Page) -> None:
    manager.goto(ROUND)
    follow(manager, "Khép phần tự đánh giá")
    press(manager, "Khép phần tự đánh giá")
    told(manager, "Đang thẩm định.")
    assert state() == RoundState.VERIFYING


def change_one(reviewer: Page) -> None:
    reviewer.goto(f"{CASES}tieu-chi/TL/?theo=don-vi")
    told(reviewer, "38 / 41")
    expect(reviewer.locator("img.framed")).to_be_visible()
    reviewer.get_by_text("Quyết định khác").click()
    reviewer.locator("#o-TL-a").fill("36")
    reviewer.locator("#ly-do-quyet-dinh").select_option(label="Số liệu không khớp với tài liệu")
    reviewer.locator("#y-kien-quyet-dinh").fill("Biên bản ghi 36 máy")
    press(reviewer, "Lưu quyết định")
    expect(reviewer.locator(".just")).to_contain_text("điều chỉnh")


def ask_one(reviewer: Page) -> None:
    reviewer.goto(f"{CASES}tieu-chi/SL/?theo=don-vi")
    reviewer.get_by_text("Trả lại để hỏi đơn vị").click()
    reviewer.locator("#ly-do-hoi").select_option(label="Tài liệu chưa đủ để chứng minh")
    reviewer.locator("#y-kien-hoi").fill("Ứng dụng nào đang dùng?")
    reviewer.get_by_label("Cho đơn vị sửa số liệu").check()
    press(reviewer, "Gửi câu hỏi")
    reviewer.goto(CASES)
    told(reviewer, "Chưa khép được")
    assert Answer.objects.get(criterion="SL").state == AnswerState.RETURNED


def accept_the_rest_twice(reviewer: Page) -> None:
    """One tab accepts; the other, opened before, changes nothing any more."""
    second = reviewer.context.new_page()
    second.goto(f"{CASES}tieu-chi/CK/?theo=don-vi")
    reviewer.get_by_label("Chọn CK").check()
    press(reviewer, "Chấp nhận những kê khai đã chọn")
    told(reviewer, "1 kê khai dưới đây sẽ được chấp nhận")
    press(reviewer, "Chấp nhận tất cả")
    told(reviewer, "Đã chấp nhận 1 kê khai.")
    second.get_by_role("button", name="Chấp nhận").first.click()
    told(second, "Có người vừa thay đổi tiêu chí này.")
    second.close()
    assert Verification.objects.filter(answer__criterion="CK").count() == 1


def explain(manager: Page, officer: Page) -> None:
    manager.goto(ROUND)
    follow(manager, "Chuyển sang giải trình")
    press(manager, "Chuyển sang giải trình")
    told(manager, "Đơn vị đang giải trình")
    officer.goto(f"{FORM}giai-trinh/")
    told(officer, "Biên bản ghi 36 máy")
    asked = officer.locator("article.criterion", has_text="Ứng dụng nào đang dùng?")
    asked.get_by_text("Sửa số liệu", exact=True).click()
    asked.locator("#o-SL-n").fill("4")
    asked.get_by_label("Giải trình", exact=True).fill("Bốn ứng dụng, thêm một cái từ tháng 9")
    asked.get_by_role("button", name="Gửi giải trình").click()
    expect(officer.locator(".saved").last).to_contain_text("đã gửi")
    assert Answer.objects.get(criterion="SL").claimed == '{"n":"4"}'


def settle_and_close(reviewer: Page) -> None:
    reviewer.goto(f"{CASES}tieu-chi/SL/?theo=don-vi")
    told(reviewer, "Bốn ứng dụng, thêm một cái từ tháng 9")
    reviewer.get_by_label("đơn vị đúng").check()
    reviewer.locator("#y-kien-ket-luan").fill("Đã xem bốn ứng dụng")
    press(reviewer, "Kết luận")
    expect(reviewer.locator("main")).not_to_contain_text("Lý do kết luận")
    let_pass(explain_before=timezone.now() - timedelta(seconds=1))
    reviewer.goto(CASES)
    press(reviewer, "Khép phiếu")
    told(reviewer, "Phiếu đã khép")
    assert Finding.objects.get(answer__criterion="SL").settlement == "Đã xem bốn ứng dụng"


def enter_marks(manager: Page) -> None:
    manager.goto(f"{ROUND}diem-chu-tri/")
    manager.get_by_role("link", name="Tổ chức chấm").click()
    manager.get_by_label("Phường Xuân Hương").fill("9")
    press(manager, "Lưu cả trang")
    told(manager, "Đã nhập 1 trong 2 đơn vị")


def compute_and_submit(manager: Page) -> None:
    manager.goto(f"{ROUND}ket-qua/")
    press(manager, "Tính kết quả")
    told(manager, "Đang chờ đến lượt.")
    work_waits()
    told(manager, "Đã tính xong.")
    follow(manager, "Xem kết quả")
    follow(manager, "Trình phê duyệt")
    manager.get_by_label("Tờ trình").fill("Tờ trình số 5")
    press(manager, "Xem lại trước khi xác nhận")
    told(manager, "Chưa có gì được lưu")
    manager.locator("button[name=xac-nhan]").click()
    told(manager, "Kết quả đang chờ phê duyệt")


def approve_twice(approver: Page) -> None:
    pages = (approver, approver.context.new_page())
    for page in pages:
        page.goto(f"{ROUND}phe-duyet/")
        told(page, "Tờ trình số 5")
        page.locator(".actions").get_by_role("link", name="Phê duyệt", exact=True).click()
        page.get_by_label("Số quyết định").fill("47/QĐ-UBND")
        page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
        press(page, "Xem lại trước khi xác nhận")
        told(page, "Chưa có gì được lưu")
    confirm_twice(*pages, "Đã phê duyệt kết quả.", "Không có kết quả nào đang chờ phê duyệt.")
    assert (Approval.objects.get().approved, acts("approve_results")) == (True, 1)


def publish_twice(manager: Page) -> None:
    pages = (manager, manager.context.new_page())
    for page in pages:
        page.goto(f"{ROUND}cong-bo/")
        follow(page, "Công bố kết quả")
        press(page, "Xem lại trước khi công bố")
        told(page, "Chưa có gì được công bố")
    confirm_twice(*pages, "Đã công bố.", "Chỉ công bố được kết quả đã phê duyệt và chưa công bố.")
    work_waits()
    told(manager, "đã có")
    assert (Publication.objects.count(), acts("publish_results")) == (1, 1)


def read_as_the_council(council: Page) -> None:
    """A member of the council finds what waits, reads every table of it, and finds nothing to press."""
    council.goto(f"{ROUND}phe-duyet/")
    told(council, "Tờ trình số 5")
    expect(council.locator("main .actions").get_by_role("link", name="Phê duyệt", exact=True)).to_have_count(0)
    follow(council, "Các xã, phường")
    told(council, "35,78")
    council.goto(f"{ROUND}chenh-lech/")
    told(council, "Tỷ lệ máy tính")
    answer = council.goto(f"{ROUND}phe-duyet/quyet-dinh/")
    assert answer is not None
    assert answer.status == 403


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[2]], ids=str)
def test_a_round_is_walked_from_its_set_to_its_ranking(open_page: OpenPage, people: People, look: Look) -> None:
    def at_work(name: str) -> Page:
        # Refusals answer 403 and 409, which browsers write to the console.
        return open_page("/viec-cua-toi/", look, people.named(name), quiet=False)

    manager, officer, head, reviewer = (at_work(name) for name in ("manager", "owner", "head", "reviewer"))
    import_set(manager)
    prepare(manager)
    assign_and_open(manager)
    fill_in(officer)
    hand_over_twice(officer)
    submit_twice(head)
    come_too_late(at_work("stranger"), at_work("other_head"))
    close(manager)
    change_one(reviewer)
    ask_one(reviewer)
    accept_the_rest_twice(reviewer)
    explain(manager, officer)
    settle_and_close(reviewer)
    enter_marks(manager)
    compute_and_submit(manager)
    read_as_the_council(at_work("council"))
    approve_twice(at_work("approver"))
    publish_twice(manager)
    public = open_page("/ket-qua/ca-dot/", look)
    first = public.locator("tbody tr").first
    expect(first).to_contain_text("Phường Xuân Hương")
    expect(first).to_contain_text("35,78")
    # 36/41 as changed, the promise as claimed, four applications as settled, nine points as entered.
    stood = Standing.objects.get(node="ca-dot", submission__agency=people.agency)
    assert (stood.points, stood.available, stood.level, stood.rank) == (878 + 1000 + 800 + 900, 4000, "Tốt", 1)
    late = Standing.objects.get(node="ca-dot", submission__agency=people.other)
    assert (late.points, late.rank) == (None, None)
    verdict = verify()
    assert (verdict.broken, verdict.count) == (None, LogEntry.objects.count())
