"""The pages of who verifies what: the rules with what they cover and what nobody covers, a new rule, the end of one."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.agencies.models import AgencyName
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.assign_reviewer import ASSIGNABLE, assign_reviewer
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.assigning_form import AssignForm
from thuocdo.web.rounds.coverage_shown import CoverageShown
from thuocdo.web.rounds.coverage_table import block_coverages
from thuocdo.web.rounds.end_assignment import end_assignment
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Assignment
from thuocdo.web.rounds.rules_shown import named_in, rules_shown
from thuocdo.web.rounds.taking_part import names_of, places_of, taking_part

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def assignments(request: HttpRequest, slug: str) -> HttpResponse:
    """Which criterion of which block is covered by whom, and which by nobody."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    coverage = coverage_of(round, now)
    places = places_of(round, now, coverage.blocks)
    covered = list(block_coverages(coverage.blocks, coverage, places))
    changing = may_manage(holding, round.organiser) and round.state in ASSIGNABLE
    shown = CoverageShown(round, assigning=changing and bool(coverage.people))
    context = {
        "round": round,
        "blocks": tuple(shown.block(block) for block in covered),
        "uncovered": sum(each.uncovered for each in covered),
        "criteria": sum(each.criteria for each in covered),
        "rules": rules_shown(coverage, places, names_of(round, now, named_in(coverage, places))),
        "reviewers": coverage.people,
        "changing": changing,
        "assigning": changing and bool(coverage.people),
    }
    return render(request, "rounds/assignments.html", context)


@form_page
@signed_in
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a rule."""
    round = managed_round(holding_of(request), slug)
    now = timezone.now()
    coverage = coverage_of(round, now)
    agencies = taking_part(round, now, coverage.blocks) if request.method == "POST" else ()
    asked = {"node": request.GET.get("muc", ""), "block": request.GET.get("khoi", "")}
    form = AssignForm(coverage, agencies, request.POST or None, initial=asked)
    context = {"round": round, "form": form}
    if request.method != "POST":
        return render(request, "rounds/assign.html", context)
    if form.is_valid():
        try:
            made = assign_reviewer(
                round=round,
                reviewer=form.chosen_reviewer,
                node=form.cleaned_data["node"],
                block=form.chosen_block,
                agencies=form.chosen_agencies,
                actor=person_of(request),
                at=now,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã phân công cho %(person)s.") % {"person": made.reviewer})
            _warn_of_own_agencies(request, made.reviewer)
            return redirect("rounds:assignments", slug=slug)
    return render(request, "rounds/assign.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@form_page
@signed_in
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a rule, after a question."""
    round = managed_round(holding_of(request), slug)
    assignment = get_object_or_404(Assignment.objects.select_related("reviewer", "block"), pk=pk, round=round)
    if request.method != "POST":
        now = timezone.now()
        coverage = coverage_of(round, now)
        places = places_of(round, now, coverage.blocks)
        shown = rules_shown(coverage, places, names_of(round, now, named_in(coverage, places)))
        rule = next((each for each in shown if each.id == pk), None)
        return render(request, "rounds/end_assignment.html", {"round": round, "rule": rule, "assignment": assignment})
    try:
        end_assignment(assignment=assignment, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã kết thúc một phân công của %(person)s.") % {"person": assignment.reviewer})
    return redirect("rounds:assignments", slug=slug)


def _warn_of_own_agencies(request: HttpRequest, reviewer: Person) -> None:
    """Nobody verifies their own agency: say so where the reviewer has one."""
    today = timezone.localdate()
    holding = Holding.of(reviewer, today)
    own = holding.anywhere(RoleName.OFFICER) | holding.anywhere(RoleName.HEAD)
    names = AgencyName.objects.filter(in_force(today), agency_id__in=own).order_by("sort_key")
    if named := ", ".join(names.values_list("name", flat=True)):
        said = _("%(person)s có vai trò ở %(agencies)s nên không thẩm định đơn vị đó.")
        messages.warning(request, said % {"person": reviewer, "agencies": named})
