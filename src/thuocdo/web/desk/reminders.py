"""The pages of reminders: whom one can remind and what was sent when; then the letter and its readers, before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.db.models import Count, F, QuerySet, Sum
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
from thuocdo.web.desk.reminding import (
    FRESH,
    LATELY,
    READS,
    REMINDABLE,
    audiences,
    last_reminded,
    letter_readers,
    not_submitted,
    of_round,
    reachable,
    readers_of,
)
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.ui.addresses import addresses

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
    if asked:
        going = list(rows.filter(READS if again else FRESH))
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
    context = _context(round, title, rows, form, now)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/remind.html", {**context, "query": request.GET.urlencode(), "now": now}, status=status)


def _chosen(request: HttpRequest, round: Round, now: datetime) -> tuple[str | Promise, QuerySet[Submission]]:
    """One agency, or a group."""
    rows = reachable(not_submitted(round), now).order_by("sort_key", "pk")
    if code := request.GET.get("don_vi"):
        asked = rows.filter(agency__code=code)
        found = asked.first()
        if found is None and not Submission.objects.filter(round=round, agency__code=code).exists():
            raise Http404
        return (found.name if found else _("Đơn vị đã nộp hoặc không được đánh giá")), asked
    groups = {group.key: group for group in audiences(now)}
    group = groups.get(request.GET.get("ai", ""), next(iter(groups.values())))
    return group.label, rows.filter(group.means)


def _addressed(rows: QuerySet[Submission], round: Round, now: datetime) -> list[Addressed]:
    """The first of those whom a letter can reach, ahead of them the one whose letter is shown."""
    first = rows.order_by(F("reminded_lately"), "sort_key", "pk")[:1]
    found = of_round([*first, *rows[:FEW]], round)
    readers, last = readers_of({row.agency_id for row in found}, now), last_reminded(found)
    return [_told_of(row, readers.get(row.agency_id, []), last.get(row.pk), now) for row in found]


def _told_of(row: Submission, readers: list[Person], last: datetime | None, now: datetime) -> Addressed:
    return Addressed(row, tuple(readers), last, last is not None and now - last < LATELY)


def _counts(rows: QuerySet[Submission], now: datetime) -> dict[str, int]:
    """How many get a letter now, were reminded lately, cannot be reached; and how many letters that makes."""
    counts: dict[str, int] = rows.order_by().aggregate(
        agencies=Count("pk", filter=FRESH),
        lately=Count("pk", filter=READS & ~FRESH),
        unreached=Count("pk", filter=~READS),
    )
    fresh = rows.order_by().filter(FRESH).values("agency_id")
    readers = letter_readers(now).filter(agency_id__in=fresh).values("agency_id", "person_id")
    return {**counts, "letters": readers.distinct().count()}


def _context(
    round: Round, title: str | Promise, rows: QuerySet[Submission], form: LetterForm, now: datetime
) -> dict[str, object]:
    counts = _counts(rows, now)
    addressed = counts["agencies"] + counts["lately"]
    found = _addressed(rows.filter(READS), round, now) if addressed else []
    if not counts["lately"]:
        del form.fields["again"]
    return {
        **counts,
        "round": round,
        "title": title,
        "form": form,
        "letter": _sample(found[0], form) if found else None,
        "shown": found[1:],
        "more": max(addressed - FEW, 0),
        "unreachable": _unreachable(rows) if counts["unreached"] else (),
        "sending": round.state in REMINDABLE and bool(addressed),
    }


def _unreachable(rows: QuerySet[Submission]) -> list[tuple[str, str]]:
    """The first agencies whose letters nobody reads: their names, and where to invite somebody."""
    inviting = addresses("accounts:agency")
    return [(name, inviting(code)) for name, code in rows.filter(~READS).values_list("name", "agency__code")[:FEW]]


def _sample(first: Addressed, form: LetterForm) -> Letter:
    note = form.cleaned_data.get("note", "") if form.is_bound and hasattr(form, "cleaned_data") else ""
    return reminder_letter(submission=first.submission, reader=first.readers[0], note=note, now=timezone.now())


def _told(made: list[Reminder]) -> str:
    letters = sum(each.letters for each in made)
    said = ngettext(
        "Đang gửi %(letters)d thư đến %(count)d đơn vị.", "Đang gửi %(letters)d thư đến %(count)d đơn vị.", len(made)
    )
    return said % {"letters": letters, "count": len(made)}
