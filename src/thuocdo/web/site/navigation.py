"""Which entries the header of every page shows: written down here as data, for whoever may use them.

Public entries never look at the session. Entries of pages that are not there (yet) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.at_work import holding_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.rounds.managed import ORGANISERS

PUBLIC = (
    ("publication:rounds", _("Kết quả")),
    ("sets:methods", _("Phương pháp")),
    ("publication:self_check", _("Tự kiểm tra")),
    ("publication:open_data", _("Dữ liệu mở")),
)
OWN = ("desk:work", _("Việc của tôi"))
# With the roles that open the page; none of them named: whoever is signed in.
WORK: tuple[tuple[str, Any, tuple[RoleName, ...]], ...] = (
    ("rounds:rounds", _("Đợt đánh giá"), ORGANISERS),
    ("sets:sets", _("Bộ tiêu chí"), ORGANISERS),
    ("directory:agencies", _("Đơn vị"), ()),
    ("accounts:people", _("Người dùng"), ()),
    ("desk:log", _("Nhật ký"), (RoleName.AUDITOR,)),
)
ACCOUNT = (
    ("accounts:account", _("Tài khoản của tôi")),
    ("mfa_index", _("Bảo mật đăng nhập")),
    ("usersessions_list", _("Phiên đăng nhập")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a menu; `current` is what `aria-current` says: "page", "true" for a page below it, or nothing."""

    url: str
    label: Any
    current: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menus of a page; those of people at work are made only where a template asks for them.

    Public pages show `navigation`. People at work have the pages of their roles there instead, and the public ones in a menu.
    """
    return {
        "navigation": _later(lambda: list(_entries(request, (*PUBLIC, OWN)))),
        "public_entries": _later(lambda: list(_entries(request, PUBLIC))),
        "work_entries": _later(lambda: list(_work(request))),
        "account_entries": _later(lambda: list(_entries(request, ACCOUNT))),
    }


def _work(request: HttpRequest) -> Iterator[Entry]:
    """The entries that the person's roles open; the roles are loaded once for a request, and never on public pages."""
    if not request.user.is_authenticated:
        return
    holding = holding_of(request)
    open_to = [(name, label) for name, label, roles in WORK if not roles or any(map(holding.anywhere, roles))]
    yield from _entries(request, [OWN, *open_to])


def _later(make: Callable[[], list[Entry]]) -> Any:
    return SimpleLazyObject(make)


def _entries(request: HttpRequest, names: Iterable[tuple[str, Any]]) -> Iterator[Entry]:
    for name, label in names:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        yield Entry(url, label, current)
