"""Diagnostics as a fragment of a page: plain elements with class names, every text escaped, no style and no script.

section.diagnostics > ol > li.diagnostic.error > p.message, figure.source, ul.notes, p.help
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from thuocdo.diagnostics import words
from thuocdo.diagnostics.cells import harmless
from thuocdo.diagnostics.excerpt import excerpt
from thuocdo.diagnostics.record import Diagnostic, Note, Place
from thuocdo.vietnamese.languages import Lang

ROOM: Final = 200


def render(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """Return diagnostics as one `<section>`; nothing for none."""
    found = list(diagnostics)
    if not found:
        return ""
    lines = [f'<section class="diagnostics" lang="{lang}">', "<ol>"]
    for diagnostic in found:
        lines += _item(diagnostic, lang)
    lines += ["</ol>", f'<p class="diagnostics-count">{_text(words.counted(found, lang))}</p>', "</section>"]
    return "\n".join(lines) + "\n"


def _item(diagnostic: Diagnostic, lang: Lang) -> Iterator[str]:
    severity = _text(words.SEVERITY[diagnostic.severity].to(lang))
    yield f'<li class="diagnostic {diagnostic.severity}">'
    yield (
        f'<p class="diagnostic-message"><strong class="diagnostic-severity">{severity} <span class="diagnostic-code">{_text(diagnostic.code)}</span>'
        f":</strong> {_text(diagnostic.message.to(lang))}</p>"
    )
    if diagnostic.place is not None:
        yield from _source(diagnostic.place)
    if diagnostic.notes:
        yield '<ul class="diagnostic-notes">'
        for note in diagnostic.notes:
            yield from _note(note, lang)
        yield "</ul>"
    if diagnostic.help is not None:
        label = words.HELP.to(lang).capitalize()
        yield f'<p class="diagnostic-help"><strong>{label}:</strong> {_text(diagnostic.help.to(lang))}</p>'
    yield "</li>"


def _note(note: Note, lang: Lang) -> Iterator[str]:
    yield f"<li>{_text(note.message.to(lang))}"
    if note.place is not None:
        yield from _source(note.place)
    yield "</li>"


def _source(place: Place) -> Iterator[str]:
    yield '<figure class="diagnostic-source">'
    yield f"<figcaption>{_text(place.file)}:{place.line}:{place.column}</figcaption>"
    if place.text:
        shown = excerpt(place, ROOM)
        marked = f"<mark>{escape(shown.stretch) or ' '}</mark>"
        yield (
            f'<pre><span class="diagnostic-line-number">{place.line}</span> '
            f"<code>{escape(shown.before)}{marked}{escape(shown.after)}</code></pre>"
        )
    yield "</figure>"


def _text(text: str) -> str:
    return escape(harmless(text))
