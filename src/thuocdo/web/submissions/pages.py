"""The form: an overview, a page for each group, and one criterion as a part of such a page."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thuocdo.definition import set_words
from thuocdo.web.accounts.at_work import signed_in
from thuocdo.web.sets.method_parts import here
from thuocdo.web.submissions.form_groups import Group
from thuocdo.web.submissions.form_parts import Criterion, Part, criterion_of, parts_of
from thuocdo.web.submissions.last_year import last_year_of
from thuocdo.web.submissions.opened import Opened, opened_for


@require_safe
@signed_in
def form(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Where the submission stands: figures, groups, what comes next, and whose hands it went through."""
    opened = opened_for(request, slug, code)
    unfinished = [each.group for each in opened.progress if not each.complete]
    context = {
        "opened": opened,
        "round": opened.submission.round,
        "onward": unfinished[0] if unfinished else None,
        "steps": opened.submission.steps.select_related("by").order_by("-at", "-pk"),
        "receipts": opened.submission.receipts.select_related("by").order_by("-number"),
    }
    return render(request, "submissions/form.html", context)


@require_safe
@signed_in
def group(request: HttpRequest, slug: str, code: str, group: str) -> HttpResponse:
    """One group of criteria, to fill in or to read."""
    return group_page(request, opened_for(request, slug, code, group))


@require_safe
@signed_in
def criterion(request: HttpRequest, slug: str, code: str, group: str, criterion: str) -> HttpResponse:
    """One criterion as it is stored: the part alone, or its place on the page."""
    opened = opened_for(request, slug, code, group)
    shown = group_shown(opened)
    node = next((node for node in shown.criteria if node.id == criterion), None)
    if node is None:
        raise Http404
    if request.headers.get("HX-Request") != "true":
        return redirect(reverse("submissions:group", args=(slug, code, group)) + f"#tc-{criterion}")
    found = criterion_of(opened, node, last_year_of(opened.submission, {criterion}), depth_of(shown, criterion))
    return render(request, "submissions/criterion.html", {"opened": opened, "c": found})


def group_page(
    request: HttpRequest, opened: Opened, status: int = HTTPStatus.OK, instead: Criterion | None = None
) -> HttpResponse:
    """The page of the group that is shown, `instead` in place of one of its criteria."""
    shown = group_shown(opened)
    last = last_year_of(opened.submission, {node.id for node in shown.criteria})
    parts = list(parts_of(opened, shown, last))
    if instead is not None:
        parts = [Part(part.id, criterion=instead) if part.id == instead.id else part for part in parts]
    beside = {each.number: each for each in opened.groups}
    context = {
        "opened": opened,
        "oob": False,  # said, since looking for what is not there takes long, and every criterion asks
        "group": shown,
        "cite": here(set_words.cite_words(shown.node.node, opened.sheet.set)),
        "parts": parts,
        "previous": beside.get(shown.number - 1),
        "following": beside.get(shown.number + 1),
        "changes_url": reverse("submissions:changes", args=(opened.slug, opened.code, shown.id)),
    }
    return render(request, "submissions/group.html", context, status=status)


def group_shown(opened: Opened) -> Group:
    """The group that the address names. Raises `Http404`."""
    found = next((each for each in opened.groups if each.id == opened.here), None)
    if found is None:
        raise Http404
    return found


def depth_of(group: Group, id: str) -> int:
    """How deep a criterion stands below its group, which decides on its heading."""
    depth, level = 1, group.node.children
    while level and all(child.id != id for child in level):
        level = next((child.children for child in level if any(below.id == id for below in child.walk())), ())
        depth += 1
    return depth if level else 1
