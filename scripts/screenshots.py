"""Pictures of the pages for docs/vi: fills the demonstration in a folder of its own, serves it, and takes each picture of PICTURES.

    make screenshots                  all of them
    make screenshots ARGS="bang don"  those whose name contains a word

A page gets its pictures by a line in PICTURES; who looks at it is named by the first part of a demonstration account's address.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from scripts.system_programs import chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "vi" / "images"
PATIENCE = 300  # seconds for the demonstration to fill
MAIL = "demo.thuocdo.vn"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file's name, the page, who looks at it, how wide, and whether the whole length is shown."""

    name: str
    path: str
    account: str | None = None
    width: int = 1280
    height: int = 860
    whole: bool = False
    prepare: Callable[[Page], None] | None = None


AGENCIES = """Mã đơn vị;Tên đơn vị;Loại;Khối;Từ ngày
gia-nghia;Thành phố Gia Nghĩa;cấp huyện;;
cu-jut;Thị xã Cư Jút;cấp huyện;;01/01/2027
vi-du-1;Xã Ví Dụ Một;xã;;01/01/2027
vi du 2;Xã Ví Dụ Hai;xã;Khối chưa lập;31/02/2027
"""


def check_agencies(page: Page) -> None:
    """Send a table of agencies in which some cells are wrong."""
    table: FilePayload = {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": AGENCIES.encode()}
    page.locator("input[type=file]").set_input_files(table)
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


def ask_to_rename(page: Page) -> None:
    """Ask for another name, which is told before it is written down."""
    page.locator("[name=name]").fill("Phường Gia Nghĩa")
    page.locator("[name=start]").fill("01/01/2027")
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


def check_set(page: Page) -> None:
    """Check a set of the library in which the issued text has faults."""
    page.locator("[name=thu_vien]").select_option("an-giang-2018-xa")
    page.locator("button[value=kiem-tra]").click()
    page.wait_for_load_state()
    page.locator(".diagnostic.warning").first.evaluate("found => found.scrollIntoView()")


def look_at_the_letter(page: Page) -> None:
    """Fill in an invitation up to the letter that would be sent."""
    page.locator("[name=email]").fill("nguyenvana@example.vn")
    page.locator("[name=name]").fill("Nguyễn Văn A")
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


def assign(page: Page) -> None:
    """Give the reviewer a part of the set, which leads to who verifies what."""
    page.locator("[name=reviewer]").select_option(index=1)
    page.locator("[name=node]").select_option("SS")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/phan-cong/")


def prepare_next_year(page: Page) -> None:
    """Prepare a round, and look at what opening it would do."""
    page.locator("[name=name]").fill("Mức độ chuyển đổi số năm 2027, tỉnh Lâm Đồng")
    for label, set_id in (("Sở, ban, ngành, Lâm Đồng", "sở, ngành"), ("Cấp xã, Lâm Đồng", "cấp xã")):
        choice = page.get_by_label(label)
        value = (
            choice.locator("option")
            .filter(has_text=f"số {set_id}")
            .or_(choice.locator("option").filter(has_text=f"của {set_id}"))
        )
        choice.select_option(value.first.get_attribute("value"))
    page.locator("main form button.primary").click()
    page.get_by_role("link", name="Mở đợt đánh giá").click()
    page.wait_for_load_state()


FORM = "/phieu/lam-dong-xa-2026/24781/"  # the commune of the demonstration's officer and head


def fill_in(page: Page) -> None:
    """Answer the first criteria of a group, and wait until they are saved."""
    card = page.locator("#tc-HT1")
    card.locator("[name=a]").fill("38")
    card.locator("[name=b]").fill("41")
    page.locator("#tc-HT3 [value=yes]").check()
    card.locator(".saved").wait_for()
    page.locator("#tc-HT3 .saved").wait_for()
    page.evaluate("scrollTo(0, 0)")


def mistype(page: Page) -> None:
    """Type a number that can be read in two ways."""
    card = page.locator("#tc-HT9")
    card.locator("[name=value]").fill("1.200")
    card.locator("[name=value]").blur()
    card.locator(".field.wrong").wait_for()
    card.evaluate("found => found.scrollIntoView()")


def lose_the_connection(page: Page) -> None:
    """Type while the connection is gone."""
    page.context.set_offline(True)
    card = page.locator("#tc-HT1")
    card.locator("[name=b]").fill("40")
    card.locator("[name=b]").blur()
    card.locator("[data-unsaved]").wait_for()
    page.evaluate("scrollTo(0, 110)")


def hand_over(page: Page) -> None:
    """Give the form to the head; where it was given already, show it as it is."""
    button = page.get_by_role("button", name="Trình thủ trưởng")
    if button.count():
        page.locator("[name=note]").fill("Đã rà soát đủ các nhóm, xin thủ trưởng duyệt (dữ liệu minh hoạ).")
        button.click()
        page.wait_for_load_state()


def submit(page: Page) -> None:
    """Submit it, which leads to the receipt."""
    page.locator("main form button.primary").click()
    page.wait_for_url("**/bien-nhan/**")


REVIEW = "/tham-dinh/lam-dong-so-nganh-2026/"  # the demonstration's round that is verified
EXPLAINING = "/phieu/lam-dong-so-nganh-2026/ld-svhttdl/giai-trinh/"
WAITING = "/dot-danh-gia/lam-dong-so-nganh-2025/"  # the one that waits for approval


def choose_some(page: Page) -> None:
    """Choose what is not out of line, and look at the list of what would be accepted."""
    page.locator("[data-choose-all]").check()
    page.locator("#nhieu button").click()
    page.wait_for_load_state()


def decide_otherwise(page: Page) -> None:
    """Open the form of another decision."""
    page.keyboard.press("s")
    page.locator("[name=ly_do]").first.select_option("different")
    page.evaluate("scrollTo(0, 0)")


def ask_the_agency(page: Page) -> None:
    """Open the form that returns the answer with a question."""
    page.keyboard.press("h")
    page.locator("#ly-do-hoi").select_option("insufficient")
    page.locator("#y-kien-hoi").fill("Đề nghị gửi thêm biên bản nghiệm thu (dữ liệu minh hoạ).")
    page.locator("[name=sua_so_lieu]").check()


def settle(page: Page) -> None:
    """Go to the first answer that the agency has explained, and open the form of its conclusion."""
    page.locator("tbody th a").first.click()
    page.wait_for_load_state()
    page.keyboard.press("k")
    page.locator("#y-kien-ket-luan").fill("Đã xem biên bản kèm theo (dữ liệu minh hoạ).")


def decide_by_number(page: Page) -> None:
    """Give the number and the day of the decision, and read what will happen."""
    page.locator("[name=decision]").fill("00/QĐ-MH (dữ liệu minh hoạ)")
    page.locator("[name=dated]").fill(time.strftime("%d/%m/%Y"))
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


def send_back(page: Page) -> None:
    """Say what is to be looked at again."""
    page.locator("[name=reason]").fill("Đề nghị xem lại điểm an toàn thông tin của Thanh tra tỉnh (dữ liệu minh hoạ).")


RESULT = "/ket-qua/lam-dong-xa-2025/"  # the demonstration's published sample year
RANKED = RESULT + "lam-dong-xa/mau-2026-xa/"
DAK_NONG = "/ket-qua/dak-nong-huyen-2019/"
MARKS = {"HT": "26,5", "NL": "10,2", "MT": "6,3", "HD": "36", "TT": "29", "GD": "12", "CD": "3"}


def check_figures(page: Page) -> None:
    """Type the points of every group, and see what they come to."""
    for id, points in MARKS.items():
        page.locator(f"[name='{id}:points']").fill(points)
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


PICTURES = (
    Picture("mau-xep-hang", "/ui/ranking/"),
    Picture("mau-ke-khai", "/ui/form/"),
    Picture("don-vi", "/don-vi/", "quantri"),
    Picture("don-vi-nhap", "/don-vi/nhap/", "quantri", height=1120),
    Picture("don-vi-kiem-tra", "/don-vi/nhap/", "quantri", height=1160, prepare=check_agencies),
    Picture("don-vi-trang", "/don-vi/ma/gia-nghia/", "quantri", whole=True),
    Picture("don-vi-doi-ten", "/don-vi/ma/gia-nghia/doi-ten/", "quantri", height=560, prepare=ask_to_rename),
    Picture("don-vi-khoi", "/don-vi/khoi/", "quantri", height=560),
    Picture("nguoi-dung", "/nguoi-dung/", "quantri"),
    Picture("nguoi-dung-moi", "/nguoi-dung/don-vi/gia-nghia/moi/", "quantri", whole=True, prepare=look_at_the_letter),
    Picture("bo-tieu-chi", "/bo-tieu-chi/", "quantri", height=720),
    Picture("bo-tieu-chi-kiem-tra", "/bo-tieu-chi/nhap/", "quantri", height=1100, prepare=check_set),
    Picture("bo-tieu-chi-phien-ban", "/bo-tieu-chi/mau-2026-xa/1/", "quantri"),
    # In this order: an officer fills in and hands over, then the head reads and submits.
    Picture("phieu-viec", "/viec-cua-toi/", "canbo", height=560),
    Picture("phieu-tong-quan", FORM, "canbo", height=900),
    Picture("phieu-ke-khai", FORM + "nhom/HT/", "canbo", height=1000, prepare=fill_in),
    Picture("phieu-doc-hai-cach", FORM + "nhom/HT/", "canbo", height=520, prepare=mistype),
    Picture("phieu-mat-ket-noi", FORM + "nhom/HT/", "canbo", height=720, prepare=lose_the_connection),
    Picture("phieu-dien-thoai", FORM + "nhom/HT/", "canbo", width=360, height=800),
    Picture("phieu-kiem-tra", FORM + "kiem-tra/", "canbo", height=900),
    Picture("phieu-trinh", FORM + "kiem-tra/", "canbo", height=760, prepare=hand_over),
    Picture("phieu-duyet", FORM + "toan-van/", "thutruong", height=1000),
    Picture("phieu-nop", FORM + "nop/", "thutruong", height=640),
    Picture("phieu-bien-nhan", FORM + "nop/", "thutruong", height=720, prepare=submit),
    Picture("dot-chuan-bi", "/dot-danh-gia/moi/", "quantri", height=1240),
    Picture("dot-mo", "/dot-danh-gia/moi/", "quantri", height=1180, prepare=prepare_next_year),
    Picture("dot-phan-cong", "/dot-danh-gia/lam-dong-xa-2026/phan-cong/moi/", "quantri", height=900, prepare=assign),
    Picture("dot-theo-doi", "/dot-danh-gia/lam-dong-xa-2026/", "quantri", height=900),
    Picture("dot-theo-tieu-chi", "/dot-danh-gia/lam-dong-xa-2026/tieu-chi/", "quantri", height=860),
    Picture("dot-nhac", "/dot-danh-gia/lam-dong-xa-2026/nhac/gui/?don_vi=24781", "quantri", height=1100),
    Picture("tham-dinh-danh-sach", REVIEW + "tieu-chi/CD2/", "thamdinh", height=900),
    Picture("tham-dinh-nhieu", REVIEW + "don-vi/ld-ttra/", "thamdinh", height=820, prepare=choose_some),
    Picture("tham-dinh-lan-hai", REVIEW + "don-vi/ld-stp/", "thamdinh", height=900),
    Picture("tham-dinh-mot-ke-khai", REVIEW + "don-vi/ld-ttra/tieu-chi/CD2/?theo=don-vi", "thamdinh", height=900),
    Picture(
        "tham-dinh-quyet-dinh",
        REVIEW + "don-vi/ld-ttra/tieu-chi/CD2/?theo=don-vi",
        "thamdinh",
        height=1000,
        prepare=decide_otherwise,
    ),
    Picture(
        "tham-dinh-hoi",
        REVIEW + "don-vi/ld-ttra/tieu-chi/CD2/?theo=don-vi",
        "thamdinh",
        height=1000,
        prepare=ask_the_agency,
    ),
    Picture("tham-dinh-giai-trinh", EXPLAINING, "quantri", height=900),
    Picture("tham-dinh-ket-luan", REVIEW + "don-vi/ld-stp/?xem=giai-trinh", "thamdinh", height=1000, prepare=settle),
    Picture("phe-duyet-viec", "/viec-cua-toi/", "pheduyet", height=480),
    Picture("phe-duyet-trang", WAITING + "phe-duyet/", "pheduyet", height=980),
    Picture(
        "phe-duyet-bang",
        WAITING + "ket-qua/1/lam-dong-so-nganh/mau-2026-so-nganh/",
        "hoidong",
        height=1000,
    ),
    Picture("phe-duyet-chenh-lech", WAITING + "chenh-lech/", "hoidong", height=900),
    Picture("phe-duyet-nguoi-tham-dinh", WAITING + "chenh-lech/nguoi-tham-dinh/", "hoidong", height=640),
    Picture(
        "phe-duyet-quyet-dinh", WAITING + "phe-duyet/quyet-dinh/", "pheduyet", height=900, prepare=decide_by_number
    ),
    Picture("phe-duyet-tra-lai", WAITING + "phe-duyet/tra-lai/", "pheduyet", height=760, prepare=send_back),
    Picture("cong-bo-xep-hang", DAK_NONG + "dak-nong-huyen/SS/", height=1060),
    Picture("cong-bo-bang", RANKED, height=1000),
    Picture("cong-bo-dien-thoai", RANKED, width=360, height=800),
    Picture("cong-bo-don-vi", RESULT + "don-vi/24781/", height=1240),
    Picture("cong-bo-tieu-chi", RESULT + "tieu-chi/lam-dong-xa/HT1/", height=1180),
    Picture("cong-bo-bieu-do", RANKED + "bieu-do/", height=1180),
    Picture("cong-bo-nhom", RANKED + "nhom/", height=860),
    Picture("cong-bo-thay-doi", DAK_NONG + "dak-nong-huyen/SS/thay-doi/", height=960),
    Picture("cong-bo-so-sanh", RANKED + "so-sanh/?don-vi=24712&don-vi=24781&don-vi=24823", height=900),
    Picture("cong-bo-phien-ban", DAK_NONG + "phien-ban/1/", height=1060),
    Picture("cong-bo-thong-bao", DAK_NONG + "phien-ban/1/thong-bao/dak-nong-2019-huyen/", height=1100),
    Picture("cong-bo-hinh", DAK_NONG + "phien-ban/1/dak-nong-huyen/SS/hinh.png", width=1200, height=630),
    Picture("tu-kiem-tra", "/tu-kiem-tra/dak-nong-2019-huyen/1/", height=1080, prepare=check_figures),
    Picture("phuong-phap", "/bo-tieu-chi/mau-2026-xa/1/phuong-phap/", "quantri", height=1000),
)


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The demonstration, running; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "thuocdo", "demo", "--port", str(port), "--data", str(data)]
    # A group of its own, so that the server's workers end with it.
    with (
        (data.parent / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True) as server,
    ):
        try:
            address = f"http://localhost:{port}"
            wait_for(address, server, data.parent / "log")
            yield address
        finally:
            if server.poll() is None:
                os.killpg(server.pid, 15)
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            sys.exit(f"The demonstration ended by itself:\n{log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(address + "/", timeout=5):  # noqa: S310 (our own server)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"The demonstration did not answer within {PATIENCE} seconds.")


def session_of(account: str, data: Path) -> str:
    """The key of a session of an account, made in the demonstration's database by a process that knows Django."""
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.test import Client\n"
        "from thuocdo.web.accounts.models import Person\n"
        "client = Client()\n"
        f"person = Person.objects.get(email={account + '@' + MAIL!r})\n"
        "client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])\n"
        "print(client.session.session_key)\n"
    )
    known = {"DJANGO_SETTINGS_MODULE": "thuocdo.web.site.settings", "THUOCDO_DATA": str(data), "THUOCDO_DEMO": "yes"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | known, check=True, capture_output=True, text=True
    )
    return ran.stdout.split()[-1]


def take(picture: Picture, browser: Browser, address: str, session: str | None) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="light",
    )
    if session is not None:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    answer = page.goto(address + picture.path)
    if answer is None or not answer.ok:
        sys.exit(f"{picture.path}: {answer.status if answer else 'no answer'}")
    if picture.prepare is not None:
        picture.prepare(page)
    page.screenshot(path=IMAGES / f"{picture.name}.png", full_page=picture.whole)
    context.close()
    print(f"{picture.name}.png  {page.url}")


def main() -> int:
    wanted = [one for one in PICTURES if not sys.argv[1:] or any(word in one.name for word in sys.argv[1:])]
    program = chromium(whole=True)
    if program is None:
        sys.exit("Chromium not found (Debian: apt-get install chromium libatomic1)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="thuocdo-pictures-") as folder:
        data = Path(folder) / "demo"
        with served(data) as address, sync_playwright() as playwright:
            sessions = {name: session_of(name, data) for name in {one.account for one in wanted} if name}
            arguments = ["--hide-scrollbars", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
            for picture in wanted:
                take(picture, browser, address, sessions.get(picture.account or ""))
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
