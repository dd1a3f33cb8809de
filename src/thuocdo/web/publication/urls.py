"""Addresses of published results; they never change."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.publication import ranking

app_name = "publication"
urlpatterns = [
    path("ket-qua/", ranking.rounds, name="rounds"),
    path("ket-qua/<slug:slug>/", ranking.first_ranking, name="round"),
    path("ket-qua/<slug:slug>/<slug:block>/<str:node>/", ranking.ranking, name="ranking"),
]
