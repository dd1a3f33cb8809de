"""The file to be filled in with marks: every agency with a column for each criterion, and what stands in it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.directory.agency_table import answer
from thuocdo.web.review.marks_columns import MarkedCriterion, marked_criteria
from thuocdo.web.review.marks_table import column_keys
from thuocdo.web.rounds.managed import managed_round
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.form_inputs import shown_number
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.value import inputs_in


@require_safe
@signed_in
def template_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Agencies in the order of their blocks; a heading begins with what an import knows the column by."""
    round = managed_round(holding_of(request), slug)
    criteria = marked_criteria(round)
    keys = dict(pair for each in criteria for pair in column_keys(each.node))
    stands = _standing(round, {each.node.id for each in criteria})
    rows = []
    for submission, code, name in _agencies(round, criteria):
        theirs = stands.get(submission, {})
        rows.append((code, name, *(theirs.get(key, "") for key in keys)))
    headings = (_("Mã đơn vị"), _("Đơn vị"), *(f"{key}: {label}" for key, label in keys.items()))
    return answer(rows, f"diem-chu-tri-{slug}", form, headings)


def _agencies(round: Round, criteria: Collection[MarkedCriterion]) -> list[tuple[int, str, str]]:
    """The agencies that have any of the criteria: the key of their submission, code, name."""
    blocks = {each.of.block_id for each in criteria}
    rows = Submission.objects.filter(round=round, not_evaluated="", block__in=blocks)
    return list(rows.order_by("block__order", "sort_key", "pk").values_list("pk", "agency__code", "name"))


def _standing(round: Round, ids: Collection[str]) -> dict[int, dict[str, str]]:
    """What stands, by submission and column. The same text at a criterion is read once."""
    cells = cache(_cells)
    rows = Answer.objects.filter(submission__round=round, criterion__in=ids).exclude(verified="")
    found: dict[int, dict[str, str]] = {}
    for submission, criterion, text in rows.values_list("submission_id", "criterion", "verified"):
        found.setdefault(submission, {}).update(cells(criterion, text))
    return found


def _cells(criterion: str, text: str) -> dict[str, str]:
    """What stands at a criterion as somebody would type it, by its column."""
    inputs = inputs_in(text)
    shown = {f"{criterion}:{key}": shown_number(value) for key, value in inputs.items()}
    if len(shown) == 1:
        (shown[criterion],) = shown.values()
    return shown
