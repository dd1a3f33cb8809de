"""A reviewer goes through 124 communes by five criteria with the keyboard alone, in a browser, on the served demonstration.

What a person needs for reading and thinking comes on top: this is how long the pages keep a reviewer waiting. One decision in twenty is
a change with a reason and a text, the others accept. Afterwards the decisions are counted.

python -m bench.reviewer prepare      every commune has handed in, and nobody has looked at anything
python -m bench.reviewer tell         how many decisions stand by now
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from bench.clock import Call, Timing
from bench.lines import Line
from bench.plan import Job
from bench.report import titled

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASE: Final = "reviewing"
ROOT: Final = Path(__file__).parents[1]
ROUND: Final = "lam-dong-xa-2026"
CRITERIA: Final = ("HT1", "HT3", "NL3", "MT2", "GD1")
RATIOS: Final = frozenset({"HT1", "NL3", "GD1"})  # where figures are changed now and then
AGENCIES: Final = 124
CHANGED_EVERY: Final = 20
EVERYTHING: Final = "124 communes by 5 criteria"


def jobs(*, quick: bool) -> list[Job]:
    """Once, in full; the browser's own tests do a dozen agencies."""
    return [] if quick else [Job("bench.reviewer", f"{EVERYTHING}, without a mouse")]


def lines() -> list[Line]:
    """One line: a decision each. Raises `AssertionError` where the rows say something else than the reviewer did."""
    from playwright.sync_api import sync_playwright

    from scripts.screenshots import served, session_of
    from scripts.system_programs import chromium

    with tempfile.TemporaryDirectory(prefix="thuocdo-bench-") as folder, sync_playwright() as playwright:
        data = Path(folder) / "demo"
        demo = [sys.executable, "-m", "thuocdo", "demo", "--no-serve", "--data", str(data)]
        subprocess.run(demo, cwd=ROOT, check=True, capture_output=True)
        _on_the_site("prepare", data)
        with served(data) as address:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
            context = browser.new_context(base_url=address, locale="vi-VN", viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session_of("thamdinh", data), "url": address}])
            took = [each for criterion in CRITERIA for each in _through(context.new_page(), criterion)]
            browser.close()
        told = _on_the_site("tell", data)
    changed = len([place for place in range(AGENCIES) if place % CHANGED_EVERY == CHANGED_EVERY - 1]) * len(RATIOS)
    assert told == {"accepted": AGENCIES * len(CRITERIA) - changed, "changed": changed}, told
    timing = Timing(took[0], tuple(took))
    return [
        Line.of(CASE, EVERYTHING, timing, agencies=AGENCIES, rate=1 / (sum(each.wall for each in took) / len(took)))
    ]


def tables(lines: list[Line]) -> Iterator[str]:
    """Seconds for an agency, and for a decision."""
    found = [line for line in lines if line.case == CASE]
    yield from titled("A reviewer at the keyboard: what the pages take, without the time to read", _rows(found))


def _rows(found: list[Line]) -> Iterator[tuple[str, ...]]:
    yield "seconds", "an agency", "a decision, median", "fastest", "decisions", "decisions/s"
    for line in found:
        rate = line.rate or 0
        each = f"{len(CRITERIA) / rate:.2f}" if rate else ""
        yield line.name, each, f"{line.median:.3f}", f"{line.fastest:.3f}", f"{line.repeats:,}", f"{rate:.1f}"


def _through(page: Page, criterion: str) -> Iterator[Call]:
    """All agencies at one criterion: B begins, A accepts, S changes; each press leads to the next that waits."""
    page.goto(f"/tham-dinh/{ROUND}/tieu-chi/{criterion}/")
    with page.expect_navigation():
        page.keyboard.press("b")
    for place in range(AGENCIES):
        started = perf_counter()
        if criterion in RATIOS and place % CHANGED_EVERY == CHANGED_EVERY - 1:
            _change(page)
        else:
            with page.expect_navigation():
                page.keyboard.press("a")
        yield Call(perf_counter() - started, 0.0)
    page.close()


def _change(page: Page) -> None:
    """Another figure, a standard reason, a text."""
    page.keyboard.press("s")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _line in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Theo biên bản")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def _on_the_site(what: str, data: Path) -> Any:
    """Something done with the site's settings, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUOCDO_", "DJANGO_"))}
    environ = kept | {"THUOCDO_DATA": str(data), "THUOCDO_DEMO": "yes", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bench.reviewer", what]
    said = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True).stdout
    return json.loads(said) if said else None


def prepare() -> None:
    """Rows are written directly: this folder is for measuring only."""
    from django.utils import timezone

    from thuocdo.web.demo.cast import MANAGER, REVIEWER, person_of
    from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
    from thuocdo.web.demo.running import submissions_of
    from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission, SubmissionState
    from thuocdo.web.submissions.models import Answer

    now, manager = timezone.now(), person_of(MANAGER)
    round = Round.objects.get(slug=ROUND)
    rows = Submission.objects.filter(round=round)
    rows.update(not_evaluated="")
    Answer.objects.filter(submission__round=round).delete()
    shares = [Share(each, 100, manager, now) for each in submissions_of(round)]
    fill_in_bulk(round=round, shares=shares, done=lambda _number, _of: None, actor=manager, at=now)
    rows.update(state=SubmissionState.SUBMITTED, submitted_at=now - timedelta(days=20))
    round.opens, round.submit_before = now - timedelta(days=50), now - timedelta(days=10)
    round.explain_before, round.settle_before = now + timedelta(days=10), now + timedelta(days=20)
    round.state = RoundState.VERIFYING
    round.save()
    Assignment.objects.create(round=round, reviewer=person_of(REVIEWER))


def tell() -> dict[str, int]:
    """The decisions that stand, by what they came to."""
    from django.db.models import Count

    from thuocdo.web.review.models import Verification

    held = Verification.objects.filter(answer__submission__round__slug=ROUND, undone_at__isnull=True)
    return dict(held.values_list("outcome").annotate(Count("pk")))


def main() -> None:
    """Do what the argument says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.web.site.settings")
    import django

    django.setup()
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        print(json.dumps(tell()))


if __name__ == "__main__":
    main()
