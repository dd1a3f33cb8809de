"""Addresses of a submission, below /phieu/<round>/<agency>/."""

from __future__ import annotations

from django.urls import include, path

from thuocdo.web.submissions import pages, pages_of_handing, pages_of_receipts, pages_of_saving

app_name = "submissions"
urlpatterns = [
    path("", pages.form, name="form"),
    path("nhom/<str:group>/", pages.group, name="group"),
    path("nhom/<str:group>/<str:criterion>/", pages.criterion, name="criterion"),
    path("nhom/<str:group>/<str:criterion>/luu/", pages_of_saving.save, name="save"),
    path("thay-doi/<str:group>/", pages_of_saving.changes, name="changes"),
    path("kiem-tra/", pages_of_handing.check, name="check"),
    path("trinh/", pages_of_handing.give_to_head, name="hand_over"),
    path("toan-van/", pages_of_handing.whole, name="whole"),
    path("tra-lai/", pages_of_handing.give_back, name="send_back"),
    path("nop/", pages_of_handing.hand_in, name="submit"),
    path("rut/", pages_of_handing.take_back, name="withdraw"),
    path("bien-nhan/<int:number>/", pages_of_receipts.receipt, name="receipt"),
    path("bien-nhan/<int:number>/tep/", pages_of_receipts.receipt_file, name="receipt_file"),
    path("tai-lieu/", include("thuocdo.web.submissions.urls_of_evidence")),
]
