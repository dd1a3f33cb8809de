"""The rows of the board: what is said of each agency, worked out before the page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from thuocdo.web.desk.reminding import WITH_AGENCY
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.ui import written
from thuocdo.web.ui.addresses import addresses


@dataclass(frozen=True, slots=True)
class Line:
    """One agency: `tone` is how its state is coloured; an address is empty where there is nothing to do."""

    name: str
    left_out: str
    state: str
    tone: str
    late: bool
    reminded: datetime | None
    answered: str
    total: str
    deadline: datetime
    extended: bool
    remind: str
    extend: str
    exclude: str
    include: str


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


def lines(rows: Iterable[Any], reminded: Mapping[int, datetime], can: Doing, now: datetime) -> Iterator[Line]:
    """The agencies of a page. `rows` are submissions with their agency and their `deadline`."""
    states = {state.value: str(state.label) for state in SubmissionState}
    for row in rows:
        yield _line(row, states, reminded.get(row.pk), can, now)


def _line(row: Any, states: Mapping[str, str], reminded: datetime | None, can: Doing, now: datetime) -> Line:
    submission: Submission = row
    code, waiting, past = submission.agency.code, submission.state in WITH_AGENCY, row.deadline <= now
    chased = waiting and not submission.not_evaluated
    return Line(
        name=submission.name,
        left_out=submission.not_evaluated,
        state=states[submission.state],
        tone="done" if not waiting else "late" if past else "running",
        late=waiting and past,
        reminded=reminded,
        answered=written.number(submission.criteria_answered),
        total=written.number(submission.criteria_total),
        deadline=row.deadline,
        extended=submission.extended_until is not None,
        remind=can.remind(code) if chased and can.remind else "",
        extend=can.extend(code) if chased and can.extend else "",
        exclude=can.exclude(code) if can.exclude else "",
        include=can.include(code) if can.include and submission.not_evaluated else "",
    )
