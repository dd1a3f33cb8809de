"""Catalogues of the site's texts: Vietnamese stands in the code, English beside each app in locale/en.

    python scripts/translations.py update    take the texts from code and templates into the .po files
    python scripts/translations.py           compile .po to .mo, which Django reads; only what is older

GNU gettext is not needed: Babel extracts and compiles, Django turns templates into something Babel can read. The .po files are
committed, the .mo files made by `make`, by the build of a wheel and by the tests.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "thuocdo" / "web"
PO = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
UNSTABLE = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)


class Found(NamedTuple):
    """A text in the code: `ids` has two where it counts something."""

    ids: tuple[str, ...]
    context: str | None
    place: str


def apps() -> list[Path]:
    """The folders of the site's apps."""
    return sorted(path.parent for path in WEB.glob("*/__init__.py"))


def texts_of(path: Path) -> Iterator[Found]:
    """Every text to be translated in a module or template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Here, since the build of a wheel compiles without Django.
        from django.utils.translation.template import templatize  # noqa: PLC0415

        # What Django writes has the calls in order but is no program: without its indents it can be read as tokens.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for line, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        ids = message if isinstance(message, tuple) else (message,)
        if ids[0]:
            yield Found(tuple(ids), context, f"{path}:{line}")


def texts_in(folder: Path) -> Iterator[Found]:
    """Every text of an app: its modules, then its templates of every kind."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from texts_of(path)
    for path in sorted((folder / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            yield from texts_of(path)


def read(path: Path) -> Catalog:
    """The catalogue of a .po file, empty if there is none."""
    language = path.parts[-3]
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a .po file so that a change of one text is a change of a few lines: sorted, no dates, no places."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, sort_output=True)
    dropped = tuple(f'"{name}:' for name in UNSTABLE)
    lines = [line for line in out.getvalue().decode().splitlines(keepends=True) if not line.startswith(dropped)]
    kept = [line for line in lines if not line.startswith("#") or line.startswith("#, python")]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(kept).lstrip("\n"), encoding="utf-8")


def update(folder: Path) -> int:
    """Take an app's texts into its .po file, translations kept, obsolete ones dropped; return how many have no English."""
    path = folder / PO
    kept, fresh = read(path), Catalog(locale="en")
    for found in texts_in(folder):
        ids = found.ids if len(found.ids) > 1 else found.ids[0]
        before = kept.get(ids if isinstance(ids, str) else ids[0], context=found.context)
        fresh.add(ids, before.string if before else None, context=found.context)
    if not len(fresh):
        return 0
    write(path, fresh)
    return len(untranslated(fresh))


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts of a catalogue that lack a translation, wholly or in one number."""
    missing = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing


def compile_all(web: Path = WEB) -> list[Path]:
    """Compile every .po file that is newer than its .mo file; return what was written."""
    written = []
    for path in sorted(web.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        out = io.BytesIO()
        write_mo(out, read(path))
        # Whole or not at all: several runs may compile at once.
        partial = target.with_suffix(".mo.part")
        partial.write_bytes(out.getvalue())
        partial.replace(target)
        written.append(target)
    return written


def main() -> int:
    if sys.argv[1:] == ["update"]:
        for folder in apps():
            if lacking := update(folder):
                print(f"{folder.name}: {lacking} texts without English")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
