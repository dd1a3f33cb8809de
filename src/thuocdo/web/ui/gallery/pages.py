"""The pages of the gallery; where the site is neither a demonstration nor under test they do not exist."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thuocdo.web.ui.gallery import samples
from thuocdo.web.ui.ruler import Limit


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    _only_for_show()
    messages.success(request, _("Đã gia hạn cho xã Đức Trọng đến 17:00 ngày 05/12/2026."))
    context: dict[str, Any] = {
        "ready": samples.READY,
        "steep": samples.STEEP,
        "five": samples.FIVE,
        "strict": samples.STRICT,
        "d": {
            name: Decimal(text)
            for name, text in {
                "50": "50",
                "100": "100",
                "150": "150",
                "4380": "43.80",
                "4023": "40.23",
                "47": "47",
                "30": "30",
                "75": "75",
                "82": "82",
                "105": "105",
                "m10": "-10",
                "m4": "-4",
                "0": "0",
                "1234": "1234.5",
                "40": "40",
            }.items()
        },
        "interval": (Decimal("41.20"), Decimal("45.60")),
        "now": samples.NOW,
        "soon": samples.NOW + timedelta(hours=3),
        "later": samples.NOW + timedelta(days=9),
        "changes": (Decimal("2.365"), Decimal("-1.9"), Decimal(0), None),
        "middle": samples.ranking(number=17, total=3321),
        "few": samples.ranking(),
        "good": samples.filled(),
        "bad": samples.wrong(),
        "found": samples.found(),
    }
    return render(request, "ui/gallery/components.html", context)


def ranking(request: HttpRequest) -> HttpResponse:
    """A published ranking."""
    _only_for_show()
    context = {
        "page": samples.ranking(search=request.GET.get("tim", "")),
        "limits": samples.READY,
        "available": Decimal(50),
        "low": Decimal(30),
    }
    return render(request, "ui/gallery/ranking.html", context)


def form(request: HttpRequest) -> HttpResponse:
    """A self-assessment being filled in."""
    _only_for_show()
    limits = tuple(Limit(one.name, one.at * Decimal("0.6")) for one in samples.READY)
    return render(
        request,
        "ui/gallery/form.html",
        {"now": samples.NOW, "limits": limits, "available": Decimal(30), "points": Decimal("17.35")},
    )


def _only_for_show() -> None:
    if not settings.DEMO:
        raise Http404
