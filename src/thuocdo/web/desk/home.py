"""The first page: the published rounds and the running ones."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.web.rounds.models import Round


def home(request: HttpRequest) -> HttpResponse:
    """Rounds by year, newest first."""
    return render(request, "desk/home.html", {"rounds": Round.objects.order_by("-year", "name")})
