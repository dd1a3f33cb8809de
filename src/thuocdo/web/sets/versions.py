"""The list of versions, newest first, for the people of an organiser."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.reading import reading_sets
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page

COLUMNS: Final = (
    Column("nhap", _("Nhập lúc"), ("imported_at",), largest_first=True),
    Column("ten", _("Bộ tiêu chí"), ("sort_key", "number")),
)
USE: Final = Filter(
    "tinh-trang",
    _("Tình trạng"),
    _("Mọi tình trạng"),
    (
        Choice("da-dung", _("Đã dùng trong đợt đánh giá"), Q(public_since__isnull=False)),
        Choice("chua-dung", _("Chưa dùng"), Q(public_since__isnull=True)),
    ),
)


@require_safe
@reading_sets
def versions(request: HttpRequest) -> HttpResponse:
    """A hundred versions, without their texts."""
    rows = SetVersion.objects.defer("content", "cases").select_related("imported_by")
    page = list_page(rows, request.GET, columns=COLUMNS, filters=(USE,))
    manages = bool(holding_of(request).anywhere(RoleName.MANAGER))
    return render(request, "sets/versions.html", {"page": page, "may_import": manages})
