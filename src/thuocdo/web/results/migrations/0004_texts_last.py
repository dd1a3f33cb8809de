"""The long texts of a result stand last in its row, on SQLite.

SQLite reads a row from its beginning: what stood behind megabytes of text (the digests, the round, the set, the earlier result) took 10
to 30 ms to read on every page of a result of 3,321 agencies, even where the text itself was left out. Whoever alters the table in a later
migration lets Django make it anew in the order of the fields, and has to do this again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "results_result"
TEXTS = ("data", "content", "earlier_data")


def move(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each into a new column at the end, which then takes its name."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for name in TEXTS:
        schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name}_last text NOT NULL DEFAULT ''")
        schema_editor.execute(f"UPDATE {TABLE} SET {name}_last = {name}")  # noqa: S608 (our own names)
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {name}")
        schema_editor.execute(f"ALTER TABLE {TABLE} RENAME COLUMN {name}_last TO {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0003_gap"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
