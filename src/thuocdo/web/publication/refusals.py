"""What the acts of publication say when they may not happen."""

from __future__ import annotations

from thuocdo.web.audit.refusal import Refused, WrongState


class NotApproved(WrongState):
    """Only what was approved is published, and each approval once."""


class NotBroughtIn(WrongState):
    """The round holds no results that were published before they came here."""


class NoteMissing(Refused):
    """A correction says why, and a publication names its decision."""

    status = 422


class EmbargoInThePast(Refused):
    """An embargo ends in the future."""

    status = 422
