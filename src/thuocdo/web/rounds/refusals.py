"""What the acts on rounds say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class NotPrepared(WrongState):
    """The round was opened already, so its blocks, sets and calendar stand."""


class NotOpen(WrongState):
    """The round is not open for self-assessment."""


class Incomplete(Refused):
    """Something is missing before the round can open; `problems` are full sentences."""

    status = 422

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class NotLater(Refused):
    """An extension must end after the deadline that holds now."""

    status = 422


class ReasonMissing(Refused):
    """This act needs a reason."""

    status = 422
