"""The pages that change who is who: invite, withdraw, grant, end, stop, restore, rename. Each makes one call into an act."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.deactivate_person import deactivate_person
from thuocdo.web.accounts.end_role import end_role
from thuocdo.web.accounts.forms import EndForm, GrantForm, InviteForm, NameForm, ReasonForm
from thuocdo.web.accounts.grant_role import grant_role
from thuocdo.web.accounts.invite_person import WORKS_FOR, invite_person
from thuocdo.web.accounts.letters import LetterNotSent, invitation_letter
from thuocdo.web.accounts.models import Invitation, Person, Role, RoleName
from thuocdo.web.accounts.reactivate_person import reactivate_person
from thuocdo.web.accounts.rename_person import rename_person
from thuocdo.web.accounts.staffing import grantable, may_staff, must_decide_on
from thuocdo.web.accounts.withdraw_invitation import withdraw_invitation
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.audit.refusal import NotAllowed, WrongState

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@signed_in
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in, look at the letter, send it."""
    agency, roles = _agency_and_roles(request, code)
    form = InviteForm(request.POST or None, roles=roles, initial={"role": RoleName.OFFICER})
    context = {"agency": agency, "name": name_on(agency, timezone.localdate()), "form": form}
    if request.method != "POST":
        return render(request, "accounts/invite.html", context)
    if not form.is_valid():
        return render(request, "accounts/invite.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    data, now = form.cleaned_data, timezone.now()
    if "send" not in request.POST:
        context["letter"] = invitation_letter(
            to=data["email"],
            name=data["name"],
            agency=name_on(agency, timezone.localdate()),
            role=RoleName(data["role"]),
            inviter=person_of(request),
            link=_("(liên kết riêng của người nhận)"),
            expires=now + WORKS_FOR,
        )
        return render(request, "accounts/invite.html", context)
    try:
        invite_person(
            email=data["email"],
            name=data["name"],
            agency=agency,
            role=RoleName(data["role"]),
            actor=person_of(request),
            at=now,
        )
    except WrongState as refused:
        return _said(request, "accounts/invite.html", context, refused)
    except LetterNotSent:
        messages.error(request, _("Lời mời đã lập nhưng thư chưa gửi được. Hãy mời lại sau ít phút."))
    else:
        messages.success(request, _("Đã gửi lời mời đến %(email)s.") % {"email": data["email"]})
    return redirect("accounts:agency", code=agency.code)


@form_page
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back, after a question."""
    invitation = get_object_or_404(Invitation.objects.select_related("agency"), pk=pk)
    if not may_staff(holding_of(request), invitation.agency_id, invitation.role):
        raise NotAllowed(_("Bạn không được trao hay kết thúc vai trò này ở đơn vị này."))
    if request.method != "POST":
        return render(request, "accounts/withdraw.html", {"invitation": invitation, "agency": invitation.agency})
    withdraw_invitation(invitation=invitation, actor=person_of(request), at=timezone.now())
    messages.success(request, _("Đã rút lời mời."))
    return redirect("accounts:agency", code=invitation.agency.code)


@form_page
@signed_in
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role to somebody who has an account."""
    agency, roles = _agency_and_roles(request, code)
    form = GrantForm(
        request.POST or None,
        roles=roles,
        initial={"email": request.GET.get("thu", ""), "start": timezone.localdate(), "role": RoleName.OFFICER},
    )
    context = {"agency": agency, "name": name_on(agency, timezone.localdate()), "form": form}
    if request.method != "POST":
        return render(request, "accounts/grant.html", context)
    if not form.is_valid() or form.person is None:
        return render(request, "accounts/grant.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        grant_role(
            person=form.person,
            agency=agency,
            role=RoleName(form.cleaned_data["role"]),
            start=form.cleaned_data["start"],
            actor=person_of(request),
            at=timezone.now(),
        )
    except WrongState as refused:
        return _said(request, "accounts/grant.html", context, refused)
    messages.success(request, _("Đã trao vai trò cho %(person)s.") % {"person": form.person})
    return redirect("accounts:agency", code=agency.code)


@form_page
@signed_in
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role on a day, after a question."""
    role = get_object_or_404(Role.objects.select_related("person", "agency"), pk=pk)
    if not may_staff(holding_of(request), role.agency_id, role.role):
        raise NotAllowed(_("Bạn không được trao hay kết thúc vai trò này ở đơn vị này."))
    today = timezone.localdate()
    form = EndForm(request.POST or None, initial={"last": max(today - timedelta(days=1), role.start)})
    context = {"role": role, "label": RoleName(role.role).label, "name": name_on(role.agency, today), "form": form}
    if request.method != "POST":
        return render(request, "accounts/end.html", context)
    if not form.is_valid():
        return render(request, "accounts/end.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        end_role(role=role, last=form.cleaned_data["last"], actor=person_of(request), at=timezone.now())
    except WrongState as refused:
        return _said(request, "accounts/end.html", context, refused)
    messages.success(request, _("Đã ghi ngày cuối của vai trò."))
    return redirect("accounts:agency", code=role.agency.code)


@form_page
@signed_in
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account, with a reason."""
    person = get_object_or_404(Person, pk=pk)
    must_decide_on(person_of(request), person, timezone.now())
    form = ReasonForm(request.POST or None)
    context = {"person": person, "form": form}
    if request.method != "POST":
        return render(request, "accounts/deactivate.html", context)
    if not form.is_valid():
        return render(request, "accounts/deactivate.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        deactivate_person(
            person=person, reason=form.cleaned_data["reason"], actor=person_of(request), at=timezone.now()
        )
    except WrongState as refused:
        return _said(request, "accounts/deactivate.html", context, refused)
    messages.success(request, _("Đã ngừng tài khoản; các phiên đăng nhập đã kết thúc."))
    return redirect("accounts:person", pk=pk)


@form_page
@signed_in
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Restore an account, after a question."""
    person = get_object_or_404(Person, pk=pk)
    must_decide_on(person_of(request), person, timezone.now())
    if request.method != "POST":
        return render(request, "accounts/reactivate.html", {"person": person})
    reactivate_person(person=person, actor=person_of(request), at=timezone.now())
    messages.success(request, _("Tài khoản dùng lại được."))
    return redirect("accounts:person", pk=pk)


@form_page
@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct somebody's name."""
    person = get_object_or_404(Person, pk=pk)
    must_decide_on(person_of(request), person, timezone.now())
    form = NameForm(request.POST or None, initial={"name": person.name})
    context = {"person": person, "form": form}
    if request.method != "POST":
        return render(request, "accounts/rename.html", context)
    if not form.is_valid():
        return render(request, "accounts/rename.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        rename_person(person=person, name=form.cleaned_data["name"], actor=person_of(request), at=timezone.now())
    except WrongState as refused:
        return _said(request, "accounts/rename.html", context, refused)
    messages.success(request, _("Đã đổi tên."))
    return redirect("accounts:person", pk=pk)


def _agency_and_roles(request: HttpRequest, code: str) -> tuple[Agency, tuple[RoleName, ...]]:
    agency = get_object_or_404(Agency, code=code)
    roles = grantable(holding_of(request), agency.pk)
    if not roles:
        raise NotAllowed(_("Bạn không được mời hay trao vai trò ở đơn vị này."))
    return agency, roles


def _said(request: HttpRequest, template: str, context: dict[str, object], refused: WrongState) -> HttpResponse:
    """The form again, with the sentence of the act that did not happen."""
    form = context["form"]
    assert isinstance(form, forms.Form)  # noqa: S101 (for the checker of types)
    form.add_error(None, str(refused))
    return render(request, template, {**context, "letter": None}, status=refused.status)
