"""One's own account, and how one comes to have it."""

from __future__ import annotations

from http import HTTPStatus

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.web.accounts.accept_invitation import accept_invitation
from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.choose_language import choose_language
from thuocdo.web.accounts.forms import AcceptForm, LanguageForm, NameForm
from thuocdo.web.accounts.invitation_link import invitation_of, must_be_open
from thuocdo.web.accounts.listing import names_on, role_shown
from thuocdo.web.accounts.models import Language, RoleName
from thuocdo.web.accounts.rename_person import rename_person
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.audit.refusal import WrongState


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Name, language, roles, and how safe the sign-in is."""
    person = person_of(request)
    return _account(request, NameForm(initial={"name": person.name}), _language_form(request))


@require_POST
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """Change one's own name."""
    person, form = person_of(request), NameForm(request.POST)
    if not form.is_valid():
        return _account(request, form, _language_form(request), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        rename_person(person=person, name=form.cleaned_data["name"], actor=person, at=timezone.now())
    except WrongState as refused:
        form.add_error("name", str(refused))
        return _account(request, form, _language_form(request), refused.status)
    messages.success(request, _("Đã đổi tên."))
    return redirect("accounts:account")


@require_POST
@signed_in
def language(request: HttpRequest) -> HttpResponse:
    """Choose one's language, and go on in it."""
    person, form = person_of(request), LanguageForm(request.POST)
    if not form.is_valid():
        return _account(request, NameForm(initial={"name": person.name}), form, HTTPStatus.UNPROCESSABLE_ENTITY)
    chosen = Language(form.cleaned_data["language"])
    choose_language(person=person, language=chosen, actor=person, at=timezone.now())
    with translation.override(chosen.value):
        messages.success(request, _("Đã chọn ngôn ngữ."))
        return redirect(reverse("accounts:account"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of a letter. Opening it changes nothing: programs that check mail open links too."""
    invitation = invitation_of(token)
    must_be_open(invitation, timezone.now())
    context = {
        "invitation": invitation,
        "role": RoleName(invitation.role).label,
        "agency_name": name_on(invitation.agency, timezone.localdate()),
    }
    if request.user.is_authenticated:
        return render(request, "accounts/accept_signed_in.html", context, status=HTTPStatus.CONFLICT)
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method != "POST":
        return render(request, "accounts/accept.html", {**context, "form": form})
    if not form.is_valid():
        return render(
            request, "accounts/accept.html", {**context, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    accept_invitation(
        invitation=invitation,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        actor=None,
        at=timezone.now(),
    )
    messages.success(request, _("Tài khoản đã sẵn sàng. Hãy đăng nhập bằng địa chỉ thư và mật khẩu vừa đặt."))
    return redirect("account_login")


def _language_form(request: HttpRequest) -> LanguageForm:
    return LanguageForm(initial={"language": person_of(request).language})


def _account(
    request: HttpRequest, name_form: NameForm, language_form: LanguageForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    person, holding, today = person_of(request), holding_of(request), timezone.localdate()
    roles = list(person.roles.on(today).select_related("agency").order_by("start"))
    names = names_on({role.agency_id for role in roles}, today)
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    context = {
        "name_form": name_form,
        "language_form": language_form,
        "roles": [role_shown(role, person, names, holding) for role in roles],
        "app": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "sessions": UserSession.objects.filter(user=person).count(),
    }
    return render(request, "accounts/account.html", context, status=status)
