"""What an act says when it may not happen. Each act defines its own refusals beside itself.

Refused
├── NotAllowed        the person may not do this
└── WrongState        not now: the state does not let it
"""

from __future__ import annotations


class Refused(Exception):
    """An act that does not happen; the message is a full sentence for the person who tried, already in their language."""

    status = 409


class NotAllowed(Refused):
    """The person has no role that allows the act."""

    status = 403


class WrongState(Refused):
    """The state of things does not let the act happen now."""
