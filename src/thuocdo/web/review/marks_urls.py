"""Addresses of the organiser's own criteria."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.review import marks_file, marks_importing, marks_job, marks_pages

app_name = "marks"
urlpatterns = [
    path("dot-danh-gia/<slug:slug>/diem-chu-tri/", marks_pages.marks, name="marks"),
    path("dot-danh-gia/<slug:slug>/diem-chu-tri/bang/", marks_importing.import_page, name="import"),
    path("dot-danh-gia/<slug:slug>/diem-chu-tri/bang/viec/<int:pk>/", marks_job.job, name="job"),
    path("dot-danh-gia/<slug:slug>/diem-chu-tri/bang/mau/<str:form>/", marks_file.template_file, name="template"),
    path("dot-danh-gia/<slug:slug>/diem-chu-tri/<slug:block>/<str:id>/", marks_pages.criterion, name="criterion"),
]
