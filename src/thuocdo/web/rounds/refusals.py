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


class StillExtended(WrongState):
    """Agencies may still submit in the time that was promised to them; `left` names them."""

    def __init__(self, message: str, left: tuple[str, ...]) -> None:
        super().__init__(message)
        self.left = left


class ReasonMissing(Refused):
    """This act needs a reason."""

    status = 422


class TooLateToAssign(WrongState):
    """The result was computed: who verifies what is settled."""


class NotAReviewer(Refused):
    """Only reviewers of the organiser verify."""

    status = 422


class NotInRound(Refused):
    """The rule speaks of a block, an agency or a part of a set that the round does not have."""

    status = 422


class AlreadyAssigned(WrongState):
    """The same rule is in force."""


class AlreadyEnded(WrongState):
    """The rule was ended before."""
