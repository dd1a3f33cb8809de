"""The log as rows. Nothing in the program changes or deletes one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """One act. `text` is what was hashed, kept as text; the other columns repeat parts of it for filters.

    `actor` is the person's e-mail of that day: the log refers to nobody by a row that may change.
    """

    number = models.PositiveBigIntegerField(_("số thứ tự"), unique=True)
    at = models.DateTimeField(_("thời điểm"), db_index=True)
    actor = models.CharField(_("người thực hiện"), max_length=254, db_index=True)
    act = models.CharField(_("việc"), max_length=60, db_index=True)
    subject = models.CharField(_("đối tượng"), max_length=200, db_index=True)
    agency = models.CharField(_("đơn vị"), max_length=60, blank=True, db_index=True)
    round = models.CharField(_("đợt đánh giá"), max_length=60, blank=True, db_index=True)
    text = models.TextField(_("nội dung"))
    prev = models.CharField(_("mã trước"), max_length=64, unique=True)
    hash = models.CharField(_("mã"), max_length=64, unique=True)

    class Meta:
        """The log has no order of its own; pages say which they want."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.subject}"
