"""Addresses of published results; they never change (docs/addresses.md)."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.publication import agency_page, charts_page, criterion_page, ranking, versions

app_name = "publication"
urlpatterns = [
    path("du-lieu-mo/", versions.open_data, name="open_data"),
    path("ket-qua/", ranking.rounds, name="rounds"),
    path("ket-qua/<slug:slug>/", ranking.first_ranking, name="round"),
    path("ket-qua/<slug:slug>/phien-ban/<int:version>/", versions.version_page, name="version"),
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
]
