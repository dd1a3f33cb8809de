"""The rule of a criterion in plain words, written from its measure: what the form, the method page and an explanation say.

rule_words(leaf) -> "Số máy tính ÷ Số công chức × 2 điểm, không quá 2 điểm."
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Measure,
    Option,
    Over,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.diagnostics import fill
from thuocdo.vietnamese.languages import Text

EMPTY = Text("", "")
IF_NONE = {
    IfNone.LEAVE: Text("Mẫu số bằng 0: không áp dụng.", "If the divisor is 0: not applicable."),
    IfNone.ZERO: Text("Mẫu số bằng 0: 0 điểm.", "If the divisor is 0: 0 points."),
    IfNone.FULL: Text("Mẫu số bằng 0: điểm tối đa.", "If the divisor is 0: the maximum."),
}
COMBINE = {
    Combine.SUM: Text("Tổng điểm của các mục con.", "The sum of the points of its parts."),
    Combine.MEAN: Text(
        "Trung bình tỷ lệ đạt của các mục con áp dụng cho đơn vị, nhân với {max} điểm.",
        "The mean of the shares reached in the parts that apply, times {max} points.",
    ),
    Combine.BEST: Text(
        "Lấy mục con có điểm cao nhất.",
        "The part with the highest points counts.",
    ),
    Combine.NONE: Text("Các phần không cộng lại với nhau.", "The parts are not added up."),
}


def rule_words(node: Resolved) -> Text:
    """How a node's points are worked out, in full sentences of both languages."""
    if not node.is_leaf:
        return _group(node)
    measure = node.node.measure
    if measure is None:
        return _mark(node)
    return MEASURES[type(measure)](measure, node)


def _group(node: Resolved) -> Text:
    words = [fill(COMBINE[node.node.combine], max=_max(node))]
    if node.node.combine is Combine.MEAN and any(child.node.weight for child in node.ordinary):
        words.append(Text("Mỗi mục con có trọng số riêng.", "Each part has its own weight."))
    if node.node.cap:
        words.append(fill(Text("Không vượt quá {max} điểm.", "Never above {max} points."), max=_max(node)))
    if node.node.rescale:
        words.append(
            fill(
                Text(
                    "Phần không áp dụng được trừ khỏi điểm tối đa, rồi điểm đạt được quy đổi về thang {max} điểm.",
                    "What does not apply is taken off the maximum; the points are then converted to the scale of {max}.",
                ),
                max=_max(node),
            )
        )
    if node.extras:
        words.append(Text("Điểm thưởng, điểm trừ được cộng thêm sau.", "Bonuses and deductions are added afterwards."))
    return _joined(words)


def _mark(node: Resolved) -> Text:
    if node.max is None:
        return Text("Điểm được chấm trực tiếp.", "Points are given directly.")
    low = node.node.min
    return fill(
        Text("Điểm được chấm trực tiếp, từ {low} đến {max}.", "Points are given directly, from {low} to {max}."),
        low=low,
        max=_max(node),
    )


def _yes_no(_measure: YesNo, node: Resolved) -> Text:
    return fill(Text("Có: {max} điểm; không: 0 điểm.", "Yes: {max} points; no: 0 points."), max=_max(node))


def _choice(measure: Choice, node: Resolved) -> Text:
    return _joined([Text("Chọn một: ", "One of: "), _options(measure.options, node)], between="")


def _checklist(measure: Checklist, node: Resolved) -> Text:
    cap = EMPTY if node.max is None else fill(Text("Không quá {max} điểm.", "At most {max} points."), max=_max(node))
    opening = Text("Cộng các nội dung đã có: ", "What is there is added up: ")
    return _joined([_joined([opening, _options(measure.options, node)], between=""), cap])


def _options(options: Iterable[Option], node: Resolved) -> Text:
    lines = [
        fill(Text("{name}: {worth}", "{name}: {worth}"), name=o.name, worth=_worth(o.worth, node)) for o in options
    ]
    return _joined([_joined(lines, between="; "), Text(".", ".")], between="")


def _worth(amount: Amount, node: Resolved) -> Text:
    if not amount.percent:
        return fill(Text("{points} điểm", "{points} points"), points=amount.value)
    if amount.value == 100 and node.max is not None:
        return fill(Text("{max} điểm (tối đa)", "{max} points (the maximum)"), max=_max(node))
    return fill(Text("{share}% điểm tối đa", "{share}% of the maximum"), share=amount.value)


def _ratio(measure: Ratio, node: Resolved) -> Text:
    if measure.target == 100:
        rule = fill(
            Text("{a} ÷ {b} × {max} điểm, không quá {max} điểm.", "{a} ÷ {b} × {max} points, at most {max} points."),
            a=measure.a,
            b=measure.b,
            max=_max(node),
        )
    else:
        rule = fill(
            Text(
                "{a} ÷ {b}; đạt từ {target}% trở lên được {max} điểm, dưới đó tính theo tỷ lệ.",
                "{a} ÷ {b}; from {target}% on it earns {max} points, below that in proportion.",
            ),
            a=measure.a,
            b=measure.b,
            target=measure.target,
            max=_max(node),
        )
    start = EMPTY
    if measure.start:
        start = fill(Text("Dưới {start}%: 0 điểm.", "Below {start}%: 0 points."), start=measure.start)
    return _joined([rule, start, IF_NONE[measure.if_none]])


def _relative(measure: Relative, node: Resolved) -> Text:
    value = value_words(measure.inputs)
    where = Text("khối", "block") if measure.over is Over.BLOCK else Text("đợt đánh giá", "round")
    rule = fill(
        Text(
            "{value} ÷ giá trị cao nhất trong {where} × {max} điểm.",
            "{value} ÷ the highest in the {where} × {max} points.",
        ),
        value=value,
        where=where,
        max=_max(node),
    )
    return _joined([rule, EMPTY if measure.if_none is None else IF_NONE[measure.if_none]])


def value_words(inputs: tuple[object, ...]) -> Text:
    """What is compared: the only input, or the quotient of two."""
    labels = [str(getattr(entry, "label", "")) for entry in inputs]
    return Text(" ÷ ".join(labels), " ÷ ".join(labels))


def _steps(measure: Steps, node: Resolved) -> Text:
    lines = [
        fill(
            Text("{span}: {worth}", "{span}: {worth}"),
            span=span_words(step.lower, step.upper),
            worth=_worth(step.worth, node),
        )
        for step in measure.steps
    ]
    rest = Text("còn lại: 0 điểm.", "otherwise: 0 points.")
    opening = fill(Text("{value}: ", "{value}: "), value=value_words(measure.inputs))
    rule = _joined([opening, _joined([*lines, rest], between="; ")], between="")
    return _joined([rule, EMPTY if measure.if_none is None else IF_NONE[measure.if_none]])


def span_words(lower: Bound | None, upper: Bound | None) -> Text:
    """The values between two bounds."""
    parts = []
    if lower is not None:
        parts.append(fill(FROM if lower.inclusive else ABOVE, bound=_bound(lower)))
    if upper is not None:
        parts.append(fill(TO if upper.inclusive else BELOW, bound=_bound(upper)))
    return _joined(parts)


FROM = Text("từ {bound}", "from {bound}")
ABOVE = Text("trên {bound}", "above {bound}")
TO = Text("đến {bound}", "to {bound}")
BELOW = Text("đến dưới {bound}", "to below {bound}")


def _bound(bound: Bound) -> Text:
    return fill(Text("{value}%", "{value}%") if bound.percent else Text("{value}", "{value}"), value=bound.value)


def _count(measure: Count, node: Resolved) -> Text:
    start = node.max if measure.start is None else measure.start
    if measure.per >= 0:
        rule = Text("{n}: mỗi trường hợp được {per} điểm", "{n}: {per} points each")
    else:
        rule = Text("{n}: mỗi trường hợp bị trừ {per} điểm", "{n}: {per} points off each")
    words = [fill(rule, n=measure.n, per=abs(measure.per))]
    if start:
        words.append(fill(Text("bắt đầu từ {start} điểm", "starting from {start} points"), start=start))
    if node.max is not None:
        limits = Text("trong khoảng {low} đến {max} điểm", "between {low} and {max} points")
        words.append(fill(limits, low=node.node.min, max=_max(node)))
    return _joined([_joined(words, between=", "), Text(".", ".")], between="")


def _survey(measure: Survey, node: Resolved) -> Text:
    rule = fill(
        Text(
            "{value} (điểm trung bình khảo sát) trên thang {low} đến {high}, quy đổi thành 0 đến {max} điểm.",
            "{value} (mean of a survey) on a scale from {low} to {high}, converted to 0 to {max} points.",
        ),
        value=value_words(measure.inputs),
        low=measure.low,
        high=measure.high,
        max=_max(node),
    )
    return _joined([rule, EMPTY if measure.if_none is None else IF_NONE[measure.if_none]])


def _quota(measure: Quota, node: Resolved) -> Text:
    half = (node.max or Decimal(0)) / 2
    return fill(
        Text(
            "Chưa đạt chỉ tiêu: {actual} ÷ {target} × {half} điểm. Đạt chỉ tiêu: {half} điểm. Vượt chỉ tiêu: thêm tới {half} điểm, "
            "theo tỷ lệ vượt so với đơn vị vượt cao nhất trong khối.",
            "Below the target: {actual} ÷ {target} × {half} points. On target: {half} points. Above: up to {half} points more, "
            "in proportion to the highest excess in the block.",
        ),
        actual=measure.actual,
        target=measure.target,
        half=half,
    )


MEASURES: dict[type[Measure], Callable[..., Text]] = {
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


def _max(node: Resolved) -> Decimal:
    return node.max or Decimal(0)


def _joined(parts: Iterable[Text], between: str = " ") -> Text:
    kept = [part for part in parts if part != EMPTY]
    return Text(between.join(part.vi for part in kept), between.join(part.en for part in kept))
