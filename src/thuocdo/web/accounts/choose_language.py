"""Choose the language one's letters are in and in which the site opens after signing in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Language, Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import NotAllowed


def choose_language(*, person: Person, language: Language, actor: Person, at: datetime) -> None:
    """One's own language. Raises `NotAllowed`."""
    with transaction.atomic():
        if actor.pk != person.pk:
            raise NotAllowed(_("Mỗi người tự chọn ngôn ngữ của mình."))
        locked = Person.objects.select_for_update().get(pk=person.pk)
        before = locked.language
        locked.language = language
        locked.save(update_fields=["language"])
        record(
            act="choose_language",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.email}",
            before={"language": before},
            after={"language": language.value},
        )
