"""How a publication is to be made: when it becomes public, who may look before, what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PublicationPlan:
    """`public_from` None: at once. `previewers` are the rows of people who may read it before. `note` is needed for a correction."""

    note: str = ""
    public_figures: bool = True
    public_from: datetime | None = None
    previewers: tuple[int, ...] = ()
