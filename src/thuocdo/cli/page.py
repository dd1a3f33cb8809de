"""The findings of `check` as one page that can be opened in a browser or sent on: no script, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from thuocdo.definition.load import Checked
from thuocdo.diagnostics import html, words
from thuocdo.vietnamese.languages import Lang, Text

TITLE: Final = Text("Kiểm tra bộ tiêu chí", "Check of criteria sets")
USABLE: Final = Text("Dùng được", "Usable")
NOT_USABLE: Final = Text("Không dùng được", "Not usable")
STYLE: Final = """\
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #16202e; background: #fff;
  font: 16px/1.5 "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 30px; } h2 { font-size: 22px; border-top: 3px solid #0d4f73; padding-top: .5rem; }
.diagnostics ol { list-style: none; padding: 0; }
.diagnostic { border-top: 1px solid #d9dfe6; padding: .5rem 0; }
.diagnostic-message { max-width: 68ch; }
.error .diagnostic-severity { color: #97361f; } .warning .diagnostic-severity { color: #7d5503; }
.info .diagnostic-severity { color: #1b5f7d; }
figure { margin: .5rem 0; } figcaption, .line-number { color: #4b5a6b; }
pre { background: #f5f7f9; padding: .5rem; overflow-x: auto; margin: 0; }
mark { background: #f8ecd0; color: inherit; text-decoration: underline; }
"""


def page(found: Iterable[tuple[str, Checked]], lang: Lang) -> str:
    """Return a whole HTML page with one section for each set."""
    return "\n".join(_lines(found, lang)) + "\n"


def _lines(found: Iterable[tuple[str, Checked]], lang: Lang) -> Iterator[str]:
    title = escape(TITLE.to(lang))
    yield "<!doctype html>"
    yield f'<html lang="{lang}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{STYLE}</style></head>"
    yield f"<body><main><h1>{title}</h1>"
    for name, checked in found:
        verdict = (USABLE if checked.usable else NOT_USABLE).to(lang)
        counted = words.counted(checked.diagnostics, lang)
        yield f"<h2>{escape(name)}</h2>"
        yield f"<p>{escape(': '.join(filter(None, (verdict, counted))))}</p>"
        yield html.render(words.faults_first(checked.diagnostics), lang)
    yield "</main></body></html>"
