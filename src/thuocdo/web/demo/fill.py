"""Fill a site for the demonstration, act by act: a part is there whole or not at all.

    PROVINCE    the organiser, the cast, Đắk Nông and Hưng Yên as published;
                Lâm Đồng's year before, up to its published result;
                Lâm Đồng's running rounds                                        every demonstration
    NATION      a round with every commune of the country                        `--nation`

One transaction per part: what breaks off leaves nothing behind, and thousands of acts need not each wait for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.test.utils import override_settings

from thuocdo.vietnamese.languages import Text
from thuocdo.web.agencies.models import Agency
from thuocdo.web.demo import dak_nong, departments, hung_yen, lam_dong, last_year, nation
from thuocdo.web.demo.cast import AGENCY, MANAGER, OFFICER, ORGANISER, first_manager, joins, person_of
from thuocdo.web.demo.progress import MIDWAY, OVERDUE
from thuocdo.web.demo.running import get_on
from thuocdo.web.demo.telling import Telling
from thuocdo.web.rounds.models import Round

ORGANISER_CODE: Final = "ld-skhcn"
ORGANISER_NAME: Final = "Sở Khoa học và Công nghệ tỉnh Lâm Đồng"
BEGAN: Final = datetime(2025, 9, 15, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
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


def _begin(_at: datetime, tell: Telling) -> None:
    tell.step(Text("Cơ quan chủ trì và tài khoản", "The organiser and its people"))
    manager_account, *others = ORGANISER
    organiser, manager = first_manager(
        code=ORGANISER_CODE, name=ORGANISER_NAME, kind="so-nganh", account=manager_account, at=BEGAN
    )
    for account in others:
        joins(account, organiser, inviter=manager, at=BEGAN)
    tell.step(Text("Đắk Nông 2018 và 2019, số liệu đã công bố", "Đắk Nông 2018 and 2019, published figures"))
    dak_nong.bring_in(organiser=organiser, manager=manager, at=BEGAN)
    tell.step(Text("Hưng Yên 2018, số liệu đã công bố", "Hưng Yên 2018, published figures"))
    hung_yen.bring_in(organiser=organiser, manager=manager, at=BEGAN)
    lam_dong.enter_agencies(organiser=organiser, manager=manager, at=BEGAN)
    commune = Agency.objects.get(names__name__contains=COMMUNE_OF_THE_CAST)
    for account in AGENCY:
        joins(account, commune, inviter=manager, at=BEGAN)


def _last_year(at: datetime, tell: Telling) -> None:
    organiser, manager = Agency.objects.get(code=ORGANISER_CODE), person_of(MANAGER)
    tell.step(
        Text(
            "Lâm Đồng 2025: đã công bố cấp xã, chờ phê duyệt sở, ngành (dữ liệu minh hoạ)",
            "Lâm Đồng 2025: communes published, departments waiting for approval (sample data)",
        )
    )
    last_year.submit_departments(organiser=organiser, manager=manager, at=at, tell=tell)
    last_year.publish_communes(organiser=organiser, manager=manager, tell=tell)


def _running(at: datetime, tell: Telling) -> None:
    organiser, manager = Agency.objects.get(code=ORGANISER_CODE), person_of(MANAGER)
    tell.step(
        Text(
            "Lâm Đồng 2026: 124 xã, phường, đặc khu và 12 sở, ngành (dữ liệu minh hoạ)",
            "Lâm Đồng 2026: 124 communes and 12 departments (sample data)",
        )
    )
    opened = at - timedelta(days=21)
    communes = lam_dong.open_one(lam_dong.COMMUNES_2026, organiser=organiser, manager=manager, opened=opened)
    opened = at - timedelta(days=36)  # the deadline has passed
    wanted = lam_dong.DEPARTMENTS_2026
    departments_round = lam_dong.open_one(wanted, organiser=organiser, manager=manager, opened=opened)
    lam_dong.make_exceptions(communes, manager=manager, at=at - timedelta(days=2))
    get_on(departments_round, OVERDUE, manager=manager, cast=None, at=at, tell=tell)
    departments.verify(departments_round, manager=manager, at=at)
    get_on(communes, MIDWAY, manager=manager, cast=person_of(OFFICER), at=at, tell=tell)


PROVINCE: Final = (
    Part("hung-yen-2018", _begin),
    Part("lam-dong-xa-2025", _last_year),
    Part("lam-dong-so-nganh-2026", _running),
)
NATION: Final = Part(nation.SLUG, nation.fill)


def lacking(*, nation: bool) -> list[Part]:
    """The parts after the last one that is there: each stands on those before it."""
    parts = [*PROVINCE, *((NATION,) if nation else ())]
    filled = [place for place, part in enumerate(parts) if part.is_filled()]
    return parts[max(filled, default=-1) + 1 :]
