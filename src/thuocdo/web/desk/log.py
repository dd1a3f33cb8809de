"""The log as auditors read it: newest first, filtered by round, agency, person, act and day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import NamesOfTheTime
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.desk.act_words import words
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.choosing import offer
from thuocdo.web.ui.fields import DayField
from thuocdo.web.ui.paging import Choice, Column, Filter, Page, list_page
from thuocdo.web.ui.row_numbers import row_number

# An act on a whole country leaves a megabyte; beyond this much of an entry the list leads to the entry's own page.
FEW: Final = 20  # values
SHORT: Final = 400  # letters of each
NEWEST: Final = (Column("so", _("Số"), ("number",), largest_first=True, numeric=True),)


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
        acts = LogEntry.objects.order_by("act").values_list("act", flat=True).distinct()
        offer(self, "dot", [("", _("Mọi đợt")), *rounds])
        offer(self, "viec", [("", _("Mọi việc")), *((act, words(act)) for act in acts)])

    def filters(self) -> Iterator[Filter]:
        """What was chosen, as filters of the list, so that every page of it keeps them."""
        self.is_valid()
        chosen = self.cleaned_data
        meanings = {
            "dot": Q(round=chosen.get("dot")),
            "viec": Q(act=chosen.get("viec")),
            "don_vi": Q(agency=chosen.get("don_vi")),
            "nguoi": Q(actor__iexact=chosen.get("nguoi")),
            "ngay": _on(chosen["ngay"]) if chosen.get("ngay") else Q(),
        }
        for key, meaning in meanings.items():
            if chosen.get(key):
                yield Filter(key, "", "", (Choice(self.data[key], "", meaning),))


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after an act; what was not there is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it."""

    entry: LogEntry
    act: str
    agency: str
    reason: str
    changes: tuple[Change, ...]
    cut: bool

    @property
    def code(self) -> str:
        """The entry's hash in groups that fit any width."""
        found = self.entry.hash
        return " ".join(found[start : start + 8] for start in range(0, len(found), 8))


@require_safe
@holding_one_of(RoleName.AUDITOR)
def log(request: HttpRequest) -> HttpResponse:
    """A hundred entries, with what changed in each; `so` is the number of one, which is then shown whole."""
    form = LogFilter(request.GET)
    number = row_number(request.GET.get("so", ""))
    rows = LogEntry.objects.all() if number is None else LogEntry.objects.filter(number=number)
    page = list_page(rows, request.GET, columns=NEWEST, filters=list(form.filters()), search=None)
    lines = _lines(page, whole=number is not None)
    return render(request, "desk/log.html", {"form": form, "page": page, "lines": lines, "number": number})


def _lines(page: Page[LogEntry], *, whole: bool) -> list[Line]:
    codes = {entry.agency for entry in page} - {""}
    ids = dict(Agency.objects.filter(code__in=codes).values_list("code", "pk"))
    names = NamesOfTheTime.of(ids.values())
    return [_line(entry, _called(entry, ids.get(entry.agency), names), whole=whole) for entry in page]


def _called(entry: LogEntry, agency_id: int | None, names: NamesOfTheTime) -> str:
    """What the entry's agency was called on the day of the entry."""
    found = names.on(agency_id, timezone.localdate(entry.at)) if agency_id is not None else None
    return found or entry.agency


def _line(entry: LogEntry, agency: str, *, whole: bool) -> Line:
    said = json.loads(entry.text)
    before, after = said["before"], said["after"]
    names = list({**before, **after})
    told = names if whole else names[:FEW]
    changes = tuple(Change(name, _shown(before.get(name)), _shown(after.get(name))) for name in told)
    short = changes if whole else tuple(Change(one.name, one.before[:SHORT], one.after[:SHORT]) for one in changes)
    return Line(entry, words(entry.act), agency, said["reason"], short, cut=short != changes or told != names)


def _shown(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _on(day: date) -> Q:
    """The instants of a day in Vietnam."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return Q(at__gte=start, at__lt=start + timedelta(days=1))
