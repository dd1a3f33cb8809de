"""What the acts on results say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class NotComputable(WrongState):
    """The round is not in a state in which results are worked out."""


class StillOpen(Refused):
    """Submissions that were handed in are not closed; `left` names their agencies."""

    def __init__(self, message: str, left: tuple[str, ...]) -> None:
        super().__init__(message)
        self.left = left


class NotScorable(Refused):
    """The verified figures cannot be scored; `problems` names each cell."""

    status = 422

    def __init__(self, message: str, problems: tuple[str, ...]) -> None:
        super().__init__(message)
        self.problems = problems
