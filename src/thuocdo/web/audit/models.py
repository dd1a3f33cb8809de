"""The log as rows. Nothing in the program changes or deletes one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """One act. `text` is what was hashed, kept as text; the other columns repeat parts of it for filters.

    Every act waits for its entry, so there are no more indexes than pages ask by; those of a field (`db_index`, `unique`) would come twice
    on PostgreSQL, for patterns that nobody looks for.

    `actor` is the person's e-mail of that day: the log refers to nobody by a row that may change.
    """

    number = models.PositiveBigIntegerField(_("số thứ tự"), unique=True)
    at = models.DateTimeField(_("thời điểm"))
    actor = models.CharField(_("người thực hiện"), max_length=254)
    act = models.CharField(_("việc"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=200)
    agency = models.CharField(_("đơn vị"), max_length=60, blank=True)
    round = models.CharField(_("đợt đánh giá"), max_length=60, blank=True)
    text = models.TextField(_("nội dung"))
    prev = models.CharField(_("mã trước"), max_length=64)
    hash = models.CharField(_("mã"), max_length=64)

    class Meta:
        """The log has no order of its own; pages say which they want."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_number_from_one"),
            models.UniqueConstraint(fields=["prev"], name="audit_prev_once"),
            models.UniqueConstraint(fields=["hash"], name="audit_hash_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=[name], name=f"audit_{name}") for name in ("at", "actor", "act", "agency", "round")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.subject}"
