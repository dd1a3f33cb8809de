"""The pages of the acts of approval: put before the approver, approve, send back, take up again. Each is told before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.forms import ApproveForm, ReopenForm, SeenForm, SendBackForm, SubmitForm
from thuocdo.web.approval.pages import Contents, approvals_of, contents_of
from thuocdo.web.approval.refusals import DecisionMissing
from thuocdo.web.approval.reopen_round import REOPENABLE, reopen_round
from thuocdo.web.approval.send_back_results import send_back_results
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.approval.waiting import results_to_submit, waiting_for
from thuocdo.web.approval.who import why_not_approve
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.directory.step import Step, answer_step, data_of, typed_in
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.ui import written

form_page = require_http_methods(["GET", "HEAD", "POST"])
CONFIRM: Final = "approval/confirm.html"


@form_page
@signed_in
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """The manager puts the newest results before the approver."""
    round = managed_round(holding_of(request), slug)
    if request.method != "POST" and round.state != RoundState.COMPUTED:
        return _too_late(request, round, _("Chỉ trình được kết quả đã tính và chưa trình."))
    contents = contents_of(round, approvals_of(round))
    initial = {"digest": contents.digest} | typed_in(request, ("digest", "note"))
    form = SubmitForm(data_of(request), initial=initial)
    return answer_step(
        request,
        Step(
            form=form,
            template="approval/submit.html",
            title=_("Trình phê duyệt"),
            button=_("Trình phê duyệt"),
            back=_page_of(round),
            check=_seen(form, contents, lambda: results_to_submit(round, form.cleaned_data["digest"])),
            words=lambda: [
                _("Người phê duyệt thấy đúng những kết quả dưới đây, cùng tờ trình của bạn."),
                _("Từ lúc này không tính lại được, trừ khi người phê duyệt trả lại."),
            ],
            act=_seen(
                form,
                contents,
                lambda: submit_for_approval(
                    round=round, **form.cleaned_data, actor=person_of(request), at=timezone.now()
                ),
            ),
            done=lambda: _("Đã trình phê duyệt."),
            context=_context(round, contents),
            confirm=CONFIRM,
        ),
    )


@form_page
@signed_in
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """The approver approves exactly what was shown, with the decision."""

    def step(round: Round, contents: Contents) -> Step:
        initial = {"digest": contents.digest} | typed_in(request, ("digest", "decision", "dated"))
        form = ApproveForm(data_of(request), initial=initial, today=timezone.localdate())
        return Step(
            form=form,
            template="approval/approve.html",
            title=_("Phê duyệt kết quả"),
            button=_("Phê duyệt"),
            back=_page_of(round),
            check=_seen(form, contents, lambda: waiting_for(round, form.cleaned_data["digest"])),
            words=lambda: _approve_words(**form.cleaned_data),
            act=_seen(
                form,
                contents,
                lambda: approve_results(round=round, **form.cleaned_data, actor=person_of(request), at=timezone.now()),
            ),
            done=lambda: _("Đã phê duyệt kết quả."),
            fields={DecisionMissing: "decision"},
            context=_context(round, contents),
            confirm=CONFIRM,
        )

    return _decided(request, slug, step)


def _approve_words(*, decision: str, dated: date, **_others: object) -> list[str]:
    told = {"decision": decision, "day": written.day(dated)}
    return [
        _("Kết quả dưới đây được phê duyệt theo Quyết định %(decision)s ngày %(day)s.") % told,
        _("Bộ tiêu chí, số liệu và kết quả được giữ nguyên theo mã; cơ quan chủ trì công bố đúng kết quả này."),
        _("Muốn đổi về sau, cơ quan chủ trì phải mở lại đợt với lý do; lần phê duyệt này vẫn còn trong lịch sử."),
    ]


@form_page
@signed_in
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """The approver sends the results back, with the reason."""

    def step(round: Round, contents: Contents) -> Step:
        initial = {"digest": contents.digest} | typed_in(request, ("digest", "reason"))
        form = SendBackForm(data_of(request), initial=initial)
        return Step(
            form=form,
            template="approval/send_back.html",
            title=_("Trả lại kết quả"),
            button=_("Trả lại"),
            back=_page_of(round),
            check=_seen(form, contents, lambda: waiting_for(round, form.cleaned_data["digest"])),
            words=lambda: [
                _("Kết quả không được phê duyệt; đợt trở về bước giải trình với lý do:"),
                f"«{form.cleaned_data['reason'].strip()}»",
                _("Cơ quan chủ trì sửa, tính lại rồi trình lần nữa."),
            ],
            act=_seen(
                form,
                contents,
                lambda: send_back_results(
                    round=round, **form.cleaned_data, actor=person_of(request), at=timezone.now()
                ),
            ),
            done=lambda: _("Đã trả lại kết quả cho cơ quan chủ trì."),
            fields={DecisionMissing: "reason"},
            context=_context(round, contents),
            confirm=CONFIRM,
        )

    return _decided(request, slug, step)


@form_page
@signed_in
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """The manager takes the round up again, with the reason."""
    round = managed_round(holding_of(request), slug)
    if request.method != "POST" and round.state not in REOPENABLE:
        return _too_late(request, round, _("Chỉ mở lại được đợt đã tính kết quả, đã phê duyệt hoặc đã công bố."))
    form = ReopenForm(data_of(request), initial=typed_in(request, ("reason",)))
    return answer_step(
        request,
        Step(
            form=form,
            template="approval/reopen.html",
            title=_("Mở lại đợt đánh giá"),
            button=_("Mở lại đợt"),
            back=_page_of(round),
            check=lambda: None,
            words=lambda: list(_reopen_words(round)),
            act=lambda: reopen_round(
                round=round, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
            ),
            done=lambda: _("Đã mở lại đợt: đợt trở về bước giải trình."),
            fields={DecisionMissing: "reason"},
            context=_context(round, None),
            confirm=CONFIRM,
        ),
    )


def _reopen_words(round: Round) -> list[str]:
    found = [_("Đợt trở về bước giải trình: phiếu mở lại được, số liệu thẩm định sửa được, kết quả phải tính lại.")]
    if round.state in {RoundState.APPROVED, RoundState.PUBLISHED}:
        found.append(
            _("Phê duyệt đang có không còn hiệu lực; kết quả mới phải được phê duyệt lại bằng quyết định khác.")
        )
    found += _published_words(round, timezone.now())
    found.append(_("Lý do và tên bạn được ghi vào nhật ký."))
    return found


def _published_words(round: Round, now: datetime) -> Iterator[str]:
    """What becomes of the versions there are: nothing stops one that was published under embargo."""
    versions = list(round.publications.order_by("version").values_list("version", "public_from"))
    for version, public_from in versions:
        if public_from > now:
            told = {"version": written.number(version), "moment": written.moment(public_from)}
            said = _("Bản số %(version)s chưa công khai, nhưng đến %(moment)s sẽ tự công khai, dù đợt đã được mở lại.")
            yield said % told
    if any(public_from <= now for _version, public_from in versions):
        yield _("Bản đã công bố vẫn đọc được; kết quả mới sẽ là một bản đính chính.")
    elif versions:
        yield _("Kết quả mới sẽ là một bản đính chính.")


def _seen(form: SeenForm, contents: Contents, deciding: Callable[[], object]) -> Callable[[], object]:
    """A decision, or its check; where the person saw something else, the page shows what is there now, and the next press is about that."""

    def decided() -> object:
        try:
            return deciding()
        except WrongState:
            form.show(contents.digest)
            raise

    return decided


def _decided(request: HttpRequest, slug: str, step: Callable[[Round, Contents], Step]) -> HttpResponse:
    """A step of whoever may decide on a round's results; raises what its act would raise."""
    holding = holding_of(request)
    round = round_for(holding, slug)
    if (refusal := why_not_approve(holding, round)) is not None:
        raise refusal
    if request.method != "POST" and round.state != RoundState.WITH_APPROVER:
        return _too_late(request, round, _("Không có kết quả nào đang chờ phê duyệt."))
    return answer_step(request, step(round, contents_of(round, approvals_of(round))))


def _too_late(request: HttpRequest, round: Round, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect(_page_of(round))


def _page_of(round: Round) -> str:
    return reverse("approval:approval", args=[round.slug])


def _context(round: Round, contents: Contents | None) -> dict[str, Any]:
    return {"round": round, "tab": "approval", "contents": contents}
