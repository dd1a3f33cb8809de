"""`thuocdo manage work`: do jobs as they come. `thuocdo serve` starts one beside the web processes."""

from __future__ import annotations

import argparse
from typing import Any

from django_tasks_db.management.commands import db_worker

from thuocdo.web.jobs.heartbeat import Heartbeat


class Command(db_worker.Command):
    """django-tasks-db's worker, with a sign of life for `/readyz`."""

    help = "Làm các việc dài, cho đến khi bị dừng. Do long work as it comes, until stopped."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """All of db_worker's, and the process it stands beside."""
        super().add_arguments(parser)
        parser.add_argument("--beside", type=int, metavar="PID", help="dừng khi tiến trình này dừng | end with it")

    def handle(self, **options: Any) -> None:
        """Work until a signal or, with --batch, until nothing waits."""
        with Heartbeat(options["worker_id"], beside=options.pop("beside", None)):
            super().handle(**options)
