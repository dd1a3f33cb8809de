"""Objects in the storage that no row names: left where a process died between storing a content and noting it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import default_storage

from thuocdo.web.files.models import StoredFile

AGE: Final = timedelta(days=1)  # younger ones may be on their way to a row


def remove_unnamed(now: datetime) -> list[str]:
    """Remove those older than a day; the names of what went."""
    named = set(StoredFile.objects.values_list("location", flat=True))
    gone = []
    for location in _objects():
        # A name is only taken anew once it is free, and is then young.
        if location not in named and default_storage.get_modified_time(location) < now - AGE:
            default_storage.delete(location)
            gone.append(location)
    return gone


def _objects() -> Iterator[str]:
    """Everything that was stored as `keep` stores: ab/abcdef..."""
    try:
        folders, _files = default_storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        if len(folder) == 2:
            yield from (f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1]))
