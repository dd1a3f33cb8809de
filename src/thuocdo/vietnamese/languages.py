"""The two languages people are spoken to in, and a text that has both."""

from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """A language of the interface; Vietnamese comes first."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages, side by side so that neither is forgotten.

    >>> Text("đơn vị", "agency").to(Lang.EN)
    'agency'
    """

    vi: str
    en: str

    def to(self, lang: Lang) -> str:
        return self.vi if lang is Lang.VI else self.en
