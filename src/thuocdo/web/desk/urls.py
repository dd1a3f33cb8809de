"""Addresses of pages that look across."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.desk import home, log

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("nhat-ky/", log.log, name="log"),
]
