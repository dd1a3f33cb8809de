"""The list of agencies as of a day, the same as a file, and the file to fill in for an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, holding_one_of, signed_in
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.models import Agency, AgencyName, Block
from thuocdo.web.directory.agency_table import CELLS, answer, table_of_agencies
from thuocdo.web.directory.listing import BLOCK, KIND, STATE, Asked, columns, filters_of, kinds_in_use, rows_of
from thuocdo.web.directory.reading import may_change, reads_all
from thuocdo.web.ui.addresses import addresses
from thuocdo.web.ui.paging import SIZE, Page, list_page

EVERYTHING = 1_000_000


@require_safe
@signed_in
def agencies(request: HttpRequest) -> HttpResponse:
    """A hundred agencies by their names of a day."""
    holding, asked = holding_of(request), Asked.of(request.GET, timezone.localdate())
    page = _page(request, rows_of(asked, holding), asked)
    context = {
        "page": page,
        "rows": list(_lines(page)),
        "asked": asked,
        "query": request.GET.urlencode(),
        "filters": [
            {"filter": one, "value": page.chosen.get(one.key, "")}
            for one in page.filters
            if one.key in {BLOCK, KIND, STATE}
        ],
        "sort": request.GET.get("xep", ""),
        "managing": may_change(holding),
        "reads_all": reads_all(holding),
        "none_at_all": not page.total and not Agency.objects.exists(),
    }
    return render(request, "directory/agencies.html", context)


def _lines(rows: Iterable[Any]) -> Iterator[tuple[Any, str, str]]:
    """The agencies of a page, as `rows_of` annotates them, with the words of their kind and their address."""
    of_agency = addresses("desk:agency")
    for row in rows:
        yield row, kind_words(row.kind or ""), of_agency(row.agency.code)


@require_safe
@signed_in
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list, searched and filtered like the page."""
    asked = Asked.of(request.GET, timezone.localdate())
    rows: Any = rows_of(asked, holding_of(request)).values_list(*CELLS, named=True)
    page = _page(request, rows, asked, size=EVERYTHING)
    return answer(table_of_agencies(page), f"don-vi-{asked.day:%Y-%m-%d}", form)


@require_safe
@holding_one_of(RoleName.MANAGER)
def template_file(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """A table with two rows that show how it is filled in."""
    block = Block.objects.order_by("order", "name").first()
    name = block.name if block else ""
    first, second = _("Đơn vị ví dụ, từ một ngày"), _("Đơn vị ví dụ, từ trước đến nay")
    rows = [("00001", first, "xa", name, "01/07/2025"), ("00002", second, "phuong", name, "")]
    return answer(rows, "mau-danh-sach-don-vi", form)


def _page(request: HttpRequest, rows: QuerySet[AgencyName], asked: Asked, size: int = SIZE) -> Page[AgencyName]:
    blocks = list(Block.objects.order_by("order", "name"))
    filters = filters_of(asked, blocks, kinds_in_use())
    return list_page(rows, request.GET, columns=columns(), filters=filters, size=size)
