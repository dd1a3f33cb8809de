"""The pages of mergers and splits: who is carried on by whom, from a day on, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_one_of, person_of
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import NamesOfTheTime, name_on
from thuocdo.web.directory.forms import MergeForm, SplitForm, SuccessionForm
from thuocdo.web.directory.move_agency import standing_on
from thuocdo.web.directory.reading import organiser_of
from thuocdo.web.directory.refusals import ChangedLater, CodeTaken, NotInForce
from thuocdo.web.directory.step import Step, answer_step, data_of, typed_in
from thuocdo.web.directory.succeed_agencies import (
    LinkedAlready,
    NobodySucceeds,
    must_succeed,
    succeed_agencies,
)
from thuocdo.web.ui import written

form_page = require_http_methods(["GET", "HEAD", "POST"])
TYPED = ("before", "after", "kind", "block", "day", "basis")


@form_page
@holding_one_of(RoleName.MANAGER)
def merge(request: HttpRequest) -> HttpResponse:
    """Several agencies become one."""
    return _page(request, MergeForm, _("Sáp nhập đơn vị"), _("Sáp nhập"))


@form_page
@holding_one_of(RoleName.MANAGER)
def split(request: HttpRequest) -> HttpResponse:
    """One agency becomes several."""
    return _page(request, SplitForm, _("Chia tách đơn vị"), _("Chia tách"))


def _page(request: HttpRequest, kind_of_form: type[SuccessionForm], title: str, button: str) -> HttpResponse:
    today = timezone.localdate()
    form = kind_of_form(data_of(request), today=today, initial=_initial(request, today) | typed_in(request, TYPED))
    return answer_step(
        request,
        Step(
            form=form,
            template="directory/succeed.html",
            title=title,
            button=button,
            back=reverse("directory:agencies"),
            check=lambda: must_succeed(form.predecessors, form.successors, form.cleaned_data["day"]),
            words=lambda: succession_words(form, form.cleaned_data["day"]),
            act=lambda: succeed_agencies(
                predecessors=form.predecessors,
                successors=form.successors,
                day=form.cleaned_data["day"],
                basis=form.cleaned_data["basis"],
                organiser=organiser_of(request),
                actor=person_of(request),
                at=timezone.now(),
            ),
            done=lambda: _("Đã ghi. Trang của mỗi đơn vị nêu đơn vị trước và đơn vị sau của nó."),
            fields={
                CodeTaken: "after",
                NobodySucceeds: "after",
                LinkedAlready: "after",
                NotInForce: "day",
                ChangedLater: "day",
            },
            context={"merging": kind_of_form is MergeForm},
        ),
    )


def _initial(request: HttpRequest, today: date) -> dict[str, object]:
    """The agency from whose page somebody comes, with its kind and block for what is new."""
    agency = Agency.objects.filter(code=request.GET.get("don-vi", "")).first()
    if agency is None:
        return {"day": today}
    was = standing_on(agency, today)
    return {"before": f"{name_on(agency, today)} ({agency.code})", "kind": was.kind, "block": was.block, "day": today}


def succession_words(form: SuccessionForm, day: date) -> list[str]:
    """What will happen, agency by agency."""
    staying = {each.pk for each in form.successors if isinstance(each, Agency)}
    ending = [each for each in form.predecessors if each.pk not in staying]
    names = NamesOfTheTime.of([*staying, *(each.pk for each in form.predecessors)])
    last = day - timedelta(days=1)
    found = [
        _("%(name)s (%(code)s) kết thúc: ngày cuối cùng là %(day)s.")
        % {"name": names.on(each.pk, last) or each.code, "code": each.code, "day": written.day(last)}
        for each in ending
    ]
    for each in form.successors:
        if isinstance(each, Agency):
            told = {"name": names.on(each.pk, day) or each.code, "code": each.code, "day": written.day(day)}
            found.append(_("%(name)s (%(code)s) tiếp tục, và từ ngày %(day)s kế tục các đơn vị trên.") % told)
        else:
            told = {"name": each.name, "code": each.code, "day": written.day(day)}
            found.append(_("%(name)s (%(code)s) được lập, ngày đầu tiên là %(day)s.") % told)
    found.append(_("Kết quả đã có của các đơn vị cũ giữ nguyên, với tên của thời đó."))
    return [*found, *_people_words(ending, last)]


def _people_words(ending: Sequence[Agency], last: date) -> list[str]:
    """Roles stay where they are, which is easily forgotten."""
    open_ended = Q(until__isnull=True) | Q(until__gt=last)
    count = Role.objects.filter(open_ended, agency__in=ending).values("person").distinct().count()
    if not count:
        return []
    return [
        ngettext(
            "%(count)d người có vai trò ở đơn vị kết thúc; vai trò không tự chuyển, hãy trao vai trò ở đơn vị sau.",
            "%(count)d người có vai trò ở các đơn vị kết thúc; vai trò không tự chuyển, hãy trao vai trò ở đơn vị sau.",
            count,
        )
        % {"count": count}
    ]
