"""Today's tỉnh Lâm Đồng: its 124 communes, real names and codes, and twelve departments; their rounds hold sample data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.demo.dak_nong import library_set
from thuocdo.web.demo.units import ORIGIN, SINCE, province
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.sets.models import SetVersion

DEPARTMENTS: Final = (
    ("sxd", "Sở Xây dựng"),
    ("stc", "Sở Tài chính"),
    ("snnmt", "Sở Nông nghiệp và Môi trường"),
    ("sct", "Sở Công Thương"),
    ("sgddt", "Sở Giáo dục và Đào tạo"),
    ("syt", "Sở Y tế"),
    ("snv", "Sở Nội vụ"),
    ("stp", "Sở Tư pháp"),
    ("svhttdl", "Sở Văn hóa, Thể thao và Du lịch"),
    ("sdttg", "Sở Dân tộc và Tôn giáo"),
    ("ttra", "Thanh tra tỉnh"),
    ("vpubnd", "Văn phòng Ủy ban nhân dân tỉnh"),
)
COMMUNES, DEPARTMENTS_BLOCK = "lam-dong-xa", "lam-dong-so-nganh"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round to open: its slug and name, its year, its block, its set; whether two reviewers look at every criterion."""

    slug: str
    name: str
    year: int
    block: str
    set_id: str
    second_review: bool = False


COMMUNES_2025: Final = Wanted(
    "lam-dong-xa-2025",
    "Mức độ chuyển đổi số cấp xã, tỉnh Lâm Đồng năm 2025 (chấm thử)",
    2025,
    COMMUNES,
    "mau-2026-xa",
)
DEPARTMENTS_2025: Final = Wanted(
    "lam-dong-so-nganh-2025",
    "Mức độ chuyển đổi số của sở, ban, ngành tỉnh Lâm Đồng năm 2025 (chấm thử)",
    2025,
    DEPARTMENTS_BLOCK,
    "mau-2026-so-nganh",
)
COMMUNES_2026: Final = Wanted(
    "lam-dong-xa-2026",
    "Mức độ chuyển đổi số cấp xã, tỉnh Lâm Đồng năm 2026",
    2026,
    COMMUNES,
    "mau-2026-xa",
)
DEPARTMENTS_2026: Final = Wanted(
    "lam-dong-so-nganh-2026",
    "Mức độ chuyển đổi số của sở, ban, ngành tỉnh Lâm Đồng năm 2026",
    2026,
    DEPARTMENTS_BLOCK,
    "mau-2026-so-nganh",
    second_review=True,
)


def enter_agencies(*, organiser: Agency, manager: Person, at: datetime) -> None:
    """The communes and the departments of the province, in their blocks."""
    communes = Block.objects.create(slug=COMMUNES, name="Cấp xã, Lâm Đồng", order=20)
    departments = Block.objects.create(slug=DEPARTMENTS_BLOCK, name="Sở, ban, ngành, Lâm Đồng", order=10)
    listed = [(unit.code, unit.name, unit.kind, communes) for unit in province("lam-dong").units]
    listed += [(f"ld-{code}", name, "so-nganh", departments) for code, name in DEPARTMENTS]
    entries = tuple(
        Entry(row, code, name, kind, block, SINCE, new=True) for row, (code, name, kind, block) in enumerate(listed, 2)
    )
    import_agencies(roster=Roster(entries, ()), origin=ORIGIN, organiser=organiser, actor=manager, at=at)


def open_one(
    wanted: Wanted,
    *,
    organiser: Agency,
    manager: Person,
    opened: datetime,
    not_evaluated: Mapping[str, str] | None = None,
) -> Round:
    """Prepare a round and open it, with a month for the agencies."""
    version = SetVersion.objects.filter(set_id=wanted.set_id).first() or library_set(
        wanted.set_id, organiser=organiser, manager=manager, at=opened
    )
    plan = RoundPlan(
        wanted.slug,
        wanted.name,
        wanted.year,
        calendar_from(opened),
        {Block.objects.get(slug=wanted.block): version},
        sample=True,
        second_review=wanted.second_review,
    )
    prepared = prepare_round(plan=plan, organiser=organiser, actor=manager, at=opened)
    return open_round(round=prepared, not_evaluated=not_evaluated or {}, actor=manager, at=opened)


def calendar_from(opened: datetime) -> Calendar:
    """A month to answer, three weeks to explain, two to settle; deadlines fall at midnight in Vietnam."""
    day = timezone.localtime(opened).replace(hour=0, minute=0, second=0, microsecond=0)
    return Calendar(opened, day + timedelta(days=30), day + timedelta(days=51), day + timedelta(days=66))


def make_exceptions(round: Round, *, manager: Person, at: datetime) -> None:
    """Two agencies with more time, one that is listed and not evaluated."""
    order = Submission.objects.filter(round=round).order_by("sort_key")
    for place, days, reason in ((3, 5, "Khắc phục hậu quả mưa lũ"), (57, 7, "Chuyển trụ sở làm việc")):
        extend_deadline(
            submission=order[place],
            until=round.submit_before + timedelta(days=days),
            reason=f"{reason} (dữ liệu minh hoạ)",
            actor=manager,
            at=at,
        )
    exclude_agency(
        submission=order[len(order) - 1],
        reason="Chưa đủ thời gian hoạt động để đánh giá (dữ liệu minh hoạ)",
        actor=manager,
        at=at,
    )
