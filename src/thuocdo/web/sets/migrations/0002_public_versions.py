from typing import Any

from django.db import migrations, models

from thuocdo.vietnamese import search_key, sort_key


def fill_keys(apps: Any, _editor: Any) -> None:
    versions = apps.get_model("sets", "SetVersion").objects
    for version in versions.all():
        keys = {"sort_key": sort_key(version.name), "search_key": search_key(f"{version.name} {version.set_id}")}
        versions.filter(pk=version.pk).update(**keys)


class Migration(migrations.Migration):
    dependencies = [("sets", "0001_initial")]

    operations = [
        migrations.AlterField("SetVersion", "name", models.TextField(verbose_name="tên")),
        migrations.AddField("SetVersion", "sort_key", models.TextField(default=""), preserve_default=False),
        migrations.AddField("SetVersion", "search_key", models.TextField(default=""), preserve_default=False),
        migrations.AddField("SetVersion", "basis", models.TextField("căn cứ", blank=True, default="")),
        migrations.AddField("SetVersion", "public_since", models.DateTimeField("công khai từ", blank=True, null=True)),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
