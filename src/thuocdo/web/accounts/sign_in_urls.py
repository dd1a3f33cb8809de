"""The addresses of signing in: allauth's views, those of them that this site uses, by Vietnamese addresses and allauth's names.

There is no sign-up, no second e-mail address, no code by mail: their views have no address.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.http import HttpResponse
from django.urls import URLPattern, re_path
from django.urls import path as plain_path
from django.views.decorators.http import require_http_methods


def path(
    address: str,
    view: Callable[..., HttpResponse],
    name: str,
    route: Callable[..., URLPattern] = plain_path,
) -> URLPattern:
    """An address that turns down the methods no page uses: their views take PUT for POST."""
    return route(address, require_http_methods(["GET", "HEAD", "POST"])(view), name=name)


urlpatterns = [
    path("dang-nhap/", account.login, "account_login"),
    path("dang-xuat/", account.logout, "account_logout"),
    path("da-ngung/", account.account_inactive, "account_inactive"),
    path("xac-nhan/", account.reauthenticate, "account_reauthenticate"),
    path("mat-khau/doi/", account.password_change, "account_change_password"),
    path("mat-khau/dat/", account.password_set, "account_set_password"),
    path("mat-khau/quen/", account.password_reset, "account_reset_password"),
    path("mat-khau/da-gui/", account.password_reset_done, "account_reset_password_done"),
    path("mat-khau/moi/xong/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    path(
        r"^mat-khau/moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        "account_reset_password_from_key",
        route=re_path,
    ),
    path("hai-buoc/", second_step.index, "mfa_index"),
    path("hai-buoc/ma/", second_step.authenticate, "mfa_authenticate"),
    path("hai-buoc/xac-nhan/", second_step.reauthenticate, "mfa_reauthenticate"),
    path("hai-buoc/ung-dung/", totp.activate_totp, "mfa_activate_totp"),
    path("hai-buoc/ung-dung/tat/", totp.deactivate_totp, "mfa_deactivate_totp"),
    path("hai-buoc/du-phong/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    path("hai-buoc/du-phong/moi/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    path("hai-buoc/du-phong/tai-ve/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    path("khoa/", passkeys.list_webauthn, "mfa_list_webauthn"),
    path("khoa/them/", passkeys.add_webauthn, "mfa_add_webauthn"),
    path("khoa/dang-nhap/", passkeys.login_webauthn, "mfa_login_webauthn"),
    path("khoa/xac-nhan/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    path("khoa/<int:pk>/doi-ten/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    path("khoa/<int:pk>/go/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    path("phien/", sessions.list_usersessions, "usersessions_list"),
    path("ngoai/", provider.connections, "socialaccount_connections"),
    path("ngoai/huy/", provider.login_cancelled, "socialaccount_login_cancelled"),
    path("ngoai/loi/", provider.login_error, "socialaccount_login_error"),
    path("ngoai/<provider_id>/", oidc.login, "openid_connect_login"),
    path("ngoai/<provider_id>/ve/", oidc.callback, "openid_connect_callback"),
]
