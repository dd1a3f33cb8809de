"""A worker says that it is there, from a thread of its own: also during long work. Once a day it forgets what was done long ago."""

from __future__ import annotations

import os
import signal
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from thuocdo.web.jobs.forgetting import forget_finished
from thuocdo.web.jobs.models import Worker
from thuocdo.web.jobs.perform import give_up_abandoned

EVERY = 5.0
LATELY = timedelta(seconds=30)
FORGOTTEN = timedelta(days=1)
DAY = timedelta(days=1)


def beat(name: str, at: datetime) -> None:
    """Note a worker as seen, and clear up after those that are gone."""
    Worker.objects.update_or_create(name=name, defaults={"seen": at})
    Worker.objects.filter(seen__lt=at - FORGOTTEN).delete()
    give_up_abandoned(at)


def seen_lately(at: datetime) -> bool:
    """Whether any worker was seen within half a minute."""
    return Worker.objects.filter(seen__gt=at - LATELY).exists()


class Heartbeat:
    """Beats until it is stopped. With the process it was started `beside` gone, it ends its own process too."""

    def __init__(self, name: str, *, beside: int | None = None) -> None:
        self._name = name
        self._beside = beside
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self._tidied: datetime | None = None

    def __enter__(self) -> None:
        self._beat(timezone.now())
        self._thread.start()

    def __exit__(self, *_exception: object) -> None:
        self._stopped.set()
        self._thread.join()
        Worker.objects.filter(name=self._name).delete()

    def _beat(self, at: datetime) -> None:
        beat(self._name, at)
        if self._tidied is None or at - self._tidied > DAY:
            forget_finished(at)
            self._tidied = at

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            if self._beside is not None and os.getppid() != self._beside:
                os.kill(os.getpid(), signal.SIGTERM)
                break
            try:
                self._beat(timezone.now())
            except DatabaseError:  # the next beat tries again; readiness tells meanwhile
                connection.close()
        connection.close()
