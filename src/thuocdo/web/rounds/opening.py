"""The pages that open a round and close its self-assessment: first what will happen, then the act."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.agency_words import AgencyWords
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.managed import managed_round
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.opening_preview import opening_preview
from thuocdo.web.rounds.taking_part import taking_part

MORE: Final = "them"
FORM_ROWS: Final = 3
NAMED: Final = 100  # agencies named on the page; the others are counted
form_page = require_http_methods(["GET", "HEAD", "POST"])


class ExceptionForm(forms.Form):
    """One agency that is listed and not evaluated; an empty row says nothing."""

    agency = forms.CharField(
        label=_("Đơn vị"), max_length=300, required=False, widget=forms.TextInput({"list": "agencies"})
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, words: AgencyWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._words = words
        self.code = ""

    def clean_agency(self) -> str:
        """One agency of the round."""
        typed: str = self.cleaned_data["agency"].strip()
        if not typed:
            return ""
        found = self._words.find(typed)
        self.code = found.code
        return f"{found.name} ({found.code})"

    def clean(self) -> dict[str, Any]:
        """An agency has a reason, and a reason an agency."""
        data = super().clean() or {}
        if data.get("agency") and not data.get("reason", "").strip():
            self.add_error("reason", gettext("Không đánh giá một đơn vị thì phải nêu lý do."))
        if data.get("reason", "").strip() and not data.get("agency") and "agency" not in self.errors:
            self.add_error("agency", gettext("Lý do này dành cho đơn vị nào?"))
        return data


class Exceptions(BaseFormSet[ExceptionForm]):
    """All of them; an agency stands once."""

    def clean(self) -> None:
        """Refuse the same agency twice."""
        codes = [form.code for form in self.forms if form.code]
        if len(set(codes)) < len(codes):
            raise ValidationError(_("Một đơn vị được ghi hai lần."))

    def reasons(self) -> dict[str, str]:
        """The reason by the agency's code."""
        return {form.code: form.cleaned_data["reason"].strip() for form in self.forms if form.code}


class SeenForm(forms.Form):
    """Opening cannot be taken back, so it is asked for in so many words."""

    seen = forms.BooleanField(
        label=_("Tôi đã xem lịch, bộ tiêu chí và danh sách đơn vị; sau khi mở, những điều này không đổi nữa.")
    )


@form_page
@signed_in
def open_(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what opening will do, take the exceptions, open."""
    round = managed_round(holding_of(request), slug)
    if round.state != RoundState.PREPARED:
        messages.info(request, gettext("Đợt đánh giá này đã được mở."))
        return redirect("desk:board", slug=slug)
    now = timezone.now()
    preview = opening_preview(round, now)
    words = AgencyWords(taking_part(round, now) if request.method == "POST" else ())
    kind = formset_factory(ExceptionForm, formset=Exceptions, extra=FORM_ROWS)
    asking_more = request.POST.get("viec") == MORE
    data = _with_more_rows(request) if asking_more else request.POST or None
    listed = [{"agency": f"{one.agency.name} ({one.agency.code})"} for one in preview.wrong] if preview.ready else []
    exceptions = cast("Exceptions", kind(data, initial=listed, prefix="ngoai", form_kwargs={"words": words}))
    seen = SeenForm(None if asking_more else data)
    context = {"round": round, "preview": preview, "exceptions": exceptions, "seen": seen, "now": now}
    if request.method != "POST" or asking_more:
        return render(request, "rounds/open.html", context)
    if all([exceptions.is_valid(), seen.is_valid()]) and _opened(request, round, exceptions, context):
        return redirect("desk:board", slug=slug)
    return render(request, "rounds/open.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _opened(request: HttpRequest, round: Round, exceptions: Exceptions, context: dict[str, Any]) -> bool:
    try:
        open_round(round=round, not_evaluated=exceptions.reasons(), actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        context["refused"], context["problems"] = str(refused), getattr(refused, "problems", ())
        return False
    messages.success(request, gettext("Đợt đánh giá đã mở: mỗi đơn vị có một phiếu tự đánh giá."))
    return True


def _with_more_rows(request: HttpRequest) -> Any:
    data = request.POST.copy()
    total = data.get("ngoai-TOTAL_FORMS", "")
    data["ngoai-TOTAL_FORMS"] = str((int(total) if total.isdigit() else 0) + FORM_ROWS)
    return data


@form_page
@signed_in
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who has not submitted and what comes next, then close self-assessment."""
    round = managed_round(holding_of(request), slug)
    now = timezone.now()
    if request.method == "POST":
        try:
            close_round(round=round, actor=person_of(request), at=now)
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, gettext("Đã khép phần tự đánh giá. Đợt chuyển sang thẩm định."))
        return redirect("desk:board", slug=slug)
    rows = Submission.objects.filter(round=round, not_evaluated="")
    rows = rows.annotate(deadline=Coalesce(F("extended_until"), F("round__submit_before")))
    waiting = Q(state__in=(SubmissionState.DRAFTING, SubmissionState.WITH_HEAD))
    late, extended = waiting & Q(deadline__lte=now), waiting & Q(deadline__gt=now)
    context = {
        "round": round,
        "counts": rows.aggregate(
            agencies=Count("pk"), late=Count("pk", filter=late), extended=Count("pk", filter=extended)
        ),
        "late": rows.filter(late).order_by("sort_key", "pk")[:NAMED],
        "extended": rows.filter(extended).order_by("sort_key", "pk")[:NAMED],
        "closable": round.state == RoundState.OPEN and now >= round.submit_before,
        "now": now,
    }
    return render(request, "rounds/close.html", context)
