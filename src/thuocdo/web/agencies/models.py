"""Agencies have an identity apart from their names: a code that never changes, and names, kinds and blocks with dates.

Dates are days, both included; an open end is null.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Dated(models.Model):
    """A fact with the days it holds."""

    start = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        """Every dated table checks its days."""

        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(until__isnull=True) | Q(start__lte=F("until")),
                name="%(app_label)s_%(class)s_days",
            )
        ]


class Agency(Dated):
    """One agency. `code` is its identity in every table, file and year."""

    code = models.CharField(_("mã"), max_length=60, unique=True)

    class Meta(Dated.Meta):
        """A code is never empty."""

        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(code=""), name="agencies_agency_code"),
        ]

    def __str__(self) -> str:
        return self.code


class AgencyName(Dated):
    """What an agency is called in a time; the keys are for sorting and searching in any database."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names", verbose_name=_("đơn vị"))
    name = models.CharField(_("tên"), max_length=200)
    sort_key = models.CharField(max_length=800, db_index=True)
    search_key = models.CharField(max_length=400, db_index=True)

    def __str__(self) -> str:
        return self.name


class AgencyKind(Dated):
    """Which kind of agency it is in a time: the slug that criteria sets use."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="kinds", verbose_name=_("đơn vị"))
    kind = models.SlugField(_("loại"), max_length=60)

    def __str__(self) -> str:
        return self.kind


class Block(models.Model):
    """A block: agencies that are compared with one another."""

    slug = models.SlugField(_("mã khối"), max_length=60, unique=True)
    name = models.CharField(_("tên khối"), max_length=200)
    order = models.PositiveIntegerField(_("thứ tự"), default=0)

    def __str__(self) -> str:
        return self.name


class BlockMember(Dated):
    """An agency's block in a time."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="blocks", verbose_name=_("đơn vị"))
    block = models.ForeignKey(Block, models.PROTECT, related_name="members", verbose_name=_("khối"))

    def __str__(self) -> str:
        return f"{self.agency} {self.block}"


class Succession(models.Model):
    """One agency carried on by another from a day on: merged, split or taken over. Many to many."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions", verbose_name=_("đơn vị trước"))
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="predecessions", verbose_name=_("đơn vị sau"))
    day = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        """Nobody succeeds themselves, and a pair stands once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agencies_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="agencies_succession_other"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
