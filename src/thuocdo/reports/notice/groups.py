"""The sentence about one group: who has the most points, the next, the least, all of them, none; and of whom nothing is known.

What is said holds for the agencies that have points there, and the sentence says how many those are where others have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.reports.notice import words
from thuocdo.reports.notice.model import Shared, Spread


def group_item(spread: Spread) -> str:
    """The whole sentence, with the group's name and maximum in front."""
    maximum = f" (tối đa {words.points(spread.maximum)})" if spread.maximum else ""
    return f"{spread.name}{maximum}: {'; '.join((*_points(spread), *_others(spread)))}."


def _points(spread: Spread) -> Iterator[str]:
    if not spread.ranked:
        return
    if spread.extra:
        yield from _extra(spread)
    elif not spread.comparable:
        yield from filter(None, (_full(spread), _zero(spread)))
    else:
        told = list(_told(spread))
        if spread.unscored and len(spread.ranked) > 1:
            told[0] = f"trong {words.agencies(spread.scored)} có điểm, {told[0]}"
        yield from told


def _told(spread: Spread) -> Iterator[str]:
    """Best, next and worst; of two agencies the second is the next, not the worst."""
    best, *others = spread.ranked
    if spread.scored == 1:
        yield f"{'chỉ ' if spread.unscored else ''}{best.agencies[0]} có điểm ({words.points(best.points)})"
    elif not others:
        yield _all_alike(spread, best)
    else:
        yield _full(spread) or f"cao nhất là {_shared(best)}"
        if len(others) > 1 or (spread.scored == 2 and not spread.zero):
            yield f"tiếp đến là {_shared(others[0])}"
        if len(others) > 1 or spread.scored > 2 or spread.zero:
            yield _zero(spread) or f"thấp nhất là {_shared(others[-1])}"


def _all_alike(spread: Spread, shared: Shared) -> str:
    whom = f"cả {words.agencies(len(shared.agencies))}{' có điểm' if spread.unscored else ''}{words.named(shared.agencies)}"
    return f"{whom} đều {'đạt điểm tối đa' if spread.full else f'được {words.points(shared.points)}'}"


def _full(spread: Spread) -> str:
    return f"{words.counted(spread.full.agencies)} đạt điểm tối đa" if spread.full else ""


def _zero(spread: Spread) -> str:
    return f"{words.counted(spread.zero.agencies)} được 0 điểm" if spread.zero else ""


def _shared(shared: Shared) -> str:
    """Who has some points, and how many."""
    if len(shared.agencies) == 1:
        return f"{shared.agencies[0]} ({words.points(shared.points)})"
    return f"{words.agencies(len(shared.agencies))} cùng {words.points(shared.points)}{words.named(shared.agencies)}"


def _extra(spread: Spread) -> Iterator[str]:
    """Bonuses and deductions: whoever has any."""
    some = [shared for shared in spread.ranked if shared.points]
    if not some:
        yield "không có đơn vị nào được thưởng hoặc bị trừ điểm"
    for shared in some:
        way = "được cộng" if shared.points > 0 else "bị trừ"
        yield f"{words.counted(shared.agencies)} {way} {words.points(abs(shared.points))}"


def _others(spread: Spread) -> Iterator[str]:
    """Those without points of their own; a missing figure is no 0."""
    if spread.void:
        yield f"{words.counted(spread.void)} không được tính điểm"
    if spread.unanswered:
        yield f"{words.counted(spread.unanswered)} không có số liệu, tính 0 điểm theo bộ tiêu chí"
    if spread.unscored:
        whole = not (spread.ranked or spread.void or spread.unanswered)
        yield "chưa có điểm của đơn vị nào" if whole else f"{words.agencies(len(spread.unscored))} chưa có điểm"
    if spread.absent:
        yield f"{words.agencies(len(spread.absent))} không áp dụng"
