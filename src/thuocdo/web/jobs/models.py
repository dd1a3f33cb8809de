"""Long work as rows: what was asked for, how far it is, what came of it; and the processes that do it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("đang chờ")
    RUNNING = "running", _("đang làm")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không xong")


class Job(models.Model):
    """One piece of long work. `kind` is the dotted name of the function that does it; `message` is for people."""

    kind = models.CharField(_("loại việc"), max_length=200)
    arguments = models.JSONField(_("tham số"), default=dict)
    state = models.CharField(_("trạng thái"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("đã làm"), default=0)
    total = models.PositiveIntegerField(_("tất cả"), default=0)
    message = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    result = models.JSONField(_("kết quả"), null=True, blank=True)
    asked_by = models.CharField(_("người yêu cầu"), max_length=254, db_index=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    worker = models.CharField(_("tiến trình"), max_length=64, blank=True)

    class Meta:
        """No more is done than there is."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="jobs_job_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Worker(models.Model):
    """A process that does jobs, and when it last said that it is there."""

    name = models.CharField(_("tên"), max_length=64, unique=True)
    seen = models.DateTimeField(_("thấy lúc"))

    def __str__(self) -> str:
        return self.name
