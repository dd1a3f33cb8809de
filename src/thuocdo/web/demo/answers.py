"""Believable answers: sample data that depend on nothing but the agency's code and the criterion, so that every fill is the same.

    strength of an agency (0.35 .. 0.97)  ->  how well it does at each criterion  ->  figures that earn about that share

What is counted under the same words (civil servants, villages, dossiers) is the same number throughout one agency's submission.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random
from typing import Final

from thuocdo.definition.measures import (
    Checklist,
    Choice,
    Count,
    Measure,
    Option,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.resolved import Resolved
from thuocdo.web.submissions.reading import BETWEEN, NO, NONE, YES
from thuocdo.web.submissions.sheet import MARK, Sheet
from thuocdo.web.submissions.value import NA, Value

SAMPLE: Final = "dữ liệu minh hoạ"
THIS_YEAR: Final = 2026
REMARKS: Final = (
    f"Số liệu tính đến ngày 30/9/{{year}} ({SAMPLE}).",
    f"Theo báo cáo của Trung tâm Phục vụ hành chính công ({SAMPLE}).",
    f"Đơn vị mới sắp xếp, số liệu cộng từ các xã cũ ({SAMPLE}).",
)
WHY_NOT: Final = f"Trên địa bàn không có nội dung này ({SAMPLE})"
SIZES: Final = (  # how many there are of what is counted, by words of its label
    ("cán bộ", 28, 64),
    ("cụm loa", 6, 24),
    ("thôn", 9, 34),
    ("nhiệm vụ", 8, 30),
    ("ngân sách", 42_000, 118_000),
    ("mục bắt buộc", 18, 26),
    ("hồ sơ", 640, 5_200),
    ("thủ tục", 110, 160),
    ("phản ánh", 24, 210),
    ("văn bản", 180, 2_400),
    ("kết quả", 640, 5_200),
    ("người", 6_500, 31_000),
    ("hộ kinh doanh", 140, 1_900),
    ("báo cáo", 24, 90),
    ("hệ thống", 3, 12),
    ("cơ sở dữ liệu", 2, 9),
)
USUAL: Final = (20, 160)
ODD_ONES: Final = 0.05  # how often a criterion that may be left out is


def strength_of(code: str) -> float:
    """How well an agency does on the whole."""
    return 0.35 + 0.62 * Random(f"{code} strength").betavariate(2.6, 1.8)  # noqa: S311 (sample data, not a secret)


def answer_of(sheet: Sheet, code: str, criterion: str, year: int = THIS_YEAR) -> Value:
    """What the agency of a code says at one criterion, or the organiser of it; a year earlier most was a little less."""
    node = sheet.criteria[criterion]
    chance = Random(f"{code} {criterion}")  # noqa: S311 (as above)
    share = min(1.0, max(0.0, chance.gauss(strength_of(code), 0.16) - _less(code, criterion, year)))
    if node.node.not_applicable is not None and chance.random() < ODD_ONES:
        return Value({}, NA, WHY_NOT)
    remark = chance.choice(REMARKS).format(year=year) if chance.random() < 0.12 else ""
    return Value(_inputs(node, code, share, chance), explanation=remark)


def _less(code: str, criterion: str, year: int) -> float:
    """How much less an agency did in an earlier year; at some criteria it did more."""
    if year >= THIS_YEAR:
        return 0.0
    return Random(f"{code} {criterion} {year}").uniform(-0.06, 0.18)  # noqa: S311 (as above)


def _inputs(node: Resolved, code: str, share: float, chance: Random) -> Mapping[str, str]:
    measure = node.node.measure
    if measure is None:
        return {MARK: _mark(node, share)}
    return MAKERS[type(measure)](measure, node, code, share, chance)


def _mark(node: Resolved, share: float) -> str:
    quarters = int(share * float(node.max or 0) * 4)
    return _plain(Decimal(quarters) / 4)


def _yes_no(_measure: YesNo, _node: Resolved, _code: str, share: float, _chance: Random) -> Mapping[str, str]:
    return {"value": YES if share > 0.45 else NO}


def _choice(measure: Choice, node: Resolved, _code: str, share: float, _chance: Random) -> Mapping[str, str]:
    best_first = sorted(measure.options, key=lambda option: -_worth(option, node))
    return {"value": best_first[min(int((1 - share) * 1.6 * len(best_first)), len(best_first) - 1)].id}


def _checklist(measure: Checklist, _node: Resolved, _code: str, share: float, chance: Random) -> Mapping[str, str]:
    held = [option.id for option in measure.options if chance.random() < share]
    return {"value": BETWEEN.join(held) or NONE}


def _ratio(measure: Ratio, _node: Resolved, code: str, share: float, _chance: Random) -> Mapping[str, str]:
    whole = _size(measure.b, code)
    lowest = float(measure.start or 0) / 100
    reached = lowest + (min(1.0, float(measure.target) / 100 * 1.08) - lowest) * share
    return {"a": str(min(whole, round(whole * reached))), "b": str(whole)}


def _relative(measure: Relative, _node: Resolved, code: str, share: float, _chance: Random) -> Mapping[str, str]:
    if len(measure.inputs) == 1:
        return {measure.inputs[0].key: str(round(2 + 22 * share))}
    first, second = measure.inputs
    return {first.key: str(50 * round(2 + 14 * share)), second.key: str(_size(second.label, code))}


def _steps(measure: Steps, node: Resolved, code: str, share: float, _chance: Random) -> Mapping[str, str]:
    bounds = [bound for step in measure.steps for bound in (step.lower, step.upper) if bound is not None]
    highest = float(max(bound.value for bound in bounds))
    best = max(measure.steps, key=lambda step: step.worth.of(_max(node)))
    if best.lower is None:  # the fewer the better
        return {measure.inputs[0].key: str(round(max(0.0, 0.75 - share) * 1.6 * highest))}
    value = highest * (0.3 + 0.85 * share)
    if len(measure.inputs) == 1:
        if highest >= 95:  # percent of a time or a number
            return {measure.inputs[0].key: _plain(Decimal(round(min(100.0, highest - 6 + 8 * share) * 10)) / 10)}
        return {measure.inputs[0].key: str(math.floor(value + 0.5))}
    first, second = measure.inputs
    whole = _size(second.label, code)
    reached = min(1.0, value / 100 if highest < 50 else (highest - 10 + 13 * share) / 100)
    return {first.key: str(round(whole * reached)), second.key: str(whole)}


def _count(measure: Count, node: Resolved, _code: str, share: float, _chance: Random) -> Mapping[str, str]:
    if measure.per < 0:
        return {"n": str(max(0, round((0.62 - share) * 8)))}
    enough = math.ceil(float(_max(node) or 3) / float(measure.per))
    return {"n": str(min(round(enough * 1.15 * share), 60))}


def _survey(measure: Survey, _node: Resolved, code: str, share: float, _chance: Random) -> Mapping[str, str]:
    mean = float(measure.low) + float(measure.high - measure.low) * (0.35 + 0.62 * share)
    if len(measure.inputs) == 1:
        return {measure.inputs[0].key: _plain(Decimal(round(mean * 100)) / 100)}
    papers = _size(measure.inputs[1].label, code)
    return {measure.inputs[0].key: str(round(mean * papers)), measure.inputs[1].key: str(papers)}


def _quota(measure: Quota, _node: Resolved, code: str, share: float, _chance: Random) -> Mapping[str, str]:
    target = 10 * (_size(measure.target, code) // 200 + 20)
    return {"target": str(target), "actual": str(round(target * (0.7 + 0.45 * share)))}


def _size(label: str, code: str) -> int:
    """How many there are: the same for the same words."""
    words = label.lower()
    low, high = next(((low, high) for word, low, high in SIZES if word in words), USUAL)
    return Random(f"{code} {words}").randint(low, high)  # noqa: S311 (as above)


def _worth(option: Option, node: Resolved) -> float:
    return float(option.worth.of(_max(node)))


def _max(node: Resolved) -> Decimal:
    return node.max or Decimal(0)


def _plain(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"


MAKERS: Final[Mapping[type[Measure], Callable[..., Mapping[str, str]]]] = {
    YesNo: _yes_no,
    Choice: _choice,
    Checklist: _checklist,
    Ratio: _ratio,
    Relative: _relative,
    Steps: _steps,
    Count: _count,
    Survey: _survey,
    Quota: _quota,
}
