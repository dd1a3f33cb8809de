"""Addresses of the list of agencies; an agency's own page looks across and stands in `desk`."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.directory import block_pages, changing, importing, pages, reorganising

app_name = "directory"
urlpatterns = [
    path("don-vi/", pages.agencies, name="agencies"),
    path("don-vi/bang/<str:form>/", pages.export, name="export"),
    path("don-vi/nhap/", importing.import_page, name="import"),
    path("don-vi/nhap/mau/<str:form>/", pages.template_file, name="template"),
    path("don-vi/sap-nhap/", reorganising.merge, name="merge"),
    path("don-vi/chia-tach/", reorganising.split, name="split"),
    path("don-vi/khoi/", block_pages.blocks, name="blocks"),
    path("don-vi/khoi/moi/", block_pages.make, name="make_block"),
    path("don-vi/khoi/ma/<slug:slug>/", block_pages.change, name="change_block"),
    path("don-vi/ma/<str:code>/doi-ten/", changing.rename, name="rename"),
    path("don-vi/ma/<str:code>/chuyen/", changing.move, name="move"),
]
