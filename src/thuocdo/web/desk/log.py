"""The log as auditors read it: newest first, filtered by round, agency, person, act and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_one_of
from thuocdo.web.accounts.models import RoleName, one_login
from thuocdo.web.audit.acts_told import acts_told
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.desk.act_words import words
from thuocdo.web.desk.log_lines import lines_of
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.choosing import offer
from thuocdo.web.ui.fields import DayField
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page
from thuocdo.web.ui.row_numbers import row_number

NEWEST: Final = (Column("so", _("Số"), ("number",), largest_first=True, numeric=True),)
# Entries are numbered in the order of their rows, which every index of SQLite ends in: nothing that a filter finds has to be sorted.
NEWEST_FOUND: Final = (Column("so", _("Số"), ("id",), largest_first=True, numeric=True),)


class LogFilter(forms.Form):
    """What an auditor looks for; nothing is everything."""

    dot = forms.ChoiceField(label=_("Đợt đánh giá"), required=False)
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    don_vi = forms.CharField(label=_("Mã đơn vị"), required=False, max_length=60)
    nguoi = forms.CharField(label=_("Người thực hiện (thư điện tử)"), required=False, max_length=254)
    ngay = DayField(label=_("Ngày"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        rounds = Round.objects.order_by("-year", "name").values_list("slug", "name")
        offer(self, "dot", [("", _("Mọi đợt")), *rounds])
        offer(self, "viec", [("", _("Mọi việc")), *((act, words(act)) for act in acts_told())])

    def filters(self) -> Iterator[Filter]:
        """What was chosen, as filters of the list, so that every page of it keeps them."""
        self.is_valid()
        chosen = self.cleaned_data
        meanings = {
            "dot": Q(round=chosen.get("dot")),
            "viec": Q(act=chosen.get("viec")),
            "don_vi": Q(agency=chosen.get("don_vi")),
            "nguoi": Q(actor__in={chosen.get("nguoi"), one_login(chosen.get("nguoi") or "")}),
            "ngay": _on(chosen["ngay"]) if chosen.get("ngay") else Q(),
        }
        for key, meaning in meanings.items():
            if chosen.get(key):
                yield Filter(key, "", "", (Choice(self.data[key], "", meaning),))


@require_safe
@holding_one_of(RoleName.AUDITOR)
def log(request: HttpRequest) -> HttpResponse:
    """A hundred entries, with what changed in each; `so` is the number of one, which is then shown whole."""
    form = LogFilter(request.GET)
    number = row_number(request.GET.get("so", ""))
    rows = LogEntry.objects.defer("text", "prev")  # the texts of what is shown are read once that is known
    rows = rows if number is None else rows.filter(number=number)
    filters = list(form.filters())
    columns = NEWEST_FOUND if filters else NEWEST
    page = list_page(rows, request.GET, columns=columns, filters=filters, search=None)
    lines = lines_of(page.rows, whole=number is not None)
    return render(request, "desk/log.html", {"form": form, "page": page, "lines": lines, "number": number})


def _on(day: date) -> Q:
    """The instants of a day in Vietnam."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return Q(at__gte=start, at__lt=start + timedelta(days=1))
