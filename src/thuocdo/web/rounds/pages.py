"""The organiser's rounds: the list, a new one, and changing one that is not open yet."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, holding_one_of, person_of, signed_in
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.change_round import change_round
from thuocdo.web.rounds.forms import PrepareForm, SetupForm, as_prepared, usual_calendar
from thuocdo.web.rounds.managed import ORGANISERS, managed_round, rounds_seen_by
from thuocdo.web.rounds.models import RoundState
from thuocdo.web.rounds.prepare_round import prepare_round

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@holding_one_of(*ORGANISERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of one's organisers, newest first."""
    holding = holding_of(request)
    seen = rounds_seen_by(holding).select_related("organiser").order_by("-year", "name")
    managing = bool(holding.anywhere(RoleName.MANAGER))
    return render(request, "rounds/rounds.html", {"rounds": seen, "managing": managing, "now": timezone.now()})


@form_page
@holding_one_of(RoleName.MANAGER)
def prepare(request: HttpRequest) -> HttpResponse:
    """Describe a round and keep it as prepared."""
    organisers = Agency.objects.filter(pk__in=holding_of(request).anywhere(RoleName.MANAGER))
    form = PrepareForm(organisers, request.POST or None, initial=usual_calendar(timezone.now()))
    if request.method != "POST":
        return render(request, "rounds/prepare.html", {"form": form})
    if form.is_valid():
        try:
            made = prepare_round(
                plan=form.plan(),
                organiser=form.cleaned_data["organiser"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu đợt đánh giá. Tiếp theo: phân công người thẩm định, rồi mở đợt."))
            return redirect("desk:board", slug=made.slug)
    return render(request, "rounds/prepare.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@form_page
@signed_in
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what was prepared, until it is opened."""
    round = managed_round(holding_of(request), slug)
    if round.state != RoundState.PREPARED and request.method != "POST":
        messages.info(request, _("Đợt đã mở nên tên, lịch, khối và bộ tiêu chí không đổi nữa."))
        return redirect("desk:board", slug=slug)
    form = SetupForm(request.POST or None, initial=as_prepared(round))
    if request.method != "POST":
        return render(request, "rounds/change.html", {"form": form, "round": round})
    if form.is_valid():
        try:
            change_round(
                round=round,
                name=form.cleaned_data["name"],
                calendar=form.calendar(),
                blocks=form.chosen(),
                second_review=form.cleaned_data["second_review"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu thay đổi."))
            return redirect("desk:board", slug=slug)
    context = {"form": form, "round": round}
    return render(request, "rounds/change.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
