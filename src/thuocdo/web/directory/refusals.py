"""What the acts on agencies say when they may not happen.

Refused
├── NameMissing           an agency has a name
├── NobodySucceeds        there must be predecessors and successors
├── BadRoster             the table has cells that cannot be used
└── WrongState
    ├── NotInForce            the agency does not exist on the day in question
    ├── ChangedLater          something is written down from that day on already
    ├── SameName              nothing would change
    ├── NothingMoves
    ├── NothingToImport
    ├── CodeTaken             a code is one agency's for ever
    ├── LinkedAlready         one carries the other on already
    └── BlockTaken            two blocks of one code or name could not be told apart
"""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class NotInForce(WrongState):
    """The agency does not exist on the day in question."""


class ChangedLater(WrongState):
    """A name, kind or block begins on that day or later, so the new one would not be the last."""


class CodeTaken(WrongState):
    """The code is another agency's; codes are never used twice."""


class BlockTaken(WrongState):
    """Another block has this code or this name."""


class BlockCodeTaken(BlockTaken):
    """Another block has this code."""


class NameMissing(Refused):
    """A name has letters."""

    status = 422
