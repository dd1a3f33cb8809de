"""Fill an empty site for the demonstration, act by act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.test.utils import override_settings

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency
from thuocdo.web.demo import dak_nong, lam_dong
from thuocdo.web.demo.cast import AGENCY, ORGANISER, first_manager, joins

ORGANISER_CODE: Final = "ld-skhcn"
ORGANISER_NAME: Final = "Sở Khoa học và Công nghệ tỉnh Lâm Đồng"
COMMUNE_OF_THE_CAST: Final = "Xuân Hương"


def is_filled() -> bool:
    """Whether there is anybody yet: a second start continues where the first left off."""
    return Person.objects.exists()


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def fill(*, at: datetime, say: Callable[[str], None]) -> None:
    """Make the organiser, its people, the published rounds and the running ones; the invitations of the cast are sent to nobody."""
    began = at - timedelta(days=22)
    say("Cơ quan chủ trì và tài khoản")
    manager_account, *others = ORGANISER
    organiser, manager = first_manager(
        code=ORGANISER_CODE, name=ORGANISER_NAME, kind="so-nganh", account=manager_account, at=began
    )
    for account in others:
        joins(account, organiser, inviter=manager, at=began)
    say("Đắk Nông 2018 và 2019, số liệu đã công bố")
    dak_nong.bring_in(organiser=organiser, manager=manager, at=began)
    say("Lâm Đồng 2026, 124 xã, phường, đặc khu và các sở (dữ liệu minh hoạ)")
    lam_dong.open_rounds(organiser=organiser, manager=manager, at=at)
    commune = Agency.objects.filter(names__name__contains=COMMUNE_OF_THE_CAST).first()
    for account in AGENCY:
        if commune is not None:
            joins(account, commune, inviter=manager, at=at)
