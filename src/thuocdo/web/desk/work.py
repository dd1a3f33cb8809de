"""«Việc của tôi»: what waits for the person signed in, by deadline, for each of their roles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.desk.work_items import items_for


@require_safe
@signed_in
def work(request: HttpRequest) -> HttpResponse:
    """First what is this person's turn, then what waits for others."""
    now = timezone.now()
    holding = holding_of(request)
    items = items_for(holding, now)
    context = {
        "mine": [item for item in items if item.mine],
        "others": [item for item in items if not item.mine],
        "holds": bool(holding.roles),
        "audits": bool(holding.anywhere(RoleName.AUDITOR)),
        "now": now,
    }
    return render(request, "desk/work.html", context)
