"""Files as they came in, each content kept once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A content known by its SHA-256 (64 hex digits); `location` is its name in Django's default storage. Never changed, never served by itself."""

    sha256 = models.CharField(_("mã nội dung"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    content_type = models.CharField(_("loại nội dung"), max_length=120)
    location = models.CharField(_("nơi lưu"), max_length=200)
    stored_at = models.DateTimeField(_("nhận lúc"))

    class Meta:
        """An empty file is no file."""

        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="files_stored_file_size")]

    def __str__(self) -> str:
        return self.sha256
