"""The page of a job: how far it is and what came of it. It asks again by itself, with a script or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thuocdo.web.jobs.heartbeat import seen_lately
from thuocdo.web.jobs.models import Job, JobState

STOP_POLLING: Final = 286  # what htmx understands as the last answer
PART: Final = "jobs/part.html"


@dataclass(frozen=True, slots=True)
class About:
    """What the page of a kind of work says: `working` while no message is there, the template `ended` once it is done or failed.

    `page` is the template of the whole; it includes `jobs/part.html`.
    """

    heading: str
    working: str
    address: str
    page: str
    ended: str


def job_page(request: HttpRequest, job: Job, about: About, context: Mapping[str, Any]) -> HttpResponse:
    """The whole page; asked by a script, only the part that changes."""
    finished = job.state in {JobState.DONE, JobState.FAILED}
    unattended = job.state == JobState.WAITING and not seen_lately(timezone.now())
    told = {**context, "job": job, "about": about, "finished": finished, "unattended": unattended}
    if request.headers.get("HX-Request") == "true":
        return render(request, PART, told, status=STOP_POLLING if finished else 200)
    return render(request, about.page, told)
