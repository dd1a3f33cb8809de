"""Addresses of the organiser's pages of publishing."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.publication import desk_pages

app_name = "publishing"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/cong-bo/", desk_pages.publishing, name="publishing"),
    path("dot-danh-gia/<slug:slug>/cong-bo/moi/", desk_pages.publish, name="publish"),
    path("dot-danh-gia/<slug:slug>/cong-bo/<int:version>/tep/", desk_pages.make_downloads, name="downloads"),
]
