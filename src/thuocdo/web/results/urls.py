"""Addresses of the organiser's results; published ones stand in `publication`."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.results import gap_pages, job_page, pages, standing_pages

app_name = "results"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/ket-qua/", pages.results, name="results"),
    path("dot-danh-gia/<slug:slug>/ket-qua/tinh/", pages.ask_to_compute, name="compute"),
    path("dot-danh-gia/<slug:slug>/ket-qua/tinh/<int:pk>/", job_page.job, name="job"),
    path(
        "dot-danh-gia/<slug:slug>/ket-qua/<int:number>/<slug:block>/<str:node>/",
        standing_pages.standings,
        name="standings",
    ),
    path(
        "dot-danh-gia/<slug:slug>/ket-qua/<int:number>/<slug:block>/<str:node>/tai/<str:form>/",
        standing_pages.export,
        name="export",
    ),
    path("dot-danh-gia/<slug:slug>/chenh-lech/", gap_pages.criteria, name="gaps_criteria"),
    path("dot-danh-gia/<slug:slug>/chenh-lech/don-vi/", gap_pages.agencies, name="gaps_agencies"),
    path("dot-danh-gia/<slug:slug>/chenh-lech/nguoi-tham-dinh/", gap_pages.reviewers, name="gaps_reviewers"),
]
