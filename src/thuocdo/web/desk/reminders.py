"""The pages of reminders: whom one can remind and what was sent when; then the letter and its readers, before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.letters import Letter
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.desk.models import Reminder
from thuocdo.web.desk.remind_agencies import remind_agencies
from thuocdo.web.desk.reminder_letter import reminder_letter
from thuocdo.web.desk.reminding import LATELY, REMINDABLE, audiences, last_reminded, not_submitted, of_round, readers_of
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, Submission

SEND = "gui"
FEW = 100
LAST = 20
AT_WORK = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Addressed:
    """An agency that is to be reminded: its readers, and when it was reminded last."""

    submission: Submission
    readers: tuple[Person, ...]
    last: datetime | None
    lately: bool


class LetterForm(forms.Form):
    """What the organiser adds, and whether those reminded within a day get another letter."""

    note = forms.CharField(
        label=_("Lời nhắn thêm"),
        max_length=1000,
        required=False,
        help_text=_("Đứng trong thư, dưới hạn nộp."),
        widget=forms.Textarea({"rows": 3}),
    )
    again = forms.BooleanField(label=_("Gửi cả cho đơn vị đã được nhắc trong một ngày qua"), required=False)


@require_safe
@signed_in
def reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups to remind, letters that are leaving now, and what was sent when."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    managing = may_manage(holding, round.organiser)
    groups = audiences(now)
    counted = not_submitted(round).aggregate(
        **{f"n{at}": Count("pk", filter=group.means or None) for at, group in enumerate(groups)}
    )
    sent = (
        Reminder.objects.filter(submission__round=round)
        .values("asked_at", "asked_by__name", "asked_by__email", "job_id", "note")
        .annotate(agencies=Count("pk"), letters=Sum("letters"), left=Sum("sent"))
        .order_by("-asked_at")[:LAST]
    )
    batches = list(sent)
    jobs = Job.objects.in_bulk([batch["job_id"] for batch in batches if batch["job_id"]])
    shown = [(batch, jobs.get(batch["job_id"])) for batch in batches]
    context = {
        "round": round,
        "tab": "reminders",
        "managing": managing,
        "reminding": managing and round.state in REMINDABLE,
        "groups": [(group, counted[f"n{at}"]) for at, group in enumerate(groups)],
        "sent": shown,
        "at_work": any(job is not None and job.state in AT_WORK for _batch, job in shown),
        "now": now,
    }
    return render(request, "desk/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter, who gets it and who cannot; sent when asked for."""
    round = managed_round(holding_of(request), slug)
    now = timezone.now()
    title, rows = _chosen(request, round, now)
    form = LetterForm(request.POST or None)
    asked = form.is_valid() and request.POST.get("viec") == SEND
    again = asked and form.cleaned_data["again"]
    addressed, unreachable = _addressed(rows, now)
    if asked:
        going = [each.submission for each in addressed if again or not each.lately]
        try:
            made = remind_agencies(
                round=round,
                submissions=going,
                note=form.cleaned_data["note"],
                again=again,
                actor=person_of(request),
                at=now,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _told(made))
            return redirect("desk:reminders", slug=slug)
    context = _context(round, title, addressed, unreachable, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/remind.html", {**context, "query": request.GET.urlencode(), "now": now}, status=status)


def _chosen(request: HttpRequest, round: Round, now: datetime) -> tuple[str | Promise, list[Submission]]:
    """One agency, or a group."""
    rows = not_submitted(round).order_by("sort_key", "pk")
    if code := request.GET.get("don_vi"):
        found = of_round(rows.filter(agency__code=code), round)
        if not found and not Submission.objects.filter(round=round, agency__code=code).exists():
            raise Http404
        return (found[0].name if found else _("Đơn vị đã nộp hoặc không được đánh giá")), found
    groups = {group.key: group for group in audiences(now)}
    group = groups.get(request.GET.get("ai", ""), next(iter(groups.values())))
    return group.label, of_round(rows.filter(group.means), round)


def _addressed(rows: list[Submission], now: datetime) -> tuple[list[Addressed], list[Submission]]:
    """Whom a letter can reach, and whom not."""
    readers = readers_of({row.agency_id for row in rows}, now)
    last = last_reminded(rows)
    reached = [
        Addressed(
            row,
            tuple(readers[row.agency_id]),
            last.get(row.pk),
            row.pk in last and now - last[row.pk] < LATELY,
        )
        for row in rows
        if row.agency_id in readers
    ]
    return reached, [row for row in rows if row.agency_id not in readers]


def _context(
    round: Round, title: str | Promise, addressed: list[Addressed], unreachable: list[Submission], form: LetterForm
) -> dict[str, object]:
    lately = [each for each in addressed if each.lately]
    fresh = [each for each in addressed if not each.lately]
    if not lately:
        del form.fields["again"]
    first = (fresh or lately)[0] if addressed else None
    return {
        "round": round,
        "title": title,
        "form": form,
        "letter": None if first is None else _sample(first, form),
        "shown": addressed[:FEW],
        "more": max(len(addressed) - FEW, 0),
        "agencies": len(fresh),
        "letters": sum(len(each.readers) for each in fresh),
        "addressed": len(addressed),
        "lately": len(lately),
        "unreachable": unreachable[:FEW],
        "unreached": len(unreachable),
        "sending": round.state in REMINDABLE and bool(addressed),
    }


def _sample(first: Addressed, form: LetterForm) -> Letter:
    note = form.cleaned_data.get("note", "") if form.is_bound and hasattr(form, "cleaned_data") else ""
    return reminder_letter(submission=first.submission, reader=first.readers[0], note=note, now=timezone.now())


def _told(made: list[Reminder]) -> str:
    letters = sum(each.letters for each in made)
    said = ngettext(
        "Đang gửi %(letters)d thư đến %(count)d đơn vị.", "Đang gửi %(letters)d thư đến %(count)d đơn vị.", len(made)
    )
    return said % {"letters": letters, "count": len(made)}
