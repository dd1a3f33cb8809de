"""Addresses of published results; they never change (docs/addresses.md)."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.publication import (
    agency_page,
    changes_page,
    charts_page,
    compare_page,
    criterion_page,
    notice_page,
    ranking,
    self_check,
    versions,
)

app_name = "publication"
urlpatterns = [
    path("du-lieu-mo/", versions.open_data, name="open_data"),
    path("tu-kiem-tra/", self_check.self_check, name="self_check"),
    path("tu-kiem-tra/<str:set_id>/<int:number>/", self_check.check, name="check"),
    path("ket-qua/", ranking.rounds, name="rounds"),
    path("ket-qua/<slug:slug>/", ranking.first_ranking, name="round"),
    path("ket-qua/<slug:slug>/phien-ban/<int:version>/", versions.version_page, name="version"),
    path("ket-qua/<slug:slug>/phien-ban/<int:version>/thong-bao/<str:set_id>/", notice_page.notice, name="notice"),
    path(
        "ket-qua/<slug:slug>/phien-ban/<int:version>/thong-bao/<str:set_id>.<slug:form>",
        notice_page.notice_file,
        name="notice_file",
    ),
    path("ket-qua/<slug:slug>/phien-ban/<int:version>/<str:set_id>.zip", versions.bundle, name="bundle"),
    path(
        "ket-qua/<slug:slug>/phien-ban/<int:version>/<slug:block>/<str:node>.<slug:form>",
        versions.table,
        name="table",
    ),
    path(
        "ket-qua/<slug:slug>/phien-ban/<int:version>/<slug:block>/<str:node>/",
        ranking.ranking,
        name="ranking_of_version",
    ),
    path("ket-qua/<slug:slug>/don-vi/<str:code>/", agency_page.agency, name="agency"),
    path("ket-qua/<slug:slug>/tieu-chi/<slug:block>/<str:criterion>/", criterion_page.criterion, name="criterion"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/", ranking.ranking, name="ranking"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/bieu-do/", charts_page.charts, name="charts"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/nhom/", charts_page.groups, name="groups"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/thay-doi/", changes_page.changes, name="changes"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/so-sanh/", compare_page.compare, name="compare"),
]
