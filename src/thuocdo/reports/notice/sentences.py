"""A notice in sentences, as the portals of provinces write them, in Vietnamese.

Notice --paragraphs--> TITLE, SUBJECT, TEXT, HEADING, TEXT, ITEM ..., NOTE ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from thuocdo.reports.notice import words
from thuocdo.reports.notice.groups import group_item
from thuocdo.reports.notice.model import AtLevel, LeftOut, Merged, Moved, Moves, Notice, Part, Placed

ALL_NAMED: Final = 10
FIRST: Final = 3
YEAR: Final = re.compile(r"\bnăm \d{4}\b")


class Style(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    SUBJECT = "subject"
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a notice."""

    style: Style
    text: str


def paragraphs(notice: Notice) -> tuple[Paragraph, ...]:
    """Everything a notice says, in order."""
    return tuple(_paragraphs(notice))


def subject(notice: Notice) -> str:
    """What a notice is about."""
    year = f" năm {notice.year}" if notice.year is not None else ""
    name = words.lowered(notice.set.name)
    ranked = ", xếp hạng" if any(part.ranks for part in notice.parts) else ""
    if notice.year is not None and str(notice.year) not in name and YEAR.search(name):  # a set made for another year
        return f"Kết quả đánh giá{ranked}{year} theo bộ tiêu chí «{notice.set.name}»"
    told = f"Kết quả đánh giá{ranked} {name}" if name != notice.set.name else f"Kết quả đánh giá{ranked}: {name}"
    return told if notice.year is not None and str(notice.year) in name else told + year


def _paragraphs(notice: Notice) -> Iterator[Paragraph]:
    yield Paragraph(Style.TITLE, "Thông báo")
    yield Paragraph(Style.SUBJECT, subject(notice))
    bases = "; ".join(map(words.basis, notice.set.texts))
    yield Paragraph(Style.TEXT, f"Căn cứ {bases}, kết quả như sau:" if bases else "Kết quả như sau:")
    yield from _agencies(notice)
    for at, part in enumerate(notice.parts, 1):
        yield from _part(part, at, notice)
    yield from _notes(notice)


def _agencies(notice: Notice) -> Iterator[Paragraph]:
    everyone = words.agencies(notice.agencies)
    if not notice.left_out:
        yield Paragraph(Style.TEXT, f"Bảng số liệu có {everyone}.")
    else:
        evaluated, out = words.agencies(notice.evaluated), words.agencies(len(notice.left_out))
        yield Paragraph(
            Style.TEXT, f"Bảng số liệu có {everyone}: {evaluated} được đánh giá, {out} không có kết quả đánh giá."
        )
        yield from (Paragraph(Style.ITEM, _left_out(each)) for each in notice.left_out)
    yield from (Paragraph(Style.ITEM, _merged(each, notice)) for each in notice.merged)


def _left_out(each: LeftOut) -> str:
    if each.excluded:
        why = f", lý do: {each.why.vi}" if each.why else ", bảng số liệu không nêu lý do"
        return f"{each.agency}: không đánh giá{why}."
    why = f" ({each.why.vi})" if each.why else ""
    return f"{each.agency}: báo cáo không được tính điểm{why}."


def _merged(each: Merged, notice: Notice) -> str:
    made, known = words.agencies(each.predecessors), words.agencies(each.known)
    year = words.before(notice.year)
    if not each.known:
        return f"{each.agency} được lập từ {made}; các đơn vị này không có số liệu {year}."
    if each.known == 1:
        return f"{each.agency} được lập từ {made}, trong đó {known} có số liệu {year}; số liệu ấy được dùng để so sánh."
    return f"{each.agency} được lập từ {made}; {year} được so với trung bình cộng của {known} có số liệu."


def _part(part: Part, at: int, notice: Notice) -> Iterator[Paragraph]:
    maximum = f" (tối đa {words.points(part.maximum)})" if part.maximum is not None else ""
    block = f" – {part.block}" if part.block else ""
    yield Paragraph(Style.HEADING, f"{at}. {'Tổng điểm' if part.is_root else part.name}{maximum}{block}")
    yield Paragraph(Style.TEXT, " ".join(_opening(part, notice)))
    yield from (Paragraph(Style.ITEM, _placed(placed, part, notice)) for placed in _shown(part))
    if part.levels:
        yield Paragraph(Style.TEXT, "Số đơn vị ở từng mức:")
        yield from (Paragraph(Style.ITEM, _level(level, part)) for level in part.levels)
        if part.undecided:
            yield Paragraph(Style.ITEM, f"Chưa xác định được mức vì chưa đủ điểm: {words.counted(part.undecided)}.")
    if part.moves is not None:
        yield from (Paragraph(Style.TEXT, text) for text in _moves(part.moves, part, notice))
    yield from _groups(part)


def _opening(part: Part, notice: Notice) -> Iterator[str]:
    """How many are ranked, how that changed, what is published and what is provisional."""
    if part.ranks:
        yield _how_many(part, notice)
    else:
        yield f"Mục này có {words.agencies(part.evaluated)}, không xếp hạng."
    if part.points_published:
        yield "Điểm ở mục này là điểm đã công bố, không tính từ số liệu thành phần."
    published = sum(level.published for level in part.levels)
    if published and published == sum(len(level.agencies) for level in part.levels):
        yield "Mức ở mục này là mức đã công bố, không tính từ điểm."
    if any(placed.provisional for placed in part.placed):
        yield "Thứ hạng là tạm tính, vì còn đơn vị chưa đủ điểm hoặc điểm dựa trên giá trị cho trước."


def _how_many(part: Part, notice: Notice) -> str:
    year, before = words.before(notice.year), part.ranked_before
    told = f"Có {words.agencies(part.ranked)} được xếp hạng" if part.ranked else "Không có đơn vị nào được xếp hạng"
    told += f" trong số {words.agencies(part.evaluated)}"
    if before is not None:
        difference = part.ranked - before
        way = (
            f"{'tăng' if difference > 0 else 'giảm'} {words.agencies(abs(difference))} so với"
            if difference
            else "bằng số đơn vị của"
        )
        told += f", {way} {year}"
    elif part.compared:
        return f"{told}. Mục này không có số liệu {year} để so sánh."
    return f"{told}."


def _shown(part: Part) -> Iterator[tuple[Placed, ...]]:
    """The ranks that are told, each with all who share it: all of few, else the first three and the last."""
    ranks = [tuple(same) for _, same in groupby(part.placed, key=lambda placed: placed.rank)]
    yield from ranks if len(part.placed) <= ALL_NAMED else (*ranks[:FIRST], *ranks[FIRST:][-1:])


def _placed(same: tuple[Placed, ...], part: Part, notice: Notice) -> str:
    first = same[0]
    last = "Xếp cuối, thứ" if first.rank > FIRST and len(part.placed) > ALL_NAMED else "Xếp thứ"
    place = f"{last} {words.number(first.rank)}"
    if len(same) == 1:
        return f"{place}: {first.agency}, {', '.join(_figures(first, part, notice))}."
    if len(same) > words.MOST_NAMED:
        return f"{place}: {words.agencies(len(same))} cùng hạng."
    told = "; ".join(f"{each.agency}, {', '.join(_figures(each, part, notice))}" for each in same)
    return f"{place}, {words.agencies(len(same))} cùng hạng: {told}."


def _figures(placed: Placed, part: Part, notice: Notice) -> Iterator[str]:
    level = f" ({placed.level}{_mark(placed, part)})" if placed.level else ""
    if placed.points is not None:
        percent = f", đạt {words.number(placed.percent)}%" if placed.percent is not None else ""
        yield f"{words.points(placed.points)}{percent}{level}"
    moved = words.moved(placed.change, notice.year)
    if moved:
        yield moved


def _mark(placed: Placed, part: Part) -> str:
    """A published level is marked where others of the part are worked out."""
    everyone = all(each.published_level for each in part.placed)
    return ", mức đã công bố" if placed.published_level and not everyone else ""


def _level(level: AtLevel, part: Part) -> str:
    name = level.level if level.label in {None, level.level} else f"{level.level} ({level.label})"
    if not level.agencies:
        return f"{name}: không có đơn vị nào."
    told = f"{words.agencies(len(level.agencies))}{words.named(level.agencies)}"
    if not level.published or sum(len(each.agencies) for each in part.levels) == sum(
        each.published for each in part.levels
    ):
        return f"{name}: {told}."
    if level.published == len(level.agencies):
        return f"{name}, theo mức đã công bố: {told}."
    return f"{name}: {told}, trong đó {words.agencies(level.published)} theo mức đã công bố."


def _moves(moves: Moves, part: Part, notice: Notice) -> Iterator[str]:
    """How many went which way; nothing where nobody can be compared."""
    if not moves.up + moves.down + moves.unchanged:
        return
    year = words.before(notice.year)
    told = {
        "tăng điểm": moves.up,
        "giảm điểm": moves.down,
        "giữ nguyên điểm": moves.unchanged,
        f"không có số liệu {year}": moves.no_last_year,
        "không đủ số liệu để so sánh": moves.unknown,
    }
    listed = ", ".join(f"{words.agencies(count)} {what}" for what, count in told.items() if count)
    yield f"So với {year}: {listed}."
    if len(part.placed) > ALL_NAMED:
        furthest = [_furthest(most) for most in (moves.most_up, moves.most_down) if most]
        yield f"Thay đổi nhiều nhất: {'; '.join(furthest)}."


def _furthest(most: tuple[Moved, ...]) -> str:
    return f"{words.counted([each.agency for each in most])} {words.by(most[0].change)}"


def _groups(part: Part) -> Iterator[Paragraph]:
    """The groups below; one sentence where none of them has any points."""
    spreads = [
        spread for spread in part.spreads if spread.scored or spread.void or spread.unanswered or spread.unscored
    ]
    if not spreads:
        return
    if not any(spread.scored or spread.void or spread.unanswered for spread in spreads):
        yield Paragraph(Style.TEXT, "Bảng số liệu không có điểm của từng nhóm tiêu chí.")
        return
    yield Paragraph(Style.TEXT, "Theo từng nhóm tiêu chí:")
    yield from (Paragraph(Style.ITEM, group_item(spread)) for spread in spreads)


def _notes(notice: Notice) -> Iterator[Paragraph]:
    for each in notice.assumed:
        about = f"Giả định ở mục «{each.name}»" if each.name else "Giả định của bộ tiêu chí"
        yield Paragraph(Style.NOTE, f"{about}: {each.text}")
