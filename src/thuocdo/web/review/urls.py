"""Addresses of verification: the reviewer's below /tham-dinh/<round>/, the agency's below its submission."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.review import lists, pages_of_case, pages_of_findings, pages_of_many, pages_of_report

app_name = "review"
AGENCY = "tham-dinh/<slug:slug>/don-vi/<str:code>/"
CASE = f"{AGENCY}tieu-chi/<str:criterion>/"
FINDINGS = "phieu/<slug:slug>/<str:code>/giai-trinh/"
urlpatterns = [
    path("tham-dinh/<slug:slug>/", lists.desk, name="desk"),
    path("tham-dinh/<slug:slug>/tieu-chi/", lists.criteria, name="criteria"),
    path("tham-dinh/<slug:slug>/tieu-chi/<str:criterion>/", lists.criterion, name="criterion"),
    path("tham-dinh/<slug:slug>/chap-nhan/", pages_of_many.accept_many, name="accept_many"),
    path("tham-dinh/<slug:slug>/chap-nhan/<slug:batch>/", pages_of_many.batch, name="batch"),
    path("tham-dinh/<slug:slug>/chap-nhan/<slug:batch>/hoan-tac/", pages_of_many.undo_many, name="undo_many"),
    path("tham-dinh/<slug:slug>/chuyen-giai-trinh/", pages_of_report.explain_round, name="explain_round"),
    path(AGENCY, lists.agency, name="agency"),
    path(f"{AGENCY}khep/", pages_of_report.close, name="close"),
    path(f"{AGENCY}mo-lai/", pages_of_report.reopen, name="reopen"),
    path(f"{AGENCY}khong-tinh-diem/", pages_of_report.void, name="void"),
    path(CASE, pages_of_case.case, name="case"),
    path(f"{CASE}chap-nhan/", pages_of_case.accept, name="accept"),
    path(f"{CASE}quyet-dinh/", pages_of_case.decide, name="decide"),
    path(f"{CASE}hoi/", pages_of_case.ask, name="ask"),
    path(f"{CASE}ket-luan/", pages_of_case.settle, name="settle"),
    path(f"{CASE}hoan-tac/", pages_of_case.undo, name="undo"),
    path(FINDINGS, pages_of_findings.findings, name="findings"),
    path(f"{FINDINGS}<int:finding>/", pages_of_findings.explain, name="explain"),
]
