"""Who may open the pages of people and accounts."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.people import NAMES, People
from tests.web.permissions import Row, Visit, only, public, signed_in
from thuocdo.web.accounts.invitation_link import token_of
from thuocdo.web.accounts.models import Invitation, RoleName

FAR: Final = datetime(2100, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HERE = ("owner", "colleague", "head", "manager")
STAFFING = ("head", "manager")


def an_agency(people: People) -> Visit:
    return Visit({"code": people.agency.code})


def an_invitation(people: People) -> Invitation:
    return Invitation.objects.create(
        email="new@example.vn",
        agency=people.agency,
        role=RoleName.OFFICER,
        nonce="a-nonce",
        invited_at=FAR - timedelta(days=7),
        expires=FAR,
    )


def a_link(people: People) -> Visit:
    return Visit({"token": token_of(an_invitation(people))})


def a_waiting_invitation(people: People) -> Visit:
    return Visit({"pk": an_invitation(people).pk})


def a_role(people: People) -> Visit:
    return Visit({"pk": people.owner.roles.get().pk})


def an_officer(people: People) -> Visit:
    return Visit({"pk": people.owner.pk})


def a_stopped_officer(people: People) -> Visit:
    type(people.former).objects.filter(pk=people.former.pk).update(is_active=False)
    return Visit({"pk": people.former.pk})


def a_reset(_people: People) -> Visit:
    return Visit({"uidb36": "1", "key": "none"})


def a_provider(_people: People) -> Visit:
    return Visit({"provider_id": "oidc"})


def a_key(_people: People) -> Visit:
    return Visit({"pk": 1})


def for_guests(guests: int = 200, others: int = 302) -> dict[str, int]:
    """Those signed in already are sent on."""
    return dict.fromkeys(NAMES, others) | {"nobody": guests}


ROWS = [
    Row("accounts:account", signed_in()),
    Row("accounts:name", signed_in(422), method="POST"),
    Row("accounts:language", signed_in(422), method="POST"),
    Row("accounts:invitation", public(409) | {"nobody": 200}, given=a_link),
    Row("accounts:invitation", public(409) | {"nobody": 422}, method="POST", given=a_link),
    Row("accounts:people", signed_in()),
    Row("accounts:person", only(*HERE), given=an_officer),
    Row("accounts:agencies", only("manager")),
    Row("accounts:agency", only(*HERE), given=an_agency),
    Row("accounts:invite", only(*STAFFING), given=an_agency),
    Row("accounts:invite", only(*STAFFING, status=422), method="POST", given=an_agency),
    Row("accounts:grant", only(*STAFFING), given=an_agency),
    Row("accounts:grant", only(*STAFFING, status=422), method="POST", given=an_agency),
    Row("accounts:end_role", only(*STAFFING), given=a_role),
    Row("accounts:end_role", only(*STAFFING, status=422), method="POST", given=a_role),
    Row("accounts:withdraw", only(*STAFFING), given=a_waiting_invitation),
    Row("accounts:withdraw", only(*STAFFING, status=302), method="POST", given=a_waiting_invitation),
    Row("accounts:rename", only("manager"), given=an_officer),
    Row("accounts:rename", only("manager", status=422), method="POST", given=an_officer),
    Row("accounts:deactivate", only("manager"), given=an_officer),
    Row("accounts:deactivate", only("manager", status=422), method="POST", given=an_officer),
    Row("accounts:reactivate", only("manager") | {"former": 302}, given=a_stopped_officer),
    Row("accounts:reactivate", only("manager", status=302) | {"former": 302}, method="POST", given=a_stopped_officer),
    Row("account_login", for_guests()),
    Row("account_login", for_guests(), method="POST"),
    Row("account_logout", signed_in()),
    Row("account_logout", public(302), method="POST"),
    Row("account_inactive", public()),
    Row("account_reauthenticate", signed_in()),
    Row("account_reauthenticate", signed_in(), method="POST"),
    Row("account_change_password", signed_in()),
    Row("account_change_password", signed_in(), method="POST"),
    Row("account_set_password", public(302)),
    Row("account_set_password", public(302), method="POST"),
    Row("account_reset_password", public()),
    Row("account_reset_password", public(), method="POST"),
    Row("account_reset_password_done", public()),
    Row("account_reset_password_from_key", public(), given=a_reset),
    Row("account_reset_password_from_key", public(), method="POST", given=a_reset),
    Row("account_reset_password_from_key_done", public()),
    Row("mfa_index", signed_in()),
    Row("mfa_authenticate", public(302)),
    Row("mfa_authenticate", public(302), method="POST"),
    Row("mfa_reauthenticate", public(302)),
    Row("mfa_reauthenticate", public(302), method="POST"),
    Row("mfa_activate_totp", public(302)),  # after signing in anew
    Row("mfa_activate_totp", public(302), method="POST"),
    Row("mfa_deactivate_totp", signed_in(404)),  # nothing to stop
    Row("mfa_deactivate_totp", signed_in(404), method="POST"),
    Row("mfa_view_recovery_codes", signed_in(404)),
    Row("mfa_generate_recovery_codes", public(302)),
    Row("mfa_generate_recovery_codes", public(302), method="POST"),
    Row("mfa_download_recovery_codes", signed_in(404)),
    Row("mfa_download_recovery_codes", signed_in(404), method="POST"),
    Row("mfa_list_webauthn", signed_in()),
    Row("mfa_add_webauthn", public(302)),
    Row("mfa_add_webauthn", public(302), method="POST"),
    Row("mfa_login_webauthn", public(302)),
    Row("mfa_login_webauthn", public(302), method="POST"),
    Row("mfa_reauthenticate_webauthn", public(302)),
    Row("mfa_reauthenticate_webauthn", public(302), method="POST"),
    Row("mfa_edit_webauthn", public(302), given=a_key),
    Row("mfa_edit_webauthn", public(302), method="POST", given=a_key),
    Row("mfa_remove_webauthn", public(302), given=a_key),
    Row("mfa_remove_webauthn", public(302), method="POST", given=a_key),
    Row("usersessions_list", signed_in()),
    Row("usersessions_list", signed_in(302), method="POST"),
    Row("socialaccount_connections", signed_in()),
    Row("socialaccount_connections", signed_in(), method="POST"),
    Row("socialaccount_login_cancelled", public()),
    Row("socialaccount_login_error", public(401)),
    Row("openid_connect_login", public(404), given=a_provider),
    Row("openid_connect_callback", public(404), given=a_provider),
]
