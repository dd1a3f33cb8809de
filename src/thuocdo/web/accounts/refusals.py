"""What the acts on people say when they may not happen.

Refused
├── BadLink               the link of an invitation was not made here, or is not whole
└── WrongState
    ├── AgencyNotThere        the agency does not exist on the day
    ├── AlreadyHeld           the person has this role there already
    ├── NotHeld               the role has ended already
    ├── LastManager           an organiser keeps at least one manager
    ├── HasAccount            the e-mail belongs to somebody who can sign in
    ├── InvitedElsewhere      another agency's invitation is waiting
    ├── LinkUsed, LinkExpired, LinkWithdrawn
    ├── HasManager            the organiser has a manager, who invites the others
    ├── AlreadySo             nothing would change
    ├── NameMissing           a person has a name
    └── SignedIn              an invitation is for somebody who has no account
"""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class BadLink(Refused):
    """The link was not made by this site, or a part of it is missing."""

    status = 404


class AgencyNotThere(WrongState):
    """The agency does not exist on the day: not yet, or no longer."""


class AlreadyHeld(WrongState):
    """The person has this role in this agency already."""


class NotHeld(WrongState):
    """The role has ended already."""


class LastManager(WrongState):
    """Without this person the organiser would have no manager."""


class HasAccount(WrongState):
    """The e-mail belongs to somebody with an account."""


class InvitedElsewhere(WrongState):
    """The e-mail has an invitation of another agency that still works."""


class LinkUsed(WrongState):
    """The invitation has been accepted."""


class LinkExpired(WrongState):
    """The invitation was not accepted in time."""


class LinkWithdrawn(WrongState):
    """The invitation was taken back, or a newer one took its place."""


class HasManager(WrongState):
    """The organiser has a manager already."""


class AlreadySo(WrongState):
    """The act would change nothing."""


class NameMissing(WrongState):
    """A name has letters."""


class SignedIn(WrongState):
    """Somebody with an account opened the link of an invitation."""
