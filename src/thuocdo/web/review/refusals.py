"""What the acts of verification say when they may not happen.

Refused
├── NotAllowed
│   ├── OwnAgency            nobody verifies an agency in which they have a role
│   ├── NotAssigned          the criterion is assigned to somebody else
│   └── SamePerson           the second look is for a second person
├── ReasonMissing            what is not accepted has a reason, and other reasons a text
├── NotADecision             this cannot be decided so: nothing changed, an incomplete value, a cause the set does not know
├── Stale                    the answer was changed after the person saw it; `stored` is what stands
└── WrongState
    ├── NotUnderReview       the round or the submission is not being verified
    ├── NotDecidable         the answer is not one that can be decided now
    ├── NothingToUndo        there is no decision, or the agency was closed or has explained
    ├── NotExplainable       there is nothing to explain, or it is too late
    └── NotComplete          something is still open; `left` names it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.web.audit.refusal import NotAllowed, Refused, WrongState

if TYPE_CHECKING:
    from thuocdo.web.submissions.models import Answer


class OwnAgency(NotAllowed):
    """Nobody verifies an agency in which they have a role."""


class NotAssigned(NotAllowed):
    """No rule of the round gives this criterion of this agency to the person."""


class SamePerson(NotAllowed):
    """The second look is for a second person."""


class ReasonMissing(Refused):
    """What is not accepted has a reason, and other reasons a text."""

    status = 422


class NotADecision(Refused):
    """The decision says nothing new, is incomplete, or is one the set does not know."""

    status = 422


class Stale(Refused):
    """The answer was changed after the person saw it; `stored` is what stands."""

    def __init__(self, message: str, stored: Answer) -> None:
        super().__init__(message)
        self.stored = stored


class NotUnderReview(WrongState):
    """The round is not being verified, or the submission was not handed in or is closed."""


class NotDecidable(WrongState):
    """The answer waits for the agency, or is settled."""


class NothingToUndo(WrongState):
    """There is no decision to take back, or it is too late for that."""


class NotExplainable(WrongState):
    """There is nothing to explain here, or the date has passed."""


class NotComplete(WrongState):
    """Something is still open; `left` names it by criterion."""

    def __init__(self, message: str, left: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.left = left
