"""What the acts of approval say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import NotAllowed, Refused, WrongState


class TookPart(NotAllowed):
    """Whoever verified or entered marks in a round does not approve it."""


class NotComputed(WrongState):
    """There are no results to put before the approver, or others than the person saw."""


class NotWaiting(WrongState):
    """Nothing waits for the approver, or something else than what the person saw; `digest` tells them apart."""


class NotReopenable(WrongState):
    """The round is not one that can be reopened."""


class DecisionMissing(Refused):
    """Approving needs the number and the day of the decision; sending back and reopening need a reason."""

    status = 422
