"""People (e-mail is the login), their roles in agencies with dates, and invitations that have not become people yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.web.agencies.models import Agency


class Language(models.TextChoices):
    """The languages of the site, each by its own name."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the e-mail is kept in lower case, so that it is one login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person with an e-mail and, if given, a password."""
        person = self.model(email=one_login(email), **fields)
        person.call(person.name)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Look a person up by their login."""
        return self.get(email=one_login(username or ""))


def one_login(email: str) -> str:
    """The one spelling of an e-mail that is a login."""
    return email.strip().lower()


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their roles, never from a flag here."""

    email = models.EmailField(_("thư điện tử"), unique=True)
    name = models.CharField(_("họ và tên"), max_length=120)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    joined = models.DateTimeField(_("ngày tham gia"), null=True, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=Language.choices, default=Language.VIETNAMESE)
    sort_key = models.CharField(max_length=600, blank=True, default="", db_index=True, editable=False)
    search_key = models.CharField(max_length=400, blank=True, default="", editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    def call(self, name: str) -> None:
        """Set the name and what people are sorted by (the given name, which stands last) and found by."""
        self.name = normal(name)
        *family, given = self.name.split() or [self.email]
        self.sort_key = sort_key(" ".join((given, *family)))
        self.search_key = f"{search_key(self.name)} {self.email}"


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


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what became of them."""

    def waiting(self) -> InvitationQuerySet:
        """Those neither accepted nor withdrawn; some may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """An e-mail asked to become a person with a first role. The link carries `nonce`, signed; it works once, until `expires`."""

    email = models.EmailField(_("thư điện tử"))
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="invitations", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=20, choices=RoleName.choices)
    nonce = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("gửi lúc"))
    invited_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người mời")
    )
    expires = models.DateTimeField(_("hết hạn lúc"))
    accepted_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        """An invitation ends in one way only, and an e-mail waits on one link at a time."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True), name="accounts_invitation_one_end"
            ),
            models.CheckConstraint(condition=Q(invited_at__lt=F("expires")), name="accounts_invitation_days"),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_invitation_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.role} {self.agency}"

    def open_at(self, at: datetime) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires
