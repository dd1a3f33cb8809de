"""What the acts on submissions say when they may not happen.

Refused
├── NotAsked                 the criterion is not one that the agency fills in
├── BadValue                 an input cannot be read; `problems` has a sentence for each
├── Conflict                 somebody else saved another value in the meantime; `stored` is what stands
├── EvidenceChanged          somebody else described the document otherwise in the meantime
├── NoRoom                   the files of the agency in this round would be too large together
└── WrongState
    ├── NotEvaluated             the agency is listed, not evaluated
    ├── TooLate                  the deadline has passed
    ├── NotDrafting              the submission is with the head, or was submitted
    ├── NotWithHead              the submission is not with the head
    ├── NotSubmitted             there is nothing to take back
    └── EvidenceGone             the document was replaced or removed
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from thuocdo.web.audit.refusal import Refused, WrongState

if TYPE_CHECKING:
    from thuocdo.web.submissions.models import Answer


class NotAsked(Refused):
    """The set has no such criterion for this kind of agency, or the organiser fills it in."""

    status = 404


class BadValue(Refused):
    """What was typed cannot be an answer; `problems` has a full sentence for each input, by its key."""

    status = 422

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class Conflict(Refused):
    """Somebody else saved another value after the person saw the criterion; `stored` is the answer that stands."""

    def __init__(self, message: str, stored: Answer) -> None:
        super().__init__(message)
        self.stored = stored


class NotEvaluated(WrongState):
    """The agency is listed in the round and not evaluated."""


class TooLate(WrongState):
    """The deadline has passed."""


class NotDrafting(WrongState):
    """The submission is with the head, or was submitted."""


class NotWithHead(WrongState):
    """The submission is not with the head."""


class NotSubmitted(WrongState):
    """The submission was not submitted, or its review has begun."""


class EvidenceChanged(Refused):
    """Somebody else wrote something else about a document after the person saw it."""


class NoRoom(Refused):
    """The files of the agency in this round would be larger together than an installation allows."""

    status = 413


class EvidenceGone(WrongState):
    """The document was replaced or removed; what replaced it stands."""
