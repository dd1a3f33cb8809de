"""How far the entering of a large table is, and what came of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.jobs.page import About, job_page
from thuocdo.web.review.marks_entering import job_of
from thuocdo.web.rounds.models import Round


@require_safe
@signed_in
def job(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For whoever asked, and the managers of the round; asked by a script, only the part that changes."""
    round = get_object_or_404(Round.objects.select_related("organiser"), slug=slug)
    found, managing = job_of(round, pk), may_manage(holding_of(request), round.organiser)
    if not managing and (found is None or found.asked_by != person_of(request).email):
        raise NotAllowed(_("Chỉ người đã yêu cầu và người quản trị của cơ quan chủ trì xem được việc này."))
    if found is None:
        raise Http404
    about = About(
        heading=_("Nhập điểm từ bảng"),
        working=_("Đang nhập."),
        address=reverse("marks:job", args=[slug, pk]),
        page="marks/job.html",
        ended="marks/job_ended.html",
    )
    return job_page(request, found, about, {"round": round, "tab": "marks", "managing": managing})
