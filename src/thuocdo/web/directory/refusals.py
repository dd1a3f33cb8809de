"""What the acts on agencies say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import WrongState


class NotInForce(WrongState):
    """The agency does not exist on the day in question."""
