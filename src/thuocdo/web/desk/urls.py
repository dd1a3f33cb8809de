"""Addresses of pages that look across."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.desk import agency, board, board_criteria, board_reviewers, home, log, reminders, work

app_name = "desk"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/", board.board, name="board"),
    path("dot-danh-gia/<slug:slug>/bang/", board.export, name="board_export"),
    path("dot-danh-gia/<slug:slug>/tieu-chi/", board_criteria.board_criteria, name="board_criteria"),
    path("dot-danh-gia/<slug:slug>/nguoi-tham-dinh/", board_reviewers.board_reviewers, name="board_reviewers"),
    path("dot-danh-gia/<slug:slug>/nhac/", reminders.reminders, name="reminders"),
    path("dot-danh-gia/<slug:slug>/nhac/gui/", reminders.remind, name="remind"),
    path("", home.home, name="home"),
    path("viec-cua-toi/", work.work, name="work"),
    path("nhat-ky/", log.log, name="log"),
    path("don-vi/ma/<str:code>/", agency.agency, name="agency"),
]
