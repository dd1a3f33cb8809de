"""What was published, version by version: never changed, never removed. A correction is a new version with its own decision."""

from __future__ import annotations

from typing import ClassVar

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.files.models import StoredFile
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round


class Publication(models.Model):
    """One version of a round's published results. `public_from` is the end of an embargo; until then only `previewers` and the organiser read it.

    `changes` is the difference of a correction to the newest version that is public when it is, worked out by the software, as JSON; empty
    where there is none. Of results published elsewhere the source may not give the decision: then `decision` is empty, and `dated` is the
    day of the announcement if that is known.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications", verbose_name=_("đợt đánh giá"))
    version = models.PositiveIntegerField(_("phiên bản"))
    results = models.ManyToManyField(Result, related_name="publications", verbose_name=_("kết quả"))
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True, default="")
    dated = models.DateField(_("ngày quyết định"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=500, blank=True, default="")
    note = models.TextField(_("lý do đính chính"), blank=True, default="")
    changes = models.TextField(_("những gì thay đổi"), blank=True, default="")
    public_figures = models.BooleanField(_("công bố cả số liệu"), default=True)
    public_from = models.DateTimeField(_("công khai từ"))
    previewers = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("được xem trước"))
    published_at = models.DateTimeField(_("công bố lúc"))
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người công bố"))
    log_number = models.PositiveBigIntegerField(_("mục nhật ký"))
    log_hash = models.CharField(_("mã nhật ký"), max_length=64)

    class Meta:
        """Versions count from 1; every one after the first says what it corrects."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "version"], name="publication_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(note=""), name="publication_correction_has_note"),
            models.CheckConstraint(
                condition=(~Q(decision="") & Q(dated__isnull=False)) | (Q(decision="") & ~Q(source="")),
                name="publication_decision_or_source",
            ),
            models.CheckConstraint(
                condition=Q(public_from__gte=F("published_at")), name="publication_not_before_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} v{self.version}"


class Bundle(models.Model):
    """The download of one published result, from which anybody can recompute it; made once, never changed."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="bundles", verbose_name=_("công bố"))
    result = models.ForeignKey(Result, models.PROTECT, related_name="+", verbose_name=_("kết quả"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))

    class Meta:
        """One for each result of a publication."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "result"], name="publication_bundle_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.result}"

    def file_opened(self) -> File[bytes]:
        """The download, to be read and closed."""
        return default_storage.open(self.file.location)
