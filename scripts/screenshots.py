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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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


PICTURES = (
    Picture("trang-dau", "/"),
    Picture("mau-xep-hang", "/ui/ranking/"),
    Picture("mau-ke-khai", "/ui/form/"),
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
    page.screenshot(path=IMAGES / f"{picture.name}.png", full_page=picture.whole)
    context.close()
    print(f"{picture.name}.png  {page.url}")


def main() -> int:
    wanted = [one for one in PICTURES if not sys.argv[1:] or any(word in one.name for word in sys.argv[1:])]
    program = chromium()
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
