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
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import cycle
from time import monotonic, perf_counter, process_time
from typing import Any

import django

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
    """Officers save at once, one after the other criterion of their submissions; what each was told, and the processor's time."""
    from django.db import connection

    from thuocdo.web.accounts.models import Person
    from thuocdo.web.rounds.models import Submission
    from thuocdo.web.submissions.save_answer import save_answer
    from thuocdo.web.submissions.sheet import sheet_of

    rows = Submission.objects.select_related("round", "agency", "set_version")
    submissions = {each.agency.code: each for each in rows}
    people = [Person.objects.get(email=f"can-bo-{each}@example.vn") for each in range(first, first + number)]
    told = [Told(f"xa-{each}") for each in range(first, first + number)]
    # Reading a set and importing modules are no part of saving.
    sheet = sheet_of(next(iter(submissions.values())))
    connection.close()
    until, used = monotonic() + seconds, process_time()
    threads = [
        threading.Thread(target=_work, args=(save_answer, submissions[one.agency], person, _figures(sheet), one, until))
        for one, person in zip(told, people, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"told": [asdict(each) for each in told], "processor": process_time() - used}


def _work(
    act: Callable[..., Any],
    submission: Any,
    person: Any,
    figures: Iterator[tuple[str, dict[str, str]]],
    told: Told,
    until: float,
) -> None:
    from django.db import connection
    from django.utils import timezone

    from thuocdo.web.submissions.value import Value

    seen: dict[str, int] = {}
    try:
        for criterion, inputs in figures:
            if monotonic() >= until and told.kept:
                return
            began = perf_counter()
            try:
                answer = act(
                    submission=submission,
                    criterion=criterion,
                    value=Value(inputs),
                    seen=seen.get(criterion, 0),
                    actor=person,
                    at=timezone.now(),
                )
            except Exception as wrong:  # noqa: BLE001 (whatever it is, an officer would have seen it)
                told.wrong.append(repr(wrong))
                continue
            told.took.append((perf_counter() - began) * 1000)
            told.kept += 1
            seen[criterion] = answer.version
    finally:
        connection.close()


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
