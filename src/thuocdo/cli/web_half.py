"""The site for commands that run it: its packages are there, its settings can be read, its apps are loaded."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Final

import typer

from thuocdo.cli.output import Output

NEEDS: Final = {
    "web": ("django", "allauth", "csp", "django_htmx", "django_tasks", "django_tasks_db", "granian", "whitenoise"),
    "postgres": ("psycopg",),
    "s3": ("storages",),
}
WANTED_BY: Final = {"postgres": "DATABASE_URL", "s3": "STORAGE_URL"}


def load_site(out: Output) -> None:
    """Load settings and apps into this process; ends the command with 1 and a sentence where that cannot be."""
    for extra, packages in NEEDS.items():
        wanted = extra not in WANTED_BY or os.environ.get(WANTED_BY[extra])
        if wanted and not all(map(find_spec, packages)):
            vi = f"Lệnh này cần thêm gói: pip install 'thuocdo[{extra}]'"
            en = f"This command needs more packages: pip install 'thuocdo[{extra}]'"
            out.complain(out.to(vi, en))
            raise typer.Exit(1)
    import django

    from thuocdo.web.site.environment import BadSetting

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.web.site.settings")
    try:
        django.setup()
    except BadSetting as reason:
        out.complain(str(reason))
        raise typer.Exit(1) from None
    from django.utils import translation

    translation.activate(out.lang)
