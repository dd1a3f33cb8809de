"""The agency's side: what was asked or changed and why, its explanation, evidence, and figures where the reviewer lets it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.definition.resolved import Resolved
from thuocdo.definition.rule_words import rule_words
from thuocdo.web.accounts.at_work import person_of, signed_in
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.explain_finding import explain_finding
from thuocdo.web.review.in_words import points_words, value_words
from thuocdo.web.review.models import Finding
from thuocdo.web.review.typed import seen_in
from thuocdo.web.review.who import shown_to_agency, why_not_explain
from thuocdo.web.sets.method_parts import here, title_of
from thuocdo.web.submissions.form_inputs import Field, fields_of, typed_fields
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.submissions.reading import tidy
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.value import stored_value, value_of
from thuocdo.web.submissions.what_counts import is_settled, is_verified


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as the agency reads it."""

    finding: Finding
    node: Resolved
    name: str
    rule: str
    claimed: str
    claimed_points: str
    verified: str
    verified_points: str
    settled: str
    settled_points: str
    fields: tuple[Field, ...]
    may_explain: bool
    url: str
    refused: str = ""
    typed: str | None = None

    @property
    def explanation(self) -> str:
        """What stands in the box: what was typed and refused, else what was said before."""
        return self.finding.explanation if self.typed is None else self.typed

    @property
    def meanwhile(self) -> str:
        """What a colleague has sent since the page was opened, beside what was typed and refused."""
        said = self.finding.explanation
        return said if self.refused and said != self.typed else ""


@require_safe
@signed_in
def findings(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every finding the agency may see, those to explain first."""
    return _page(request, opened_for(request, slug, code))


@require_POST
@signed_in
def explain(request: HttpRequest, slug: str, code: str, finding: int) -> HttpResponse:
    """Send an explanation, with corrected figures where the reviewer lets it."""
    opened = opened_for(request, slug, code)
    found = next((each for each in _seen(opened) if each.pk == finding), None)
    if found is None:
        raise Http404
    typed = tidy(request.POST.get("giai_trinh", ""))
    try:
        value = None
        if found.value_may_change and "doi" in request.POST:
            value = value_of(opened.sheet, found.answer.criterion, request.POST)
        explain_finding(
            finding=found,
            explanation=typed,
            value=value,
            seen=seen_in(request.POST),
            actor=person_of(request),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, opened, (finding, refused, typed))
    messages.success(request, _("Đã gửi giải trình %(criterion)s.") % {"criterion": found.answer.criterion})
    return redirect(reverse("review:findings", args=(slug, code)) + f"#muc-{finding}")


def _seen(opened: Opened) -> list[Finding]:
    """The findings that the reader may see: the agency's people those told to them, the organiser's all."""
    rows = Finding.objects.filter(answer__submission=opened.submission).select_related(
        "answer", "opened_by", "explained_by", "settled_by"
    )
    found = []
    for row in rows.order_by("settled_at", "pk"):
        row.answer.submission = opened.submission
        if shown_to_agency(row, opened.submission.round):
            found.append(row)
    order = {id: n for n, id in enumerate(opened.sheet.nodes)}
    return sorted(found, key=lambda each: (each.settled_at is not None, order.get(each.answer.criterion, 0), each.pk))


def _page(request: HttpRequest, opened: Opened, refused: tuple[int, Refused, str] | None = None) -> HttpResponse:
    told = [
        _told(request, opened, each, refused if refused and refused[0] == each.pk else None) for each in _seen(opened)
    ]
    context = {
        "opened": opened,
        "round": opened.submission.round,
        "told": told,
        "open": sum(each.may_explain and each.finding.explained_at is None for each in told),
        "now": opened.now,
    }
    return render(request, "review/findings.html", context, status=refused[1].status if refused else HTTPStatus.OK)


def _told(request: HttpRequest, opened: Opened, finding: Finding, refused: tuple[int, Refused, str] | None) -> Told:
    answer = finding.answer
    node, decimals = opened.sheet.criteria[answer.criterion], opened.sheet.set.rounding.decimals
    problems = refused[1].problems if refused and isinstance(refused[1], BadValue) else {}
    fields = typed_fields(node, request.POST, problems) if refused else fields_of(node, stored_value(answer).inputs)
    verified, settled = _verified(answer, node), _settled(answer, node)
    return Told(
        finding=finding,
        node=node,
        name=title_of(node.node)[0],
        rule=here(rule_words(node)),
        claimed=value_words(node, answer.claimed, answer.claimed_state),
        claimed_points=points_words(answer.claimed_points, decimals),
        verified=verified,
        verified_points=points_words(answer.verified_points, decimals) if verified else "",
        settled=settled if finding.settled_at else "",
        settled_points=points_words(answer.settled_points, decimals) if settled else "",
        fields=fields,
        may_explain=why_not_explain(opened.holding, finding, opened.now) is None,
        url=reverse("review:explain", args=(opened.slug, opened.code, finding.pk)),
        refused=str(refused[1]) if refused else "",
        typed=refused[2] if refused else None,
    )


def _verified(answer: Answer, node: Resolved) -> str:
    return value_words(node, answer.verified, answer.verified_state) if is_verified(answer) else ""


def _settled(answer: Answer, node: Resolved) -> str:
    return value_words(node, answer.settled, answer.settled_state) if is_settled(answer) else ""
