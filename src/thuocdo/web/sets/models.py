"""Versions of criteria sets, exactly as they were imported. The database holds no rule outside them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person


class SetVersion(models.Model):
    """One imported content of a set: its text, the digest of what it says, and who brought it. Never changed once a round uses it.

    `public_since`: when the first round that uses it was opened; from then on everybody may read it.
    """

    set_id = models.CharField(_("mã bộ tiêu chí"), max_length=60, db_index=True)
    name = models.TextField(_("tên"))
    sort_key = models.TextField()
    search_key = models.TextField()
    basis = models.TextField(_("căn cứ"), blank=True, default="")
    number = models.PositiveIntegerField(_("phiên bản"))
    content = models.TextField(_("nội dung"))
    cases = models.TextField(_("ví dụ kiểm tra"), blank=True)
    digest = models.CharField(_("mã nội dung"), max_length=80)
    origin = models.CharField(_("nguồn"), max_length=200, blank=True)
    imported_at = models.DateTimeField(_("thời điểm nhập"))
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người nhập"))
    public_since = models.DateTimeField(_("công khai từ"), null=True, blank=True)

    class Meta:
        """Versions count from 1; the same content is imported once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set_id", "number"], name="sets_version_number_once"),
            models.UniqueConstraint(fields=["set_id", "digest"], name="sets_version_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.set_id} v{self.number}"
