"""The running rounds of 2026: the 124 communes of today's tỉnh Lâm Đồng, real names and codes, with sample data only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from vietnam_provinces import Province, VietNamDivisionType, Ward

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.demo.dak_nong import library_set
from thuocdo.web.directory.import_agencies import import_agencies
from thuocdo.web.directory.roster import Entry, Roster
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.sets.models import SetVersion

PROVINCE: Final = "Lâm Đồng"
SINCE: Final = date(2025, 7, 1)
KINDS: Final = {
    VietNamDivisionType.XA: "xa",
    VietNamDivisionType.PHUONG: "phuong",
    VietNamDivisionType.DAC_KHU: "dac-khu",
}
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


def communes(province: str = PROVINCE) -> list[tuple[str, str, str]]:
    """Code, name and kind of the communes of a province, as they are since 1 July 2025."""
    code = next(each.code for each in Province.iter_all() if each.name.endswith(province))
    return [
        (str(ward.code.value if hasattr(ward.code, "value") else ward.code), ward.name, KINDS[ward.division_type])
        for ward in Ward.iter_by_province(code)
    ]


def open_rounds(*, organiser: Agency, manager: Person, at: datetime) -> list[Round]:
    """The agencies of the province and both rounds of the year, opened three weeks ago."""
    blocks = {
        "xa": Block.objects.create(slug="lam-dong-xa", name="Xã, phường, đặc khu", order=20),
        "so-nganh": Block.objects.create(slug="lam-dong-so-nganh", name="Sở, ban, ngành", order=10),
    }
    listed = [(code, name, kind, "xa") for code, name, kind in communes()]
    listed += [(f"ld-{code}", name, "so-nganh", "so-nganh") for code, name in DEPARTMENTS]
    entries = tuple(
        Entry(row, code, name, kind, blocks[block], SINCE, new=True)
        for row, (code, name, kind, block) in enumerate(listed, 2)
    )
    import_agencies(roster=Roster(entries, ()), origin="vietnam-provinces", organiser=organiser, actor=manager, at=at)
    rounds = []
    for block, set_id, name in (
        ("xa", "mau-2026-xa", "Mức độ chuyển đổi số cấp xã, tỉnh Lâm Đồng năm 2026"),
        ("so-nganh", "mau-2026-so-nganh", "Mức độ chuyển đổi số của sở, ban, ngành tỉnh Lâm Đồng năm 2026"),
    ):
        version = library_set(set_id, organiser=organiser, manager=manager, at=at)
        rounds.append(_open(block, name, blocks[block], version, organiser=organiser, manager=manager, at=at))
    _exceptions(rounds[0], manager=manager, at=at)
    return rounds


def _open(
    slug: str, name: str, block: Block, version: SetVersion, *, organiser: Agency, manager: Person, at: datetime
) -> Round:
    opened = at - timedelta(days=21)
    ends = at.replace(hour=0, minute=0, second=0, microsecond=0)
    calendar = Calendar(opened, ends + timedelta(days=9), ends + timedelta(days=30), ends + timedelta(days=45))
    plan = RoundPlan(f"lam-dong-{slug}-2026", name, 2026, calendar, {block: version}, sample=True)
    prepared = prepare_round(plan=plan, organiser=organiser, actor=manager, at=opened)
    return open_round(round=prepared, not_evaluated={}, actor=manager, at=opened)


def _exceptions(round: Round, *, manager: Person, at: datetime) -> None:
    """One agency with more time, one that is listed and not evaluated."""
    order = Submission.objects.filter(round=round).order_by("sort_key")
    extend_deadline(
        submission=order[3],
        until=round.submit_before + timedelta(days=5),
        reason="Khắc phục hậu quả mưa lũ (dữ liệu minh hoạ)",
        actor=manager,
        at=at,
    )
    exclude_agency(
        submission=order[len(order) - 1],
        reason="Chưa đủ thời gian hoạt động để đánh giá (dữ liệu minh hoạ)",
        actor=manager,
        at=at,
    )
