"""Names of agencies: one spelling of each, a key to find them by and a key to sort them by.

The sort key is plain text of the characters 0-9 and a-z, so that it sorts the same by bytes and under any locale of a
database. It has three parts, each ended by "0", which sorts before everything inside a part:

    xã Hòa 2  ->  x0a0 1 h0o0a0 1 2012  0  42  0  12  0
                  letters and numbers    tones  capitals
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_TONES: Final = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LEVEL: Final = "1"
_SHAPES: Final = {
    ("a", "\u0306"): "a1",
    ("a", "\u0302"): "a2",
    ("e", "\u0302"): "e1",
    ("o", "\u0302"): "o1",
    ("o", "\u031b"): "o2",
    ("u", "\u031b"): "u1",
}
_END: Final = "0"
_BLANK: Final = "1"
_NUMBER: Final = "2"
_FOREIGN: Final = "zz"
_LONGEST_RUN: Final = 99


class _Letter(NamedTuple):
    weight: str
    tones: str
    capital: str


def normal(text: str) -> str:
    """The one spelling kept of a name: composed letters, single blanks, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def search_key(text: str) -> str:
    """What a person types without a Vietnamese keyboard.

    >>> search_key("Thành phố Đà Nẵng")
    'thanh pho da nang'
    """
    spread = unicodedata.normalize("NFD", normal(text).lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).replace("đ", "d")


def sort_key(text: str) -> str:
    """A text that puts names into the order of a Vietnamese dictionary, and numbers by their value.

    Letters first (a ă â b c d đ ...), then tones (ngang huyền hỏi ngã sắc nặng), then capitals.
    Names that differ only in where the tone stands, in punctuation or in leading zeros have the same key.
    """
    weights: list[str] = []
    tones: list[str] = []
    capitals: list[str] = []
    for sort, run in groupby(normal(text), _sort_of):
        characters = "".join(run)
        if sort == "number":
            weights += _number_weights(characters)
        elif sort == "blank":
            weights.append(_BLANK)
        else:
            letters = [_letter(character) for character in characters]
            weights += [letter.weight for letter in letters]
            tones.append("".join(letter.tones for letter in letters) or _LEVEL)
            capitals += [letter.capital for letter in letters]
    if weights and weights[-1] == _BLANK:
        weights.pop()
    return _END.join(("".join(weights[weights[:1] == [_BLANK] :]), _trimmed(tones), _trimmed(capitals), ""))


def _sort_of(character: str) -> str:
    if character.isdecimal():
        return "number"
    return "letter" if character.isalpha() or unicodedata.combining(character) else "blank"


def _trimmed(marks: list[str]) -> str:
    """Marks of the lowest kind at the end say nothing: the end of the part sorts just before them."""
    return "".join(marks).rstrip(_LEVEL)


def _number_weights(digits: str) -> list[str]:
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0") or "0"
    runs = [value[start : start + _LONGEST_RUN] for start in range(0, len(value), _LONGEST_RUN)]
    return [f"{_NUMBER}{len(run):02}{run}" for run in runs]


@lru_cache(maxsize=4096)
def _letter(character: str) -> _Letter:
    """The place of one composed letter in the alphabet, its tones, and whether it is a capital."""
    capital = "2" if character != character.lower() else _LEVEL
    letter, *marks = list(unicodedata.normalize("NFD", character.lower()))
    tones = "".join(_TONES.get(mark, "") for mark in marks)
    if letter == "đ":
        return _Letter("d1", tones, capital)
    if "a" <= letter <= "z":
        shapes = [_SHAPES[letter, mark] for mark in marks if (letter, mark) in _SHAPES]
        return _Letter(shapes[0] if shapes else letter + "0", tones, capital)
    if unicodedata.combining(letter):
        return _Letter("", _TONES.get(letter, ""), capital)
    return _Letter(f"{_FOREIGN}{ord(character.lower()[0]):06x}", tones, capital)
