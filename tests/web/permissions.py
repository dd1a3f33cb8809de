"""Who gets what at every address: the rows of the permission table, which test_permissions.py reads.

Each app writes its own rows in tests/web/<app>/permissions.py, as `ROWS`:

    ROWS = [
        Row("desk:home", public()),
        Row("desk:log", only("auditor")),
        Row("agencies:agency", signed_in(), given=lambda people: Visit({"code": people.agency.code})),
        Row("rounds:open", only("manager", status=302), method="POST", given=a_prepared_round),
    ]

`given` makes the objects that the address names. Every person visits the same state: what a visit changes is undone.
An allowed POST whose form is left empty answers 422, which tells it well enough from a refusal. Methods that no row
lists must be turned down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.people import NAMES, People

SIGN_IN: Final = 302
REFUSED: Final = 403
EVERYBODY: Final = NAMES


@dataclass(frozen=True, slots=True)
class Visit:
    """What stands in the address, and what is sent: the query of a GET, the form of a POST."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One address and method: the status for each of `EVERYBODY`."""

    route: str
    statuses: Mapping[str, int]
    method: str = "GET"
    given: Callable[[People], Visit] = lambda _people: Visit()

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def only(*names: str, status: int = 200, others: int = REFUSED, nobody: int = SIGN_IN) -> dict[str, int]:
    """Those named are let in; others are refused, and nobody is sent to sign-in."""
    assert set(names) <= set(EVERYBODY), names
    return dict.fromkeys(EVERYBODY, others) | {"nobody": nobody} | dict.fromkeys(names, status)


def signed_in(status: int = 200, *, nobody: int = SIGN_IN) -> dict[str, int]:
    """Everybody with an account is let in."""
    return dict.fromkeys(EVERYBODY, status) | {"nobody": nobody}


def public(status: int = 200) -> dict[str, int]:
    """Everybody gets the same, with or without an account."""
    return dict.fromkeys(EVERYBODY, status)
