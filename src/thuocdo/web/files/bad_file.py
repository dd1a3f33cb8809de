"""Why a file is not taken. Whoever keeps files turns it into the answer to a person."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a file, for programs; the sentence beside it is for people."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    NO_ROOM = "no_room"
    KIND = "kind"  # an extension that is not on the list
    CONTENT = "content"  # the content is not what the extension says, or is broken
    MIXED = "mixed"  # something else is hidden in it
    MACRO = "macro"
    LOCKED = "locked"
    UNPACKS = "unpacks"  # far larger, or far more, once unpacked
    SCANNER = "scanner"


class BadFile(Exception):
    """A file that is not taken. The message is a full sentence in the language of whoever sent it."""

    def __init__(self, why: Why, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why
