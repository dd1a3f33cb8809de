"""Addresses of the gallery of components."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.ui.gallery import pages

app_name = "ui"
urlpatterns = [
    path("", pages.components, name="components"),
    path("ranking/", pages.ranking, name="ranking"),
    path("form/", pages.form, name="form"),
]
