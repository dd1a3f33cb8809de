"""Zip archives whose bytes follow from their content alone: names sorted, one fixed time, one way of packing.

Two builds of zlib may still pack the same content into different bytes; what is unpacked is the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can hold
_READABLE_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


def archive(files: Mapping[str, bytes], *, first: tuple[str, ...] = ()) -> bytes:
    """Pack files; those named in `first` come before the others, as some readers want it."""
    names = [name for name in first if name in files] + sorted(name for name in files if name not in first)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_FILE
            target.writestr(entry, files[name], compresslevel=6)
    return packed.getvalue()
