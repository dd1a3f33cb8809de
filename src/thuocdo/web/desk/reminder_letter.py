"""The letter that reminds an agency to submit: what the page shows before sending is what is sent."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thuocdo.web.accounts.letters import Letter
from thuocdo.web.accounts.models import Person
from thuocdo.web.rounds.deadline import deadline_of, is_late
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.ui import written


def form_address(submission: Submission) -> str:
    """Where the agency fills it in, in the language of now."""
    where = [submission.round.slug, submission.agency.code]
    try:
        return reverse("submissions:form", args=where)
    except NoReverseMatch:
        return reverse("desk:board", args=where[:1]) + f"{where[1]}/"


def reminder_letter(*, submission: Submission, reader: Person, note: str, now: datetime) -> Letter:
    """To one officer or head, in their language: what is left, until when, where. The submission comes with its round's organiser."""
    with translation.override(reader.language):
        deadline = deadline_of(submission)
        late = is_late(submission, now)
        words = {
            "reader": reader,
            "agency": submission.name,
            "round": submission.round.name,
            "sample": submission.round.sample,
            "answered": submission.criteria_answered,
            "total": submission.criteria_total,
            "left": max(submission.criteria_total - submission.criteria_answered, 0),
            "with_head": submission.state == SubmissionState.WITH_HEAD,
            "late": late,
            "deadline": written.moment(deadline),
            "time_left": written.left(deadline, now),
            "note": note.strip(),
            "link": settings.ADDRESS
            + reverse("submissions:form", args=[submission.round.slug, submission.agency.code]),
            "address": settings.ADDRESS,
        }
        subject = (
            _("[Thước đo] Đã quá hạn nộp phiếu tự đánh giá: %(agency)s")
            if late
            else _("[Thước đo] Nhắc nộp phiếu tự đánh giá: %(agency)s")
        )
        body = render_to_string("desk/letters/reminder.txt", words).strip() + "\n"
        return Letter(reader.email, " ".join((subject % {"agency": submission.name}).split()), body)
