"""Saving one criterion, and what others have changed since: answers are parts of the form's page, or pages without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.submissions import form_parts
from thuocdo.web.submissions.form_inputs import typed_fields, typed_words
from thuocdo.web.submissions.form_parts import Criterion, criterion_of, in_words, mark_of
from thuocdo.web.submissions.last_year import last_year_of
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.submissions.pages import depth_of, group_page, group_shown
from thuocdo.web.submissions.refusals import BadValue, Conflict
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.value import EXPLANATION, NA, REASON, Value, stored_value, value_of


@require_POST
@signed_in
def save(request: HttpRequest, slug: str, code: str, group: str, criterion: str) -> HttpResponse:
    """Keep what was typed at one criterion; 409 shows both values, 422 what is wrong with it."""
    opened = opened_for(request, slug, code, group)
    if criterion not in opened.sheet.asked or criterion not in group_shown(opened).asked:
        raise Http404
    try:
        save_answer(
            submission=opened.submission,
            criterion=criterion,
            value=value_of(opened.sheet, criterion, request.POST),
            seen=_seen(request),
            actor=person_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _answer(request, opened, _refused(request, opened, criterion, refused), refused.status)
    if not _is_part(request):
        return redirect(reverse("submissions:group", args=(slug, code, group)) + f"#tc-{criterion}")
    return _answer(request, opened, criterion_of(opened, opened.sheet.asked[criterion], {}), HTTPStatus.OK)


@require_safe
@signed_in
def changes(request: HttpRequest, slug: str, code: str, group: str) -> HttpResponse:
    """The criteria of a group that are not as the page has them (`co`: "HT1:3 HT2:0"); 204 where all are."""
    opened = opened_for(request, slug, code, group)
    shown = group_shown(opened)
    had = dict(part.rpartition(":")[::2] for part in request.GET.get("co", "").split())
    marks = {id: mark_of(opened, id) for id in shown.asked}
    changed = [id for id, mark in marks.items() if had.get(id, mark) != mark]
    if not changed and request.GET.get("trang_thai", "") == opened.submission.state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    last = last_year_of(opened.submission, changed) if changed else {}
    nodes = opened.sheet.asked
    criteria = [criterion_of(opened, nodes[id], last, depth_of(shown, id)) for id in changed]
    return render(request, "submissions/changes.html", {"opened": opened, "criteria": criteria})


def _seen(request: HttpRequest) -> int:
    """The version that was seen; choosing one's own value in a conflict means having seen the other's."""
    return _version(request.POST.get("giu") or request.POST.get("seen", ""))


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(request: HttpRequest, opened: Opened, criterion: Criterion, status: int) -> HttpResponse:
    if _is_part(request):
        return render(request, "submissions/saved.html", {"opened": opened, "c": criterion}, status=status)
    return group_page(request, opened, status=status, instead=criterion)


def _refused(request: HttpRequest, opened: Opened, id: str, refused: Refused) -> Criterion:
    """The criterion with what was typed, and why it was not kept."""
    node = opened.sheet.asked[id]
    problems = refused.problems if isinstance(refused, BadValue) else {}
    stored = criterion_of(opened, node, last_year_of(opened.submission, {id}), depth_of(group_shown(opened), id))
    typed = Value({}, NA if NA in request.POST else "", request.POST.get(REASON, ""), request.POST.get(EXPLANATION, ""))
    found = replace(
        stored,
        fields=typed_fields(node, request.POST, problems),
        value=typed,
        failed=True,
        posted=_version(request.POST.get("seen", "")),
        na_error=" ".join(problems[key] for key in (NA, REASON, EXPLANATION) if key in problems),
    )
    if isinstance(refused, Conflict):
        return replace(found, conflict=_both(request, opened, id, refused))
    return found if problems else replace(found, refused=str(refused))


def _both(request: HttpRequest, opened: Opened, id: str, refused: Conflict) -> form_parts.Conflict:
    node, stored = opened.sheet.asked[id], refused.stored
    mine = value_of(opened.sheet, id, request.POST)
    theirs = stored_value(stored)
    words, others = in_words(node, mine) if mine.state else typed_words(node, request.POST), in_words(node, theirs)
    if words == others:  # only the explanation differs
        words, others = mine.explanation, theirs.explanation
    return form_parts.Conflict(
        who=str(stored.saved_by),
        at=stored.saved_at,
        mine=words or _("để trống"),
        stored=others or _("để trống"),
        version=stored.version,
        url=reverse("submissions:criterion", args=(opened.slug, opened.code, opened.here, id)),
    )
