"""The pages that show people: all whom one may see, agencies by how many they have, one agency's, one person."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.listing import (
    agencies_with_counts,
    names_on,
    people_seen_by,
    role_shown,
    shown,
    with_roles,
)
from thuocdo.web.accounts.models import Invitation, Person, Role, RoleName
from thuocdo.web.accounts.people_rows import rows_of
from thuocdo.web.accounts.staffing import grantable, may_decide_on, may_list_everybody, may_see_people, may_staff
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page


@require_safe
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one may see."""
    holding, today = holding_of(request), timezone.localdate()
    page = list_page(
        with_roles(people_seen_by(holding, today), today),
        request.GET,
        columns=(
            Column("ten", _("Họ và tên"), ("sort_key",)),
            Column("thu", _("Thư điện tử"), ("email",)),
            Column("vao", _("Vào lần cuối"), ("last_login",), largest_first=True),
        ),
        filters=(
            Filter(
                "vai",
                _("Vai trò"),
                _("Mọi vai trò"),
                tuple(
                    Choice(role.value, role.label, Q(pk__in=Role.objects.on(today).filter(role=role).values("person")))
                    for role in RoleName
                ),
            ),
            Filter(
                "tai-khoan",
                _("Tài khoản"),
                _("Mọi tài khoản"),
                (
                    Choice("dang-dung", _("đang dùng"), Q(is_active=True)),
                    Choice("da-ngung", _("đã ngừng"), Q(is_active=False)),
                ),
            ),
        ),
    )
    rows = rows_of(shown(page, holding, today))
    return render(request, "accounts/people.html", {"page": page, "rows": rows, "manages": may_list_everybody(holding)})


@require_safe
@signed_in
def agencies(request: HttpRequest) -> HttpResponse:
    """Today's agencies, so that a manager sees which of them have nobody."""
    if not may_list_everybody(holding_of(request)):
        raise NotAllowed(_("Chỉ người quản trị xem được danh sách này."))
    page = list_page(
        agencies_with_counts(timezone.localdate()),
        request.GET,
        columns=(
            Column("ten", _("Đơn vị"), ("sort_key",)),
            Column("nguoi", _("Người có vai trò"), ("people",), numeric=True),
            Column("moi", _("Lời mời đang chờ"), ("waiting",), largest_first=True, numeric=True),
        ),
        filters=(
            Filter(
                "co",
                _("Đã có người"),
                _("Có hay chưa"),
                (
                    Choice("chua", _("chưa có ai"), Q(people=0)),
                    Choice("cho", _("chưa có ai, đã mời"), Q(people=0, waiting__gt=0)),
                    Choice("roi", _("đã có người"), Q(people__gt=0)),
                ),
            ),
        ),
    )
    return render(request, "accounts/agencies.html", {"page": page})


@require_safe
@signed_in
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Who is who in an agency, today, later and before; whom it has invited."""
    agency, holding, today = get_object_or_404(Agency, code=code), holding_of(request), timezone.localdate()
    if not may_see_people(holding, agency.pk):
        raise NotAllowed(_("Bạn không có vai trò ở đơn vị này."))
    name = name_on(agency, today)
    roles = [
        role_shown(role, role.person, {agency.pk: name}, holding)
        for role in agency.roles.select_related("person", "agency").order_by("role", "person__sort_key", "start")
    ]
    waiting = agency.invitations.waiting().order_by("email") if grantable(holding, agency.pk) else ()
    context = {
        "agency": agency,
        "name": name,
        "held": [role for role in roles if role.start <= today and (role.until is None or role.until >= today)],
        "later": [role for role in roles if role.start > today],
        "ended": [role for role in roles if role.until is not None and role.until < today],
        "waiting": [(one, _label(one), may_staff(holding, agency.pk, one.role)) for one in waiting],
        "now": timezone.now(),
        "may_grant": bool(grantable(holding, agency.pk)),
        "manages": may_list_everybody(holding),
    }
    return render(request, "accounts/agency.html", context)


@require_safe
@signed_in
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: the account, and the roles of all times that one may see."""
    holding, today = holding_of(request), timezone.localdate()
    person = get_object_or_404(Person, pk=pk)
    if not people_seen_by(holding, today).filter(pk=pk).exists():
        raise NotAllowed(_("Bạn không xem được người này."))
    roles = person.roles.select_related("agency").order_by("-start", "role")
    seen = [role for role in roles if may_see_people(holding, role.agency_id) or holding.person == person]
    names = names_on({role.agency_id for role in seen}, today)
    held = [(role.role, role.agency_id) for role in roles if role.until is None or role.until >= today]
    context = {
        "person": person,
        "roles": [role_shown(role, person, names, holding) for role in seen],
        "today": today,
        "may_decide": may_decide_on(holding, person, held),
        "manages": may_list_everybody(holding),
    }
    return render(request, "accounts/person.html", context)


def _label(invitation: Invitation) -> str:
    return str(RoleName(invitation.role).label)
