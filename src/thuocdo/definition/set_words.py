"""What a set says beside the rules of its criteria, in plain words: basis, rounding, levels, ranking, what is not counted and why.

The method page and the comparison of two sets are written with these. For the rule of one node: `rule_words`.
"""

from __future__ import annotations

from thuocdo.definition.amounts import Amount
from thuocdo.definition.model import (
    Among,
    At,
    By,
    Cause,
    CriteriaSet,
    EnteredBy,
    Evidence,
    LegalText,
    Level,
    Missing,
    Node,
    NotApplicable,
    Period,
    Ranking,
    Rounding,
    Scope,
)
from thuocdo.diagnostics import fill
from thuocdo.vietnamese.languages import Text

NOTHING = Text("", "")
EVIDENCE = {
    Evidence.REQUIRED: Text("bắt buộc", "required"),
    Evidence.OPTIONAL: Text("không bắt buộc", "optional"),
    Evidence.NONE: Text("không cần", "not needed"),
}
ENTERED_BY = {
    EnteredBy.AGENCY: Text("đơn vị được đánh giá", "the agency itself"),
    EnteredBy.ORGANISER: Text("cơ quan chủ trì", "the organiser"),
}
NOT_APPLICABLE = {
    None: Text("không được ghi «không áp dụng»", "may not be marked «not applicable»"),
    NotApplicable.LEAVE: Text("được trừ khỏi điểm tối đa", "left out of the maximum"),
    NotApplicable.ZERO: Text("0 điểm, điểm tối đa giữ nguyên", "0 points, the maximum stays"),
}
MISSING = {
    Missing.UNSCORED: Text("chưa tính được điểm", "no points yet"),
    Missing.ZERO: Text("0 điểm", "0 points"),
}
CAUSES = {
    Cause.LATE: Text("báo cáo nộp chậm", "a late report"),
    Cause.NO_EVIDENCE: Text("không có tài liệu kiểm chứng", "no evidence"),
    Cause.INSUFFICIENT: Text("không đủ thông tin, số liệu", "insufficient information"),
    Cause.UNTRUE: Text("số liệu không đúng thực tế", "untrue figures"),
}
SCOPES = {
    Scope.CRITERION: Text(
        "tiêu chí đó được 0 điểm, điểm tối đa giữ nguyên", "the criterion earns 0 points, the maximum stays"
    ),
    Scope.REPORT: Text(
        "cả báo cáo không được tính điểm, không xếp mức, không xếp hạng",
        "the whole report has no points, no level and no rank",
    ),
}
AMONG = {
    Among.ALL: Text("Xếp hạng mọi đơn vị có điểm", "Every agency with points is ranked"),
    Among.LEVELLED: Text("Chỉ xếp hạng đơn vị đạt một mức", "Only agencies that reach a level are ranked"),
    Among.NONE: Text("Không xếp hạng", "Nobody is ranked"),
}
BY = {
    By.POINTS: Text("theo điểm", "by points"),
    By.PERCENT: Text("theo tỷ lệ phần trăm đạt được", "by the percent reached"),
    By.LEVEL: Text("theo mức trước, rồi theo điểm", "by level first, then by points"),
}
USUAL_RANKING = Ranking()
IN_BLOCKS = Text(
    "từ cao xuống thấp trong từng khối; bằng nhau thì cùng hạng và bỏ qua hạng kế tiếp",
    "from high to low inside each block; equals share a rank and the next is skipped",
)


def legal_text_words(text: LegalText) -> Text:
    """A decision by its number, date and issuer."""
    words = fill(Text("{number} ngày {day}", "{number} of {day}"), number=text.number, day=text.date)
    if text.date is None:
        words = Text(text.number, text.number)
    return words if text.issuer is None else Text(f"{words.vi}, {text.issuer}", f"{words.en}, {text.issuer}")


def basis_words(criteria_set: CriteriaSet) -> Text:
    """The decision a set rests on: the one its root cites, else the first; nothing where it names none."""
    cite = criteria_set.root.cite
    cited = [text for text in criteria_set.texts if cite is not None and text.id == cite.text]
    return next((legal_text_words(text) for text in (*cited, *criteria_set.texts)), NOTHING)


def cite_words(node: Node, criteria_set: CriteriaSet) -> Text:
    """Where a node stands in its decision; nothing where it cites none."""
    if node.cite is None:
        return NOTHING
    number = next((text.number for text in criteria_set.texts if text.id == node.cite.text), node.cite.text)
    return (
        Text(number, number) if node.cite.at is None else Text(f"{number}, {node.cite.at}", f"{number}, {node.cite.at}")
    )


def rounding_words(rounding: Rounding) -> Text:
    """How points are rounded, and where."""
    where = {
        At.DIVISION: Text(
            "Mỗi phép chia được làm tròn ngay đến {decimals} chữ số thập phân; các bước sau dùng số đã làm tròn.",
            "Each division is rounded at once to {decimals} decimals; later steps use the rounded figure.",
        ),
        At.TOTALS: Text(
            "Không làm tròn giữa chừng; điểm hiển thị, xếp mức và xếp hạng được làm tròn một lần đến {decimals} chữ số thập phân.",
            "Nothing is rounded on the way; points shown, levelled and ranked are rounded once, to {decimals} decimals.",
        ),
    }[rounding.at]
    half = Text(
        "Phần bằng đúng một nửa được làm tròn ra xa số 0. Tỷ lệ phần trăm giữ {percent} chữ số thập phân.",
        "An exact half is rounded away from zero. Percents keep {percent} decimals.",
    )
    both = Text(f"{where.vi} {half.vi}", f"{where.en} {half.en}")
    return fill(both, decimals=rounding.decimals, percent=rounding.percent)


def period_words(period: Period) -> Text:
    """When a set is in force; nothing where it does not say."""
    if period.start is not None and period.until is not None:
        both = Text("từ {start} đến {until}, kể cả hai ngày", "from {start} to {until}, both days included")
        return fill(both, start=period.start, until=period.until)
    if period.start is not None:
        return fill(Text("từ {start}", "from {start}"), start=period.start)
    return NOTHING if period.until is None else fill(Text("đến hết {until}", "until {until}"), until=period.until)


def report_before_words(before: tuple[int, int] | None) -> Text:
    """Before which day of the year evaluated a report is due; nothing where the set does not say."""
    if before is None:
        return NOTHING
    words = Text("trước ngày {day}/{month} của năm đánh giá", "before {day}/{month} (day/month) of the year evaluated")
    return fill(words, day=before[1], month=before[0])


def amount_words(amount: Amount) -> Text:
    """Points, or a percent."""
    unit = Text("{value}%", "{value}%") if amount.percent else Text("{value} điểm", "{value} points")
    return fill(unit, value=amount.value)


def level_words(level: Level, names: dict[str, str]) -> Text:
    """All conditions of a level in one sentence; `names` are those of the nodes by id."""
    least = Text("trên {amount}", "above {amount}") if level.strict else Text("từ {amount}", "at least {amount}")
    total = fill(Text(f"tổng {least.vi}", f"total {least.en}"), amount=amount_words(level.limit))
    each = NOTHING
    if isinstance(level.each, Amount):
        each = fill(Text("mỗi phần từ {amount}", "each part at least {amount}"), amount=amount_words(level.each))
    elif level.each:
        one = Text("«{name}» từ {amount}", "«{name}» at least {amount}")
        limits = [
            fill(one, name=names.get(limit.node, limit.node), amount=amount_words(limit.amount)) for limit in level.each
        ]
        each = Text("; ".join(limit.vi for limit in limits), "; ".join(limit.en for limit in limits))
    label = f"{level.label}: " if level.label else ""
    parts = [part for part in (total, each) if part != NOTHING]
    return Text(label + "; ".join(part.vi for part in parts), label + "; ".join(part.en for part in parts))


def ranking_words(ranking: Ranking) -> Text:
    """Who is ranked, by what, and what becomes of equals."""
    among, by = AMONG[ranking.among], BY[ranking.by or By.POINTS]
    if ranking.among is Among.NONE:
        return Text(f"{among.vi}.", f"{among.en}.")
    return Text(f"{among.vi}, {by.vi}, {IN_BLOCKS.vi}.", f"{among.en}, {by.en}, {IN_BLOCKS.en}.")
