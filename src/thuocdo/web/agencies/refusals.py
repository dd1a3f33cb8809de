"""What the acts on agencies say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class UnknownAgency(Refused):
    """There is no agency of this code."""

    status = 404


class CodeTaken(WrongState):
    """Another agency has this code already; codes never change and are never used again."""


class NotInForce(WrongState):
    """The agency does not exist on the day in question."""
