"""People (e-mail is the login) and their roles in agencies, with dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.agencies.models import Agency


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the e-mail is kept in lower case, so that it is one login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person with an e-mail and, if given, a password."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Look a person up by their login."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their roles, never from a flag here."""

    email = models.EmailField(_("thư điện tử"), unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    joined = models.DateTimeField(_("ngày tham gia"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email


class RoleName(models.TextChoices):
    """What somebody is in an agency; the last five exist in the organiser of a round only."""

    OFFICER = "officer", _("Cán bộ đầu mối")
    HEAD = "head", _("Thủ trưởng đơn vị")
    MANAGER = "manager", _("Quản trị đợt đánh giá")
    REVIEWER = "reviewer", _("Người thẩm định")
    COUNCIL = "council", _("Thành viên hội đồng")
    APPROVER = "approver", _("Người phê duyệt")
    AUDITOR = "auditor", _("Người kiểm tra nhật ký")


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles by day."""

    def on(self, day: date) -> RoleQuerySet:
        """Those held on a day."""
        return self.filter(start__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class Role(models.Model):
    """A person's role in an agency from a day, until a day or until further notice."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("người"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="roles", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=RoleName.choices)
    start = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        """Days in order; one open role of a kind per person and agency."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(start__lte=F("until")), name="accounts_role_days"
            ),
            models.UniqueConstraint(
                fields=["person", "agency", "role"], condition=Q(until__isnull=True), name="accounts_role_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.agency}"
