"""Many rows written at once. Django's own words for it build a long statement for every hundred rows, which takes longer than all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model


def insert_all(objects: Sequence[Model]) -> None:
    """Write objects that are not there yet; their keys stay unknown."""
    if not objects:
        return
    meta = objects[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    _execute(f'INSERT INTO "{meta.db_table}" ({columns}) VALUES ({places})', fields, objects)  # noqa: S608 (our own names)


def update_all(objects: Sequence[Model], names: Iterable[str]) -> None:
    """Write some fields of objects that are there, all of one model."""
    if not objects:
        return
    meta = objects[0]._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    values = ", ".join(f'"{field.column}" = %s' for field in fields)
    key = meta.pk
    _execute(f'UPDATE "{meta.db_table}" SET {values} WHERE "{key.column}" = %s', [*fields, key], objects)  # noqa: S608 (the same)


def _execute(statement: str, fields: Sequence[Field[Any, Any]], objects: Sequence[Model]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    columns = []
    for field in fields:
        values = [getattr(each, field.attname) for each in objects]
        prepared = {value: field.get_db_prep_save(value, connection) for value in set(values)}  # most are alike
        columns.append([prepared[value] for value in values])
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))
