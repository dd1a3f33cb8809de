"""Where allauth asks this site: nobody signs up, a provider lets in only whom we know, names are the site's."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from qrcode.image.svg import SvgPathFillImage

from thuocdo.web.ui import written

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is published without types
    """People come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth gives it)
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """With the instant as people here write it.

        A letter that does not leave is noted and stops nothing: the password has been changed by then, and an error
        for some addresses only would tell which have an account.
        """
        when = written.moment(context["timestamp"]) if "timestamp" in context else ""
        try:
            super().send_mail(template_prefix, email, {**context, "when": when})
        except (OSError, SMTPException):
            logger.exception("a letter did not leave: %s", template_prefix)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is published without types
    """A provider of identity signs in people who have an account here, by an address that it has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 (allauth gives it)
        """Never."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is published without types
    """How authenticator apps and passkeys show this site."""

    def _get_site_name(self) -> str:
        return "Thước đo"

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, dark on white in the dark scheme too, to stand in the page itself: no address of data."""
        picture: str = qrcode.make(url, image_factory=SvgPathFillImage, border=2).to_string(encoding="unicode")
        return picture
