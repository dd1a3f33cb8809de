"""Let the agencies of a running round get on with it: some have not begun, many are under way, some have submitted.

The commune of the cast saves each answer and attaches its documents by acts, so that its form and the log show what work leaves behind.
Of the others the answers are entered in bulk (`fill_in_bulk`); officers and heads of those that are further on, who cannot sign in,
hand over, send back and submit by acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from thuocdo.web.accounts.models import Person
from thuocdo.web.demo.answers import answer_of
from thuocdo.web.demo.crews import Crew, crew_of
from thuocdo.web.demo.documents import attach_documents
from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
from thuocdo.web.demo.progress import Progress, Stage, progress_of
from thuocdo.web.demo.telling import Telling
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.send_back import send_back
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.submit import submit

NOTE: Final = "Đề nghị thủ trưởng xem và nộp (dữ liệu minh hoạ)."
SENT_BACK: Final = "Bổ sung tài liệu của nhóm Giao dịch rồi trình lại (dữ liệu minh hoạ)."
SHARE_OF_THE_CAST: Final = 0.7
SENT_BACK_EVERY: Final = 4  # of those with the head, one in so many goes back to its officers


def submissions_of(round: Round) -> list[Submission]:
    """Those that are evaluated, in Vietnamese order."""
    rows = Submission.objects.filter(round=round, not_evaluated="").select_related("round", "agency", "set_version")
    return list(rows.order_by("sort_key"))


def get_on(
    round: Round,
    stages: tuple[tuple[float, Stage], ...],
    *,
    manager: Person,
    cast: Person | None,
    at: datetime,
    tell: Telling,
) -> None:
    """Fill the round as far as it would be at `at`, or at its deadline. `cast` fills in for the agency they are an officer of."""
    ends = min(at, round.submit_before) - timedelta(hours=2)
    own = set() if cast is None else set(cast.roles.values_list("agency_id", flat=True))
    others = [each for each in submissions_of(round) if each.agency_id not in own]
    planned = {each.pk: progress_of(each.agency.code, stages) for each in others}
    crews = {
        each.pk: crew_of(each, manager=manager, at=round.opens)
        for each in others
        if planned[each.pk].stage in {Stage.WITH_HEAD, Stage.SUBMITTED}
    }
    shares = list(_shares(others, planned, crews, manager, round.opens, ends))
    fill_in_bulk(round=round, shares=shares, done=tell.done, actor=manager, at=ends - timedelta(minutes=30))
    for place, share in enumerate(share for share in shares if share.submission.pk in crews):
        _move_on(share, crews[share.submission.pk], planned[share.submission.pk].stage, place, ends)
    for submission in submissions_of(round):
        if cast is not None and submission.agency_id in own:
            _fill_by_acts(submission, cast, ends)


def _shares(
    submissions: list[Submission],
    planned: dict[int, Progress],
    crews: dict[int, Crew],
    manager: Person,
    opens: datetime,
    ends: datetime,
) -> Iterator[Share]:
    for place, submission in enumerate(submissions):
        progress = planned[submission.pk]
        by = crews[submission.pk].officer if submission.pk in crews else manager
        saved = ends - (ends - opens) * ((place * 7) % 30) / 60 - timedelta(hours=3)
        asked = len(sheet_of(submission).asked)
        yield Share(submission, round(asked * progress.share), by, saved)


def _move_on(share: Share, crew: Crew, stage: Stage, place: int, ends: datetime) -> None:
    """To the head; from there to the organiser, or back."""
    handed = min(share.at + timedelta(minutes=20), ends)
    attach_documents(share.submission, 1, crew.officer, share.at)
    hand_over(submission=share.submission, note=NOTE, actor=crew.officer, at=handed)
    decided = min(handed + timedelta(hours=1), ends)
    if stage is Stage.SUBMITTED:
        submit(submission=share.submission, actor=crew.head, at=decided)
    elif place % SENT_BACK_EVERY == 0:
        send_back(submission=share.submission, note=SENT_BACK, actor=crew.head, at=decided)


def _fill_by_acts(submission: Submission, officer: Person, ends: datetime) -> None:
    """Answer by answer, a few minutes each, with documents."""
    sheet = sheet_of(submission)
    ids = list(sheet.asked)[: round(len(sheet.asked) * SHARE_OF_THE_CAST)]
    for place, id in enumerate(ids):
        value = answer_of(sheet, submission.agency.code, id)
        minutes = 6 * (len(ids) - place) + 60
        save_answer(
            submission=submission,
            criterion=id,
            value=value,
            seen=0,
            actor=officer,
            at=ends - timedelta(minutes=minutes),
        )
    attach_documents(submission, 3, officer, ends)
