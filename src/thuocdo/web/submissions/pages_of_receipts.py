"""The receipt of what was submitted: a page, and a file that anybody can keep and compare later."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import signed_in
from thuocdo.web.submissions.models import Receipt
from thuocdo.web.submissions.opened import Opened, opened_for
from thuocdo.web.ui import written


@require_safe
@signed_in
def receipt(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """When it was submitted, by whom, and the codes that fix what it said."""
    opened = opened_for(request, slug, code)
    context = {"opened": opened, "receipt": _receipt(opened, number), "round": opened.submission.round}
    return render(request, "submissions/receipt.html", context)


@require_safe
@signed_in
def receipt_file(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """The same as JSON, with everything that was submitted."""
    opened = opened_for(request, slug, code)
    found = _receipt(opened, number)
    text = json.dumps(_written(opened, found), ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bien-nhan-{slug}-{code}-{number}.json"'
    return response


def _receipt(opened: Opened, number: int) -> Receipt:
    return get_object_or_404(opened.submission.receipts.select_related("by"), number=number)


def _written(opened: Opened, receipt: Receipt) -> dict[str, Any]:
    """`content` is the very text the digest is taken of."""
    return {
        "round": opened.slug,
        "agency": opened.code,
        "name": opened.submission.name,
        "number": receipt.number,
        "at": written.iso(receipt.at),
        "by": receipt.by.email,
        "digest": receipt.digest,
        "log": {"number": receipt.log_number, "hash": receipt.log_hash},
        "content": receipt.content,
    }
