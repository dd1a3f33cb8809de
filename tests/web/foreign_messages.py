"""The messages of Django and allauth that people may meet: those of forms, validators, passwords, signing in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import allauth
import django

from scripts.translations import Found, texts_of

DJANGO: Final = Path(django.__file__).parent
ALLAUTH: Final = Path(allauth.__file__).parent
IN_DJANGO: Final = (
    "forms/*.py",
    "core/validators.py",
    "contrib/auth/forms.py",
    "contrib/auth/password_validation.py",
    "contrib/auth/validators.py",
    "db/models/constraints.py",
    "db/models/fields/__init__.py",
    "db/models/fields/related.py",
    "utils/ipv6.py",
)
IN_ALLAUTH: Final = ("account", "mfa", "usersessions", "socialaccount", "core")
# Signs, and what Django's documentation of the admin calls a kind of field.
LEFT: Final = {
    ":",
    ":?.!",
    "IPv4",
    "IPv6",
    "String (unlimited)",
    "Duration",
    "Big (8 byte) integer",
    "Positive big integer",
    "Universally unique identifier",
    "%(from)s-%(to)s relationship",
    "%(from)s-%(to)s relationships",
}


def foreign_messages() -> Iterator[Found]:
    for pattern in IN_DJANGO:
        for path in sorted(DJANGO.glob(pattern)):
            yield from texts_of(path)
    for folder in IN_ALLAUTH:
        for path in sorted((ALLAUTH / folder).rglob("*.py")):
            inside = path.relative_to(ALLAUTH).parts
            if path.name != "admin.py" and not {"migrations", "providers", "tests", "management"}.intersection(inside):
                yield from texts_of(path)
