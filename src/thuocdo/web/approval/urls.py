"""Addresses of approval."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.approval import deciding, pages

app_name = "approval"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/phe-duyet/", pages.approval, name="approval"),
    path("dot-danh-gia/<slug:slug>/phe-duyet/trinh/", deciding.submit, name="submit"),
    path("dot-danh-gia/<slug:slug>/phe-duyet/quyet-dinh/", deciding.approve, name="approve"),
    path("dot-danh-gia/<slug:slug>/phe-duyet/tra-lai/", deciding.send_back, name="send_back"),
    path("dot-danh-gia/<slug:slug>/phe-duyet/mo-lai/", deciding.reopen, name="reopen"),
]
