"""Addresses of a submission's documents, below /phieu/<round>/<agency>/tai-lieu/."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.submissions import pages_of_documents, pages_of_evidence

urlpatterns = [
    path("", pages_of_documents.documents, name="evidence"),
    path("them/<str:criterion>/", pages_of_evidence.attach, name="attach_evidence"),
    path("dung/<str:criterion>/", pages_of_evidence.use, name="use_evidence"),
    path("chon/<str:criterion>/", pages_of_evidence.choices, name="evidence_choices"),
    path("<int:document>/", pages_of_documents.document, name="document"),
    path("<int:document>/tep/", pages_of_documents.content, name="evidence_file"),
    path("<int:document>/thay/", pages_of_documents.replace, name="replace_evidence"),
    path("<int:document>/go/", pages_of_documents.remove, name="remove_evidence"),
    path("<int:document>/ghi/<str:criterion>/", pages_of_evidence.describe, name="describe_evidence"),
    path("<int:document>/thoi/<str:criterion>/", pages_of_evidence.stop_using, name="stop_using_evidence"),
]
