"""python -m bench --pages: every page of the permission table on the demonstration with the country's 3,321 communes in one round.

The round is verified, computed, approved and published first (`bench.nation`), and stands where the pages of each app are used (`bench.places`).
Each page is asked for by somebody who is let in, in this process and without a network: three times to warm up, then sixty times, so that
one slow visit is not the 95th percentile. Such a visit is mostly one in which Python looked for garbage among all objects; how often that
was, and how long the longest took, stands at the end.
The budget is 50 ms at the 95th percentile on a quiet machine (`busy`: of that, what the processor worked) and 12 queries. Files to take
away are measured too, tables as CSV, and stand apart: the budget is one of pages. A page whose address names something that the demonstration does not have is listed as not measured.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Final

from bench.nation import BATCH, ROUND, bring_to_the_end
from bench.places import COMMUNE, OF_PROVINCE, be, names_of, place_of, route_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.permissions import Row

VISITS: Final = 60
WARM_UP: Final = 3
BUDGET: Final = 50.0  # milliseconds
OLDEST: Final = 2  # of Python's three generations of objects
ACCOUNTS: Final = {  # those who see most come first
    "manager": "quantri.canuoc",
    "owner": "canbo",
    "head": "thutruong",
    "auditor": "kiemtra",
    "reviewer": "thamdinh",
    "approver": "pheduyet",
    "council": "hoidong",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """One page: milliseconds and kB, or the reason why it was not measured. `processor`: the 95th percentile without waiting."""

    route: str
    who: str
    why_not: str = ""
    median: float = 0.0
    most: float = 0.0
    processor: float = 0.0
    size: float = 0.0
    file: bool = False


def main(data: Path | None) -> int:
    """Measure and print; 1 where a page is over its budget."""
    with tempfile.TemporaryDirectory(prefix="thuocdo-bench-") as folder:
        kept = data or Path(folder) / "demo"
        command = [sys.executable, "-m", "thuocdo", "demo", "--nation", "--no-serve", "--data", str(kept)]
        subprocess.run(command, check=True)
        set_up(kept)
        bring_to_the_end()
        searches = full_searches()
        found = sorted(measured(), key=lambda timed: -timed.most)
    timed = [each for each in found if not each.why_not]
    _print("page", [each for each in timed if not each.file])
    _print("file to take away", [each for each in timed if each.file])
    print("\nnot measured:")
    for each in sorted(found, key=lambda one: one.route):
        if each.why_not:
            print(f"{each.route:44} {each.why_not}")
    longest = max(searches, default=0.0)
    print(f"\n{len(searches)} full searches for garbage, the longest {longest:.0f} ms of processor")
    return int(any(over(each) for each in timed))


def over(timed: Timed) -> bool:
    """Whether a page takes longer than it may."""
    return timed.most > BUDGET and not timed.file


def _print(heading: str, found: Iterable[Timed]) -> None:
    print(f"\n{heading:44} {'as':10} {'median':>8} {'95 %':>8} {'busy':>8} {'kB':>7}")
    for timed in found:
        print(
            f"{timed.route:44} {timed.who:10} {timed.median:8.1f} {timed.most:8.1f} "
            f"{timed.processor:8.1f} {timed.size:7.0f}{'  OVER' if over(timed) else ''}".rstrip()
        )


def full_searches() -> list[float]:
    """From now on, how many milliseconds each search for garbage among all objects takes."""
    found: list[float] = []
    began = 0.0

    def seen(phase: str, about: dict[str, int]) -> None:
        nonlocal began
        if phase == "start":
            began = thread_time()
        elif about["generation"] == OLDEST:
            found.append((thread_time() - began) * 1000)

    gc.callbacks.append(seen)
    return found


def set_up(data: Path) -> None:
    """The site as it is served, on the filled folder."""
    os.environ |= {
        "THUOCDO_DATA": str(data.resolve()),
        "THUOCDO_DEMO": "yes",
        "THUOCDO_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "thuocdo.web.site.settings",
    }
    import_module("thuocdo.web.site.wsgi")  # as a server loads it

    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def measured() -> Iterator[Timed]:
    """Every page, once."""
    from tests.web.test_permissions import ROWS

    clients: dict[str, Client] = {}
    for row in ROWS:
        if row.method == "GET" and 200 in row.statuses.values():
            for name in names_of(row.route):
                be(name)
                yield timed_page(row, clients, name)
    be("")


def timed_page(row: Row, clients: dict[str, Client], page: str = "") -> Timed:
    """One page, at its place of this name or at its own, as the first account that is let in."""
    from django.urls import NoReverseMatch, reverse

    page = page or row.route
    let_in = [name for name in (*ACCOUNTS, "nobody") if row.statuses[name] == 200]
    if not let_in:
        return Timed(page, "", "only people whom the demonstration has not")
    name = place_of(page).who or let_in[0]
    try:
        address = reverse(row.route, kwargs=kwargs_of(page)) + place_of(page).query
    except NoReverseMatch:
        return Timed(page, name, "its address names something that the demonstration has not")
    client = clients.setdefault(name, signed_in(name))
    answer = client.get(address)
    for _ in range(WARM_UP - 1):
        answer = client.get(address)
    if answer.status_code != 200 or answer.streaming:
        return Timed(page, name, f"answers {answer.status_code}" if not answer.streaming else "a file")
    walls, busy = [], []
    for _ in range(VISITS):
        used, started = thread_time(), perf_counter()
        answer = client.get(address)
        walls.append((perf_counter() - started) * 1000)
        busy.append((thread_time() - used) * 1000)
    size = len(answer.content) / 1000
    file = answer.get("Content-Disposition", "").startswith("attachment")
    return Timed(page, name, "", median(walls), at_95(walls), at_95(busy), size, file=file)


def at_95(times: list[float]) -> float:
    """What nineteen of twenty are below."""
    return quantiles(times, n=20)[-1]


def signed_in(name: str) -> Client:
    """A client of the site."""
    from django.conf import settings
    from django.test import Client

    from thuocdo.web.accounts.models import Person

    client = Client(raise_request_exception=False)
    if name in ACCOUNTS:
        person = Person.objects.get(email=f"{ACCOUNTS[name]}@demo.thuocdo.vn")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def kwargs_of(page: str) -> dict[str, object]:
    """What stands in the address, by the names that addresses use throughout the site; the national round where it can be."""
    from django.urls import get_resolver

    from thuocdo.web.accounts.models import Person
    from thuocdo.web.rounds.models import Round, Submission

    route = route_of(page)
    own = route.startswith("submissions:")  # the officer of the demonstration is at work in a commune of Lâm Đồng
    commune = Submission.objects.get(round__slug=OF_PROVINCE, name__contains=COMMUNE)
    slug, code = OF_PROVINCE if own else ROUND, commune.agency.code
    known: dict[str, object] = {
        "slug": slug,
        "round": slug,
        "code": code,
        "agency": code,
        "set_id": "mau-2026-xa",
        "file": "set.yaml",
        "block": "lam-dong-xa",
        "id": "MT6",
        "batch": BATCH,
        "version": 1,
        "node": "SS",
        "group": "HT",
        "criterion": "HT1",
        "pk": Person.objects.get(email="canbo@demo.thuocdo.vn").pk,
        "number": 1,
        "document": commune.evidence.order_by("pk")[0].pk,
        "year": Round.objects.get(slug=slug).year,
    }
    for name, value in place_of(page).named.items():
        known[name] = value() if callable(value) else value
    wanted = names_in(get_resolver(), route)
    return {name: known[name] for name in wanted or () if name in known}


def names_in(resolver: object, route: str) -> list[str] | None:
    """The names of the parts of an address that differ; nothing where the route is not below the resolver."""
    for pattern in getattr(resolver, "url_patterns", ()):
        own = list(pattern.pattern.converters)
        if hasattr(pattern, "url_patterns"):
            prefix = f"{pattern.namespace}:" if pattern.namespace else ""
            inner = names_in(pattern, route.removeprefix(prefix)) if route.startswith(prefix) else None
            if inner is not None:
                return [*own, *inner]
        elif pattern.name == route:
            return own
    return None
