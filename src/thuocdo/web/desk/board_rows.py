"""The rows of the board: what is said of each agency, worked out before the page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.desk.reminding import WITH_AGENCY
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.ui import marks, written
from thuocdo.web.ui.addresses import addresses

NOTHING: Final = SafeString("")


@dataclass(frozen=True, slots=True)
class Line:
    """One agency, each cell as it is written: a page has a hundred."""

    name: str
    state: SafeString
    answered: str
    deadline: SafeString
    work: SafeString


@dataclass(frozen=True, slots=True)
class Doing:
    """What the person may do at the rows of the page, and where."""

    remind: Callable[[str], str] | None
    extend: Callable[[str], str] | None
    exclude: Callable[[str], str] | None
    include: Callable[[str], str] | None


def doing(round: Round, *, reminding: bool, extending: bool, excluding: bool) -> Doing:
    """The addresses of the acts on one agency, each looked up once for the page."""
    letter = f"{reverse('desk:remind', args=[round.slug])}?don_vi="
    return Doing(
        (lambda code: letter + quote(code)) if reminding else None,
        addresses("rounds:extend", round.slug) if extending else None,
        addresses("rounds:exclude", round.slug) if excluding else None,
        addresses("rounds:include", round.slug) if excluding else None,
    )


def lines(rows: Iterable[Any], reminded: Mapping[int, datetime], can: Doing, now: datetime) -> list[Line]:
    """The agencies of a page. `rows` are submissions with their agency and their `deadline`."""
    cells = _Cells(can, now)
    return [cells.line(row, row.deadline, reminded.get(row.pk)) for row in rows]


class _Cells:
    """Writes the cells of a page; what is said at many rows is looked up once."""

    def __init__(self, can: Doing, now: datetime) -> None:
        self._can, self._now = can, now
        self._states = {state.value: str(state.label) for state in SubmissionState}
        self._late, self._reminded, self._extended = _("trễ hạn"), _("nhắc"), _("gia hạn")
        self._remind, self._extend, self._exclude = _("Nhắc"), _("Gia hạn"), _("Không đánh giá")
        self._reword, self._include = _("Sửa lý do"), _("Đánh giá trở lại")
        self._left_out, self._none = _("không đánh giá:"), format_html('<span class="absent">{}</span>', _("không"))

    def line(self, row: Submission, deadline: datetime, reminded: datetime | None) -> Line:
        """One agency."""
        code = row.agency.code
        if row.not_evaluated:
            state = format_html('<span class="absent">{} {}</span>', self._left_out, row.not_evaluated)
            work = self._work(row.name, code, (self._can.exclude, self._reword), (self._can.include, self._include))
            return Line(row.name, state, self._none, NOTHING, work)
        waiting = row.state in WITH_AGENCY
        answered = f"{written.number(row.criteria_answered)} / {written.number(row.criteria_total)}"
        work = self._work(
            row.name,
            code,
            (self._can.remind if waiting else None, self._remind),
            (self._can.extend if waiting else None, self._extend),
            (self._can.exclude, self._exclude),
        )
        state = self._state(row.state, reminded, waiting=waiting, past=deadline <= self._now)
        return Line(row.name, state, answered, self._deadline(deadline, extended=bool(row.extended_until)), work)

    def _state(self, state: str, reminded: datetime | None, *, waiting: bool, past: bool) -> SafeString:
        tone = "done" if not waiting else "late" if past else "running"
        said = f"{self._states[state]}, {self._late}" if waiting and past else self._states[state]
        written_state = format_html('<span class="state {}">{}</span>', tone, said)
        if reminded is None:
            return written_state
        return format_html("{} <small>{} {}</small>", written_state, self._reminded, marks.moment(reminded))

    def _deadline(self, deadline: datetime, *, extended: bool) -> SafeString:
        moment = marks.moment(deadline)
        return format_html("{} <small>{}</small>", moment, self._extended) if extended else moment

    def _work(self, name: str, code: str, *acts: tuple[Callable[[str], str] | None, str]) -> SafeString:
        """What may be done, with the agency's name for those who hear the page."""
        offered = ((leads_to(code), words, name) for leads_to, words in acts if leads_to is not None)
        return format_html_join(" · ", '<a href="{}">{}<span class="unseen"> {}</span></a>', offered)
