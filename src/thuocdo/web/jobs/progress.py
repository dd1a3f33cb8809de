"""How far a job is, told by the work itself."""

from __future__ import annotations

import time

from thuocdo.web.jobs.models import Job

PAUSE = 0.5  # seconds between two writes: a bar need not move more often


class NotDone(Exception):
    """Work that cannot be finished; the message is a sentence for whoever asked for it."""


class Progress:
    """Call it outside of transactions: what it writes is seen by others only when a transaction is through."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._written = 0.0
        self._total = 0

    def expect(self, total: int, message: str = "") -> None:
        """Say how much there is to do."""
        self._total = total
        self._write(done=0, total=total, message=message)

    def reach(self, done: int, message: str | None = None) -> None:
        """Say how much is done; the end and words for people are always written, steps before it twice a second at most."""
        if message is None and done < self._total and time.monotonic() - self._written < PAUSE:
            return
        self._write(done=min(done, self._total), **({} if message is None else {"message": message}))

    def _write(self, **values: object) -> None:
        Job.objects.filter(pk=self._job_id).update(**values)
        self._written = time.monotonic()
