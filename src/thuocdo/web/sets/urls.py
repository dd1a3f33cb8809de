"""Addresses of criteria sets: those for people at work under /bo-tieu-chi/, those for everybody under /phuong-phap/."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.sets import compare, importing, method, version, versions

app_name = "sets"
urlpatterns = [
    path("bo-tieu-chi/", versions.versions, name="sets"),
    path("bo-tieu-chi/nhap/", importing.import_page, name="import"),
    path("bo-tieu-chi/<str:set_id>/so-sanh/", compare.compare, name="compare"),
    path("bo-tieu-chi/<str:set_id>/<int:number>/", version.version, name="version"),
    path("bo-tieu-chi/<str:set_id>/<int:number>/phuong-phap/", method.preview, name="preview"),
    path("bo-tieu-chi/<str:set_id>/<int:number>/<str:file>", version.source, name="source"),
    path("phuong-phap/", method.methods, name="methods"),
    path("phuong-phap/<str:set_id>/<int:number>/", method.method, name="method"),
    path("phuong-phap/<str:set_id>/<int:number>/<str:file>", method.source, name="method_source"),
]
