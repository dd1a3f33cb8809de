"""Fill a site for the demonstration, act by act: a part is there whole or not at all.

    PROVINCE    the organiser, the cast, Đắk Nông as published, Lâm Đồng running       every demonstration
    NATION      a round with every commune of the country                              `--nation`

One transaction per part: what breaks off leaves nothing behind, and thousands of acts need not each wait for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.test.utils import override_settings

from thuocdo.vietnamese.languages import Text
from thuocdo.web.agencies.models import Agency
from thuocdo.web.demo import dak_nong, hung_yen, lam_dong, nation
from thuocdo.web.demo.cast import AGENCY, ORGANISER, first_manager, joins
from thuocdo.web.demo.progress import MIDWAY, OVERDUE
from thuocdo.web.demo.running import get_on
from thuocdo.web.demo.telling import Telling
from thuocdo.web.rounds.models import Round

ORGANISER_CODE: Final = "ld-skhcn"
ORGANISER_NAME: Final = "Sở Khoa học và Công nghệ tỉnh Lâm Đồng"
COMMUNE_OF_THE_CAST: Final = "Xuân Hương"
NOBODY: Final = "django.core.mail.backends.dummy.EmailBackend"  # the invitations of the cast are sent to nobody


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the demonstration; `slug` is that of the last round it makes."""

    slug: str
    make: Callable[[datetime, Telling], None]

    def is_filled(self) -> bool:
        """Whether it is there: a second start continues where the first left off."""
        return Round.objects.filter(slug=self.slug).exists()

    def fill(self, *, at: datetime, tell: Telling) -> None:
        """Make it."""
        with override_settings(EMAIL_BACKEND=NOBODY), transaction.atomic():
            self.make(at, tell)


def _province(at: datetime, tell: Telling) -> None:
    began = at - timedelta(days=40)
    tell.step(Text("Cơ quan chủ trì và tài khoản", "The organiser and its people"))
    manager_account, *others = ORGANISER
    organiser, manager = first_manager(
        code=ORGANISER_CODE, name=ORGANISER_NAME, kind="so-nganh", account=manager_account, at=began
    )
    for account in others:
        joins(account, organiser, inviter=manager, at=began)
    tell.step(Text("Đắk Nông 2018 và 2019, số liệu đã công bố", "Đắk Nông 2018 and 2019, published figures"))
    dak_nong.bring_in(organiser=organiser, manager=manager, at=began)
    tell.step(Text("Hưng Yên 2018, số liệu đã công bố", "Hưng Yên 2018, published figures"))
    hung_yen.bring_in(organiser=organiser, manager=manager, at=began)
    tell.step(
        Text(
            "Lâm Đồng 2026: 124 xã, phường, đặc khu và 12 sở, ngành (dữ liệu minh hoạ)",
            "Lâm Đồng 2026: 124 communes and 12 departments (sample data)",
        )
    )
    lam_dong.enter_agencies(organiser=organiser, manager=manager, at=began)
    commune = Agency.objects.get(names__name__contains=COMMUNE_OF_THE_CAST)
    officer, _head = (joins(account, commune, inviter=manager, at=began) for account in AGENCY)
    communes, departments = lam_dong.open_rounds(organiser=organiser, manager=manager, at=at)
    lam_dong.make_exceptions(communes, manager=manager, at=at - timedelta(days=2))
    get_on(departments, OVERDUE, manager=manager, cast=None, at=at, tell=tell)
    get_on(communes, MIDWAY, manager=manager, cast=officer, at=at, tell=tell)


PROVINCE: Final = Part("lam-dong-so-nganh-2026", _province)
NATION: Final = Part(nation.SLUG, nation.fill)
