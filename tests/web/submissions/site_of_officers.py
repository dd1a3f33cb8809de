"""A site of its own with an open round and officers signed in, and what it holds: run in processes of their own.

python -m tests.web.submissions.site_of_officers fill 10     make them; one line of JSON for each officer
python -m tests.web.submissions.site_of_officers tell        what is stored, and whether the log is whole
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import django


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer's session, and the address of their agency's submission."""

    session: str
    agency: str
    address: str


def fill(number: int) -> list[Officer]:
    """An open round of many agencies, each with one officer."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from tests.people import make_agency, make_people, make_person
    from tests.web.submissions.sheets import imported
    from thuocdo.web.accounts.models import RoleName
    from thuocdo.web.rounds.open_round import open_round
    from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round

    call_command("migrate", interactive=False, verbosity=0)
    now, people = timezone.now(), make_people()
    agencies = [make_agency(f"xa-{each}", f"Xã số {each}", "xa", people.block) for each in range(number)]
    calendar = Calendar(*(now + timedelta(days=days) for days in (-1, 1, 2, 3)))
    plan = RoundPlan("thu-2026", "Đợt thử", 2026, calendar, {people.block: imported(people)})
    round = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=now)
    open_round(round=round, not_evaluated={}, actor=people.manager, at=now)
    officers = []
    for agency in agencies:
        client = Client()
        person = make_person(f"can-bo-{agency.code}", agency.code, (RoleName.OFFICER, agency))
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        officers.append(Officer(session, agency.code, f"/phieu/{round.slug}/{agency.code}/nhom/"))
    return officers


def tell() -> dict[str, Any]:
    """The figures at the criterion SL of every agency: what stands, and every value the log has seen."""
    from thuocdo.web.audit.models import LogEntry
    from thuocdo.web.audit.verify import verify
    from thuocdo.web.submissions.models import Answer
    from thuocdo.web.submissions.value import inputs_in

    logged: dict[str, list[str]] = {}
    for entry in LogEntry.objects.filter(act="save_answer").order_by("number"):
        logged.setdefault(entry.agency, []).append(json.loads(entry.text)["after"]["inputs"]["n"])
    answers = Answer.objects.filter(criterion="SL").select_related("submission__agency")
    stored = {row.submission.agency.code: inputs_in(row.claimed)["n"] for row in answers}
    versions = {row.submission.agency.code: row.version for row in answers}
    verdict = verify()
    broken = None if verdict.broken is None else verdict.broken.wrong
    return {"logged": logged, "stored": stored, "versions": versions, "broken": broken, "entries": verdict.count}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.web.site.settings")
    django.setup()
    if sys.argv[1] == "fill":
        json.dump([asdict(officer) for officer in fill(int(sys.argv[2]))], sys.stdout)
    else:
        json.dump(tell(), sys.stdout)
