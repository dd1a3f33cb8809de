"""The rows of the list of people, worked out before the page is written: there are a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.accounts.listing import PersonShown
from thuocdo.web.ui import marks
from thuocdo.web.ui.addresses import addresses


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person, each cell as it is written; `stopped`: the account is out of use."""

    name: str
    address: str
    stopped: bool
    email: str
    roles: SafeString
    last_login: SafeString


def rows_of(people: Iterable[PersonShown]) -> list[PersonRow]:
    """The people of a page."""
    of_person, of_agency = addresses("accounts:person"), addresses("accounts:agency")
    without = format_html('<span class="absent">{}</span>', _("không có"))
    never = format_html('<span class="absent">{}</span>', _("chưa vào"))
    found = []
    for each in people:
        held = ((role.label, of_agency(role.agency_code), role.agency_name) for role in each.roles)
        person = each.person
        found.append(
            PersonRow(
                name=str(person),
                address=of_person(person.pk),
                stopped=not person.is_active,
                email=person.email,
                roles=format_html_join("", '<div>{}, <a href="{}">{}</a></div>', held) or without,
                last_login=marks.moment(person.last_login) or never,
            )
        )
    return found
