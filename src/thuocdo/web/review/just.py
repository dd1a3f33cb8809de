"""The decision made a moment ago, told on the screen that follows, with the way to take it back."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from thuocdo.web.accounts.at_work import person_of
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.models import Verification
from thuocdo.web.ui.row_numbers import row_number

DONE: Final = "vua"


def with_done(address: str, made: str) -> str:
    """An address that tells of a decision; the same where there was none."""
    if not made:
        return address
    return f"{address}{'&' if '?' in address else '?'}{DONE}={made}"


def just_done(request: HttpRequest, desk: Desk, by: str) -> dict[str, str] | None:
    """What the page says of it, as long as the person's decision holds; `by` is the list that is gone through."""
    number = row_number(request.GET.get(DONE, ""))
    if number is None:
        return None
    rows = Verification.objects.filter(pk=number, reviewer=person_of(request), undone_at__isnull=True)
    made = rows.filter(answer__submission__round=desk.round).select_related("answer__submission__agency").first()
    if made is None:
        return None
    args = (desk.round.slug, made.answer.submission.agency.code, made.answer.criterion)
    return {
        "number": str(number),
        "outcome": str(made.get_outcome_display()),
        "name": made.answer.submission.name,
        "criterion": made.answer.criterion,
        "url": reverse("review:undo", args=args) + f"?theo={by}",
    }
