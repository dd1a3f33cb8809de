"""Addresses of people and of one's own account; signing in has its own (`sign_in_urls`)."""

from __future__ import annotations

from django.urls import path

from thuocdo.web.accounts import own, people, staff

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/ten/", own.name, name="name"),
    path("tai-khoan/ngon-ngu/", own.language, name="language"),
    path("tai-khoan/loi-moi/<str:token>/", own.invitation, name="invitation"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/doi-ten/", staff.rename, name="rename"),
    path("nguoi-dung/<int:pk>/ngung/", staff.deactivate, name="deactivate"),
    path("nguoi-dung/<int:pk>/dung-lai/", staff.reactivate, name="reactivate"),
    path("nguoi-dung/vai-tro/<int:pk>/ket-thuc/", staff.end, name="end_role"),
    path("nguoi-dung/loi-moi/<int:pk>/rut/", staff.withdraw, name="withdraw"),
    path("nguoi-dung/don-vi/", people.agencies, name="agencies"),
    path("nguoi-dung/don-vi/<str:code>/", people.agency, name="agency"),
    path("nguoi-dung/don-vi/<str:code>/moi/", staff.invite, name="invite"),
    path("nguoi-dung/don-vi/<str:code>/trao-vai-tro/", staff.grant, name="grant"),
]
