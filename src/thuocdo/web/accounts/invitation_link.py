"""The link of an invitation: its row and a random word, signed with the site's key. What it still opens, the row says."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Invitation
from thuocdo.web.accounts.refusals import BadLink, LinkExpired, LinkUsed, LinkWithdrawn

SALT = "thuocdo.invitation"


def token_of(invitation: Invitation) -> str:
    """What stands in the address."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=SALT)


def link_of(invitation: Invitation) -> str:
    """The whole address, in the language of now."""
    return settings.ADDRESS + reverse("accounts:invitation", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation:
    """The invitation a link is for, whatever became of it. Raises `BadLink`."""
    try:
        number, nonce = signing.loads(token, salt=SALT)
        return Invitation.objects.select_related("agency").get(pk=number, nonce=nonce)
    except (signing.BadSignature, ValueError, Invitation.DoesNotExist):
        raise BadLink(_("Liên kết mời này không đúng hoặc không đầy đủ. Hãy mở lại từ thư đã nhận.")) from None


def must_be_open(invitation: Invitation, at: datetime) -> None:
    """Raise what became of an invitation that no longer works."""
    must_wait(invitation)
    if not invitation.open_at(at):
        raise LinkExpired(_("Lời mời này đã hết hạn. Hãy đề nghị người mời gửi lại."))


def must_wait(invitation: Invitation) -> None:
    """Raise what became of an invitation that has ended."""
    if invitation.accepted_at is not None:
        raise LinkUsed(_("Lời mời này đã được nhận. Hãy đăng nhập bằng mật khẩu đã đặt."))
    if invitation.withdrawn_at is not None:
        raise LinkWithdrawn(_("Lời mời này đã được rút lại, hoặc đã có lời mời mới hơn."))
