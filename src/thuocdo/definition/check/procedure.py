"""Do the dates of the set, and what it says of late reports and evidence, fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thuocdo.definition.check.context import Context
from thuocdo.definition.model import Cause, Evidence, LegalText
from thuocdo.definition.suggest import in_full, shorten
from thuocdo.diagnostics import Diagnostic, error, note, warning
from thuocdo.vietnamese.languages import Text

LATE_IS_FREE = warning(
    "TD620",
    "Có hạn gửi báo cáo («report_before») nhưng không nói báo cáo chậm thì sao («void: late»), nên chậm cũng không mất gì.",
    "There is a date for reports («report_before») but nothing on late ones («void: late»), so being late costs nothing.",
)
EVIDENCE_IS_FREE = warning(
    "TD621",
    "«{name}» yêu cầu tài liệu kiểm chứng, nhưng bộ tiêu chí không nói thiếu tài liệu thì sao («void: no_evidence»).",
    "«{name}» asks for evidence, but the set does not say what follows if there is none («void: no_evidence»).",
)
NEVER_IN_FORCE = warning(
    "TD622",
    "Bộ tiêu chí hết hiệu lực ({until}) trước khi có hiệu lực ({start}).",
    "The set ceases to be in force ({until}) before it begins to be ({start}).",
)
RETROACTIVE = warning(
    "TD623",
    "Bộ tiêu chí có hiệu lực từ {start}, trước ngày ban hành văn bản «{number}» ({issued}).",
    "The set is in force from {start}, before the text «{number}» was issued ({issued}).",
)
NO_SUCH_DAY = error(
    "TD626",
    "Hạn gửi báo cáo không phải một ngày có trong mọi năm: ngày {day} tháng {month}.",
    "The date reports are due is not a day of every year: day {day} of month {month}.",
)
COMMON_YEAR = 2001


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at what only the set itself has: dates, the deadline, the causes of void."""
    yield from _deadline(context)
    if context.sound_part("void") and context.set.scope(Cause.NO_EVIDENCE) is None:
        asking = next((node for node in context.nodes if node.evidence is Evidence.REQUIRED), None)
        if asking is not None:
            yield EVIDENCE_IS_FREE.at(context.at(asking, "evidence"), name=in_full(asking.name))
    if context.sound_part("valid"):
        yield from _force(context)


def _deadline(context: Context) -> Iterator[Diagnostic]:
    due = context.set.report_before
    if due is None:
        return
    place = context.reading.at((), "report_before")
    if not _is_day(*due):
        yield NO_SUCH_DAY.at(place, month=due[0], day=due[1])
    elif context.sound_part("void") and context.set.scope(Cause.LATE) is None:
        yield LATE_IS_FREE.at(place)


def _is_day(month: int, day: int) -> bool:
    try:
        date(COMMON_YEAR, month, day)
    except ValueError:
        return False
    return True


def _force(context: Context) -> Iterator[Diagnostic]:
    start, until = context.set.valid.start, context.set.valid.until
    if start is not None and until is not None and until < start:
        yield NEVER_IN_FORCE.at(context.reading.at((), "valid", "until"), start=start, until=until)
    issued = _issued_by(context)
    if start is not None and issued is not None and issued.date is not None and start < issued.date:
        place = context.reading.at((), "texts", issued.id, "date")
        told = note("Văn bản ban hành ngày này.", "The text was issued on this day.", place)
        number = Text(shorten(issued.number), shorten(issued.number))
        at = context.reading.at((), "valid", "from")
        yield RETROACTIVE.at(at, notes=(told,), start=start, number=number, issued=issued.date)


def _issued_by(context: Context) -> LegalText | None:
    """The text that issues the set: the one its root cites, else the earliest."""
    dated = [text for text in context.set.texts if text.date is not None]
    cite = context.set.root.cite
    cited = next((text for text in dated if cite is not None and text.id == cite.text), None)
    return cited or min(dated, key=lambda text: text.date or date.max, default=None)
