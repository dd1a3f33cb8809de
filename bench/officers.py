"""Officers at work on a site: run in processes of their own, with the site's settings in the environment.

python -m bench.officers fill 50           an open round of 50 agencies, each with one officer
python -m bench.officers save 0 25 60      the first 25 of them save for 60 seconds; what they were told, as JSON
python -m bench.officers tell              what the rows and the log say afterwards
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import cycle
from queue import SimpleQueue
from time import monotonic, perf_counter, process_time
from typing import Any

import django
from django.db import connections

SET = "mau-2026-xa"


@dataclass(slots=True)
class Told:
    """What one officer was told: how many saves were kept, how long each took (ms), what went wrong."""

    agency: str
    kept: int = 0
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def fill(number: int) -> None:
    """An open round by the sample set for communes, with one officer in each agency."""
    from django.core.management import call_command
    from django.utils import timezone

    from tests.people import make_agency, make_people, make_person
    from thuocdo.web.accounts.models import RoleName
    from thuocdo.web.demo.dak_nong import library_set
    from thuocdo.web.rounds.open_round import open_round
    from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round

    call_command("migrate", interactive=False, verbosity=0)
    now, people = timezone.now(), make_people()
    people.block.members.all().delete()
    for each in range(number):
        agency = make_agency(f"xa-{each}", f"Xã số {each}", "xa", people.block)
        make_person(f"can-bo-{each}", f"Cán bộ {each}", (RoleName.OFFICER, agency))
    version = library_set(SET, organiser=people.organiser, manager=people.manager, at=now)
    calendar = Calendar(*(now + timedelta(days=days) for days in (-1, 1, 2, 3)))
    plan = RoundPlan("tai", "Thử tải", now.year, calendar, {people.block: version})
    round = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=now)
    open_round(round=round, not_evaluated={}, actor=people.manager, at=now)


def save(first: int, number: int, seconds: float) -> dict[str, Any]:
    """Officers save at once, one after the other criterion of their submissions; what each was told, and the processor's time.

    As many are served at a time as a web process serves; the others wait for their turn, and that belongs to what a save takes them.
    """
    from thuocdo.web.accounts.models import Person
    from thuocdo.web.rounds.models import Submission
    from thuocdo.web.site.server import THREADS
    from thuocdo.web.submissions.sheet import sheet_of

    rows = Submission.objects.select_related("round", "agency", "set_version")
    submissions = {each.agency.code: each for each in rows}
    # Reading a set and importing modules are no part of saving.
    sheet = sheet_of(next(iter(submissions.values())))
    officers = []
    for each in range(first, first + number):
        person = Person.objects.get(email=f"can-bo-{each}@example.vn")
        officers.append(_Officer(person, submissions[f"xa-{each}"], Told(f"xa-{each}"), _figures(sheet)))
    connections.close_all()
    waiting = SimpleQueue[_Officer]()
    for officer in officers:
        officer.since = perf_counter()
        waiting.put(officer)
    until, used = monotonic() + seconds, process_time()
    threads = [threading.Thread(target=_serve, args=(waiting, until)) for _ in range(min(THREADS, number))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"told": [asdict(officer.told) for officer in officers], "processor": process_time() - used}


@dataclass(slots=True)
class _Officer:
    """Somebody at work: what they have seen of each criterion, the figures still to be typed, and since when they wait."""

    person: Any
    submission: Any
    told: Told
    figures: Iterator[tuple[str, dict[str, str]]]
    seen: dict[str, int] = field(default_factory=dict)
    since: float = 0

    def save(self) -> None:
        """Save the next figure, as the site would, and go on to the one after it."""
        from django.utils import timezone

        from thuocdo.web.submissions.save_answer import save_answer
        from thuocdo.web.submissions.value import Value

        criterion, inputs = next(self.figures)
        try:
            answer = save_answer(
                submission=self.submission,
                criterion=criterion,
                value=Value(inputs),
                seen=self.seen.get(criterion, 0),
                actor=self.person,
                at=timezone.now(),
            )
        except Exception as wrong:  # noqa: BLE001 (whatever it is, an officer would have seen it)
            self.told.wrong.append(repr(wrong))
        else:
            self.seen[criterion] = answer.version
            self.told.kept += 1
            self.told.took.append((perf_counter() - self.since) * 1000)
        self.since = perf_counter()


def _serve(waiting: SimpleQueue[_Officer], until: float) -> None:
    """Serve who waits longest, again and again, with a connection of one's own."""
    try:
        while monotonic() < until:
            officer = waiting.get()
            officer.save()
            waiting.put(officer)
    finally:
        connections.close_all()


def _figures(sheet: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Other figures at every turn, so that every save changes something."""
    numbers = {
        id: [entry.key for entry in node.node.measure.inputs]
        for id, node in sheet.asked.items()
        if node.node.measure is not None and node.node.measure.kind in {"ratio", "count", "relative"}
    }
    for figure, id in enumerate(cycle(numbers), 1):
        yield id, dict.fromkeys(numbers[id], str(figure))


def tell() -> dict[str, Any]:
    """How often each agency's answers were changed, and whether the log is whole."""
    from django.db.models import Sum

    from thuocdo.web.audit.models import LogEntry
    from thuocdo.web.audit.verify import verify
    from thuocdo.web.submissions.models import Answer

    changes = Answer.objects.values_list("submission__agency__code").annotate(changes=Sum("version"))
    broken = verify().broken
    return {
        "changes": dict(changes),
        "logged": LogEntry.objects.filter(act="save_answer").count(),
        "broken": None if broken is None else broken.wrong,
    }


def main() -> None:
    """Do what the arguments say."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.web.site.settings")
    django.setup()
    match sys.argv[1:]:
        case ["fill", number]:
            fill(int(number))
        case ["save", first, number, seconds]:
            json.dump(save(int(first), int(number), float(seconds)), sys.stdout)
        case ["tell"]:
            json.dump(tell(), sys.stdout)
        case other:
            raise SystemExit(f"unknown: {other}")


if __name__ == "__main__":
    main()
