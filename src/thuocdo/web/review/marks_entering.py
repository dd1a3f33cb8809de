"""Marks of a large table, entered beside the web: what the job does, and how it tells what stops it.

judge again ── points worked out, agency by agency ── enter_marks: one transaction, short since the points are there
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.progress import NotDone, Progress
from thuocdo.web.review.counting import Reckoning, Texts, work_out
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.marks_judging import Sheetful, judge
from thuocdo.web.review.marks_upload import from_token
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.written import number


def enter(progress: Progress, *, round: int, person: int, table: str, language: str) -> dict[str, int]:
    """The job: enter a table as it was shown to the person who confirmed it, in the language of the page."""
    with override(language):
        try:
            return _entered(progress, Round.objects.get(pk=round), Person.objects.get(pk=person), table)
        except (Refused, NotDone) as refused:
            raise NotDone(f"{refused} {_('Không ô nào được nhập.')}") from None


def _entered(progress: Progress, round: Round, person: Person, table: str) -> dict[str, int]:
    shown = from_token(table, round)
    progress.expect(len(shown.upload.lines.lines) + 1, _("Đang kiểm tra lại bảng"))
    sheetful = judge(shown.upload.lines, round)
    if sheetful.digest != shown.digest or sheetful.bad:
        raise NotDone(_("Điểm đã đổi từ lúc bảng này được kiểm tra. Hãy xem lại trước khi nhập."))
    marks = sheetful.marks
    agencies = len({mark.submission for mark in marks})
    progress.expect(agencies + 1, _("Đang tính điểm của %(count)s đơn vị") % {"count": number(agencies)})
    reckoning = _worked_out(progress, sheetful, marks)
    progress.reach(agencies, _("Đang lưu điểm"))
    count = enter_marks(
        round=round,
        marks=marks,
        origin=shown.upload.origin,
        actor=person,
        at=timezone.now(),
        reckoning=reckoning,
    )
    progress.reach(agencies + 1)
    return {"marks": count, "agencies": agencies}


def _worked_out(progress: Progress, sheetful: Sheetful, marks: Iterable[Mark]) -> Reckoning:
    """The points of all agencies with their marks: most of the work, and nobody has to wait for it."""
    marked: dict[int, Texts] = {}
    for mark in marks:
        marked.setdefault(mark.submission, {})[mark.criterion] = mark.value.text, mark.value.state
    submissions = {entry.submission.pk: entry.submission for entry in sheetful.entries}
    return work_out({key: submissions[key] for key in marked}, marked, progress.reach)


KIND: Final = f"{enter.__module__}.{enter.__qualname__}"


def job_of(round: Round, key: int) -> Job | None:
    """The entering of a table in this round by its number."""
    return _jobs(round).filter(pk=key).first()


def running_job(round: Round) -> Job | None:
    """The one that is asked for or going on."""
    unfinished = (JobState.WAITING, JobState.RUNNING)
    return _jobs(round).filter(state__in=unfinished).defer("arguments").order_by("pk").first()


def _jobs(round: Round) -> QuerySet[Job]:
    return Job.objects.filter(kind=KIND, arguments__round=round.pk)
