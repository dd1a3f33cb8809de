"""The name of a file as it is kept: what people called it, without what only a machine or a trick would read."""

from __future__ import annotations

import unicodedata
from typing import Final

MOST_BYTES: Final = 180  # file systems end at 255, and a saved copy may get " (1)" and more
_NOT_ON_WINDOWS: Final = str.maketrans(dict.fromkeys('<>:"|?*', "-"))


def kept_name(given: str) -> str:
    r"""A name in NFC without folders, control and direction marks, too long a stem; empty where nothing is left.

    >>> kept_name("../../Báo cáo  2026.pdf")
    'Báo cáo 2026.pdf'
    >>> kept_name("hop-dong\u202efdp.exe")
    'hop-dongfdp.exe'
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    # C: control, format (direction marks, zero width), surrogates, private use.
    seen = "".join(" " if char.isspace() else char for char in last)
    seen = "".join(char for char in seen if unicodedata.category(char)[0] != "C").translate(_NOT_ON_WINDOWS)
    return _short(" ".join(seen.split()).strip(". "))


def extension_of(name: str) -> str:
    """What follows the last point, in small letters; empty where there is none.

    >>> extension_of("Bang.diem.XLSX")
    'xlsx'
    """
    stem, point, extension = name.rpartition(".")
    return extension.lower() if stem and point else ""


def _short(name: str) -> str:
    stem, point, extension = name.rpartition(".")
    if not point or len(extension) > 10:
        stem, point, extension = name, "", ""
    room = MOST_BYTES - len(f"{point}{extension}".encode())
    cut = stem.encode()[:room].decode(errors="ignore")
    return f"{cut.rstrip()}{point}{extension}"
