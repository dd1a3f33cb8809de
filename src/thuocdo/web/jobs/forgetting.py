"""Long work that ended long ago is forgotten, with what the queue kept of it: its page is asked for by nobody any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, ForeignObjectRel, Model, OuterRef
from django_tasks_db.models import DBTaskResult

from thuocdo.web.jobs.models import Job

KEPT_FOR: Final = timedelta(days=90)


def forget_finished(at: datetime) -> int:
    """Delete the jobs that ended more than 90 days ago, but for those that other records refer to; return how many."""
    old = Job.objects.filter(finished_at__lt=at - KEPT_FOR)
    for model, name in _referring():
        old = old.exclude(Exists(model._default_manager.filter(**{name: OuterRef("pk")})))
    count, _by_model = old.delete()
    DBTaskResult.objects.filter(finished_at__lt=at - KEPT_FOR).delete()
    return count


def _referring() -> Iterator[tuple[type[Model], str]]:
    """The models of other apps with the name of their field that refers to a job; none of them is named by the job."""
    for relation in Job._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            yield relation.related_model, relation.field.name
