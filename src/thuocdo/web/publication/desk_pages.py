"""The organiser's page of publishing: the versions there are, and the next one, told before it is made."""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.pages import approvals_of, approved_of, contents_of
from thuocdo.web.directory.step import AGAIN, Step, answer_step, typed_in
from thuocdo.web.jobs.ask import ask
from thuocdo.web.publication.desk_bundling import bundle, is_going_on, newest_job
from thuocdo.web.publication.desk_forms import PublishForm
from thuocdo.web.publication.difference_words import in_words
from thuocdo.web.publication.differences import Difference
from thuocdo.web.publication.keep_version import Basis, new_version
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.publication.refusals import EmbargoInThePast, NotApproved, NoteMissing
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.ui import written

SHOWN: Final = 100


@require_safe
@signed_in
def publishing(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of a round, and what can be published next."""
    holding = holding_of(request)
    round = round_for(holding, slug)
    job = newest_job(round)
    versions = _versions(round)
    context = {
        "round": round,
        "tab": "publishing",
        "managing": may_manage(holding, round.organiser),
        "versions": versions,
        "approved": approved_of(approvals_of(round)),
        "now": timezone.now(),
        "job": job,
        "bundling": is_going_on(job),
        "lacking": next((each for each in versions if each.bundled < each.published), None),  # type: ignore[attr-defined]
    }
    return render(request, "publishing/publishing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish what was approved: the form, then what will happen with every figure that differs, then the act."""
    round = managed_round(holding_of(request), slug)
    approvals = approvals_of(round)
    approval = approved_of(approvals)
    reading = request.method != "POST"
    # Published from another tab: the form of a correction would ask for a reason where there is nothing to correct yet.
    if round.state == RoundState.PUBLISHED or (reading and (round.state != RoundState.APPROVED or approval is None)):
        messages.info(request, _("Chỉ công bố được kết quả đã phê duyệt và chưa công bố."))
        return redirect("publishing:publishing", slug=slug)
    last = round.publications.order_by("-version").first()
    form = _form(request, correction=last is not None)
    context: dict[str, Any] = {
        "round": round,
        "tab": "publishing",
        "approval": approval,
        "last": last,
        "contents": contents_of(round, approvals),
    }
    seen: list[Publication] = []

    def check() -> None:
        seen.append(_would_be(round, approval, form, person_of(request)))
        context.update(_changes(seen[0]))

    def act() -> None:
        made = publish_results(round=round, plan=form.plan(), actor=person_of(request), at=timezone.now())
        ask(bundle, asked_by=person_of(request).email, at=timezone.now(), publication=made.pk, round=round.pk)

    return answer_step(
        request,
        Step(
            form=form,
            template="publishing/publish.html",
            title=_("Công bố bản đính chính") if last else _("Công bố kết quả"),
            button=_("Công bố"),
            back=reverse("publishing:publishing", args=[slug]),
            check=check,
            words=lambda: _words(seen[0], form),
            act=act,
            done=lambda: _("Đã công bố. Tệp tải về đang được tạo."),
            fields={NoteMissing: "note", EmbargoInThePast: "public_from"}
            if last
            else {EmbargoInThePast: "public_from"},
            context=context,
            confirm="publishing/confirm.html",
        ),
    )


@require_POST
@signed_in
def make_downloads(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Ask once more for the downloads of a version that are missing."""
    round = managed_round(holding_of(request), slug)
    found = get_object_or_404(Publication, round=round, version=version)
    if not is_going_on(newest_job(round)):
        ask(bundle, asked_by=person_of(request).email, at=timezone.now(), publication=found.pk, round=round.pk)
    return redirect("publishing:publishing", slug=slug)


def _versions(round: Round) -> list[Publication]:
    rows = round.publications.select_related("published_by").prefetch_related("previewers")
    counted = rows.annotate(bundled=Count("bundles", distinct=True), published=Count("results", distinct=True))
    return list(counted.defer("changes").order_by("-version"))


def _form(request: HttpRequest, *, correction: bool) -> PublishForm:
    """Looking for people or going back shows the form as typed, without complaints."""
    posted = request.POST if request.method == "POST" else None
    looking = posted is not None and AGAIN in posted
    chosen = posted.getlist("previewers") if posted is not None else []
    initial: dict[str, Any] = dict(typed_in(request, ("note", "public_figures", "public_from", "find")))
    return PublishForm(
        None if looking else posted,
        initial=initial | {"previewers": chosen},
        correction=correction,
        chosen=chosen,
        words=posted.get("find", "") if posted is not None else "",
    )


def _would_be(round: Round, approval: Approval | None, form: PublishForm, by: Person) -> Publication:
    """The version as it would be made now; raises what the act would raise."""
    if round.state != RoundState.APPROVED or approval is None or approval.dated is None:
        raise NotApproved(_("Chỉ công bố được kết quả đã phê duyệt và chưa công bố."))
    results = list(Result.objects.filter(approvals=approval).select_related("set_version"))
    basis = Basis(approval.decision, approval.dated)
    return new_version(round, results, basis, form.plan(), by=by, at=timezone.now())


def _changes(would_be: Publication) -> dict[str, Any]:
    found: list[Difference] = json.loads(would_be.changes) if would_be.changes else []
    return {
        "changes": [in_words(each) for each in found[:SHOWN]],
        "more_changes": max(0, len(found) - SHOWN),
        "changed_agencies": len({(each["set"], each["code"] or each["agency"]) for each in found}),
    }


def _words(would_be: Publication, form: PublishForm) -> list[str]:
    """What will happen."""
    told = {"decision": would_be.decision, "day": written.day(would_be.dated), "version": would_be.version}
    found = [_("Bản công bố số %(version)d, theo Quyết định %(decision)s ngày %(day)s.") % told]
    if form.cleaned_data["public_from"] is None:
        found.append(_("Ai cũng đọc được ngay."))
    else:
        moment = {"moment": written.moment(would_be.public_from)}
        found.append(
            _("Ai cũng đọc được từ %(moment)s; trước đó chỉ cơ quan chủ trì và người được xem trước.") % moment
        )
    people = [str(person) for person in form.cleaned_data.get("previewers", ())]
    if people:
        found.append(_("Được xem trước: %(people)s.") % {"people": ", ".join(people)})
    if would_be.public_figures:
        found.append(_("Số liệu thẩm định được công bố cùng, để ai cũng tính lại được."))
    else:
        found.append(_("Số liệu thẩm định không được công bố; chỉ có điểm, mức và hạng."))
    if would_be.version > 1:
        found.append(_counted(would_be))
    found.append(_("Bản đã công bố không sửa, không xóa được; muốn đổi phải công bố bản đính chính."))
    return found


def _counted(would_be: Publication) -> str:
    """In how many figures a correction differs from what everybody may read by then."""
    if not would_be.changes:
        return _("Bản trước còn chờ ngày công khai, nên bản này không kèm danh sách thay đổi.")
    count = len(json.loads(would_be.changes))
    said = ngettext("Có %(count)d con số khác bản trước.", "Có %(count)d con số khác bản trước.", count)
    return said % {"count": count}
