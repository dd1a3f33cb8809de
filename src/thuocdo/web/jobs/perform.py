"""Do one job in the worker, and write down what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from thuocdo.web.jobs.models import Job, JobState, Worker
from thuocdo.web.jobs.progress import NotDone, Progress

SILENT = timedelta(minutes=2)


@task(takes_context=True)  # type: ignore[untyped-decorator, unused-ignore]  # typed or not by the version of django-tasks
def perform(context: TaskContext, job_id: int) -> None:
    """Run the function a job names; a fault is noted in the job and left to the queue's own record."""
    perform_job(job_id, worker=context.task_result.worker_ids[-1])


def perform_job(job_id: int, *, worker: str) -> None:
    """As `perform`, without a queue."""
    job = Job.objects.get(pk=job_id)
    _note(job, state=JobState.RUNNING, started_at=timezone.now(), worker=worker)
    try:
        result = import_string(job.kind)(Progress(job.pk), **job.arguments)
    except NotDone as reason:
        _note(job, state=JobState.FAILED, finished_at=timezone.now(), message=str(reason)[:500])
    except BaseException:
        said = _("Việc dừng vì lỗi của chương trình. Lỗi đã được ghi lại; hãy báo cho người quản trị.")
        _note(job, state=JobState.FAILED, finished_at=timezone.now(), message=said)
        raise
    else:
        _note(job, state=JobState.DONE, finished_at=timezone.now(), result=result)


def give_up_abandoned(at: datetime) -> int:
    """Note jobs that nobody will go on with as failed, so that they can be asked for again; return how many.

    That is: begun by a worker not seen for two minutes, or asked for two minutes ago and taken from the queue by such a worker.
    """
    alive = set(Worker.objects.filter(seen__gt=at - SILENT).values_list("name", flat=True))
    begun = Job.objects.filter(state=JobState.RUNNING).exclude(worker__in=alive)
    asked = Job.objects.filter(state=JobState.WAITING, asked_at__lt=at - SILENT)
    abandoned = [*begun.values_list("pk", flat=True)]
    if asked.exists():
        abandoned += asked.exclude(pk__in=_to_be_done(alive)).values_list("pk", flat=True)
    said = _("Tiến trình làm việc này đã dừng giữa chừng. Hãy yêu cầu lại.")
    unfinished = Job.objects.filter(pk__in=abandoned, state__in=(JobState.WAITING, JobState.RUNNING))
    return unfinished.update(state=JobState.FAILED, finished_at=at, message=said)


def _to_be_done(alive: set[str]) -> list[int]:
    """The jobs that lie in the queue, or are with a worker that is there."""
    rows = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    return [
        row.args_kwargs["args"][0]
        for row in rows.only("args_kwargs", "status", "worker_ids")
        if row.status == TaskResultStatus.READY or alive & set(row.worker_ids)
    ]


def _note(job: Job, **values: Any) -> None:
    Job.objects.filter(pk=job.pk).update(**values)
