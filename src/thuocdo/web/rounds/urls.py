"""Addresses of the organiser's pages of rounds."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.rounds import pages

app_name = "rounds"
urlpatterns = [
    path("dot-danh-gia/", pages.rounds, name="rounds"),
    path("dot-danh-gia/moi/", pages.prepare, name="prepare"),
    path("dot-danh-gia/<slug:slug>/mo/", pages.open_, name="open"),
    path("dot-danh-gia/<slug:slug>/khep/", pages.close, name="close"),
    path("dot-danh-gia/<slug:slug>/<str:code>/gia-han/", pages.extend, name="extend"),
    path("dot-danh-gia/<slug:slug>/<str:code>/khong-danh-gia/", pages.exclude, name="exclude"),
]
