"""Ask for long work to be done beside the web processes.

    def export(progress: Progress, *, round_id: int) -> dict[str, str]: ...

    job = ask(export, asked_by=person.email, at=timezone.now(), round_id=7)

Inside a transaction the work starts when the transaction is through, and not at all if it fails.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from thuocdo.web.jobs.models import Job
from thuocdo.web.jobs.perform import perform


def ask(work: Callable[..., Any], *, asked_by: str, at: datetime, **arguments: Any) -> Job:
    """Make the job's row and queue it. `work` is a function of a module; its arguments and what it returns are JSON."""
    if "." in work.__qualname__:
        message = f"{work.__qualname__} cannot be found again by its name"
        raise ValueError(message)
    kind = f"{work.__module__}.{work.__qualname__}"
    job = Job.objects.create(kind=kind, arguments=arguments, asked_by=asked_by, asked_at=at)
    perform.enqueue(job.pk)
    return job
