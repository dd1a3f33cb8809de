"""Addresses of the organiser's pages of rounds."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.rounds import assigning, correcting, one_agency, opening, pages

app_name = "rounds"
urlpatterns = [
    path("dot-danh-gia/", pages.rounds, name="rounds"),
    path("dot-danh-gia/moi/", pages.prepare, name="prepare"),
    path("dot-danh-gia/<slug:slug>/sua/", pages.change, name="change"),
    path("dot-danh-gia/<slug:slug>/mo/", opening.open_, name="open"),
    path("dot-danh-gia/<slug:slug>/khep/", opening.close, name="close"),
    path("dot-danh-gia/<slug:slug>/phan-cong/", assigning.assignments, name="assignments"),
    path("dot-danh-gia/<slug:slug>/phan-cong/moi/", assigning.assign, name="assign"),
    path("dot-danh-gia/<slug:slug>/phan-cong/<int:pk>/ket-thuc/", assigning.end, name="end_assignment"),
    path("dot-danh-gia/<slug:slug>/<str:code>/gia-han/", one_agency.extend, name="extend"),
    path("dot-danh-gia/<slug:slug>/<str:code>/khong-danh-gia/", one_agency.exclude, name="exclude"),
    path("dot-danh-gia/<slug:slug>/<str:code>/danh-gia-lai/", one_agency.include, name="include"),
    path("don-vi/ma/<str:code>/sua/", correcting.correct, name="correct_agency"),
]
