"""Bring a criteria set into the site: from a file somebody sends, or from the library."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from thuocdo.definition.digest import digest_of_set
from thuocdo.definition.load import Checked
from thuocdo.definition.set_words import basis_words
from thuocdo.vietnamese import search_key, sort_key
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.sets.models import SetVersion


class UnusableSet(Refused):
    """The set has errors; `checked` holds every diagnostic."""

    status = 422

    def __init__(self, checked: Checked) -> None:
        super().__init__(_("Bộ tiêu chí có lỗi nên chưa nhập được."))
        self.checked = checked


class AlreadyThere(Refused):
    """The same content was imported before, as `version`."""

    def __init__(self, version: SetVersion) -> None:
        super().__init__(_("Nội dung này đã được nhập, là phiên bản %(number)s.") % {"number": version.number})
        self.version = version


def import_set(
    *, checked: Checked, content: str, cases: str, origin: str, organiser: Agency, actor: Person, at: datetime
) -> SetVersion:
    """Keep a checked set as a new version, exactly as it was written. Raises `NotAllowed`, `UnusableSet`, `AlreadyThere`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        if checked.set is None or not checked.usable:
            raise UnusableSet(checked)
        criteria_set, digest = checked.set, digest_of_set(checked.set)
        there = SetVersion.objects.filter(set_id=criteria_set.id)
        same = there.filter(digest=digest).first()
        if same is not None:
            raise AlreadyThere(same)
        number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
        version = SetVersion.objects.create(
            set_id=criteria_set.id,
            name=criteria_set.name,
            sort_key=sort_key(criteria_set.name),
            search_key=search_key(f"{criteria_set.name} {criteria_set.id}"),
            basis=basis_words(criteria_set).vi,
            number=number,
            content=content,
            cases=cases,
            digest=digest,
            origin=origin,
            imported_at=at,
            imported_by=actor,
        )
        record(
            act="import_set",
            actor=actor.email,
            at=at,
            subject=f"set:{criteria_set.id}/{number}",
            agency=organiser.code,
            after={"digest": digest, "origin": origin},
        )
    return version
