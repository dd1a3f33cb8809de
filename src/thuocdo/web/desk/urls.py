"""Addresses of pages that look across."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.desk import agency, board, home, log, work

app_name = "desk"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/", board.board, name="board"),
    path("dot-danh-gia/<slug:slug>/bang/", board.export, name="board_export"),
    path("", home.home, name="home"),
    path("viec-cua-toi/", work.work, name="work"),
    path("nhat-ky/", log.log, name="log"),
    path("don-vi/ma/<str:code>/", agency.agency, name="agency"),
]
