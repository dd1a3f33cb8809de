"""Finds texts that nobody can translate: words in templates outside {% trans %}, Vietnamese in modules outside gettext."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Letters that are Vietnamese and not, say, French.
VIETNAMESE: Final = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
READ_ALOUD: Final = {"alt", "aria-label", "aria-description", "placeholder", "title", "content"}
TRANSLATED: Final = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "Text",
}
# The product's name, the languages' own names, and names of formats: the same in every language.
SAME_EVERYWHERE: Final = {
    "Thước",
    "đo",
    "Tiếng",
    "Việt",
    "English",
    "Excel",
    "CSV",
    "PDF",
    "Word",
    "JSON",
    "YAML",
    "Parquet",
    "QR",
    "TOTP",
    "UTC",
}
_TAGS: Final = re.compile(
    r"{%\s*block (?:page_class|body_attributes)\s*%}.*?{%\s*endblock\s*%}"
    r"|{%-?\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)


class _Texts(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in {"code", "script", "style"}
        named = dict(attrs)
        for name, value in attrs:
            spoken = name in READ_ALOUD and not (name == "content" and named.get("name") != "description")
            if spoken and value:
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in {"code", "script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.found.append((self.getpos()[0], data))


def in_template(source: str) -> list[str]:
    """Words of a template that stand outside every tag.

    >>> in_template('<p title="Một">{% trans "Hai" %} {{ three }} Bốn</p>')
    ['1: Một', '1: Bốn']
    """
    # Tags become blanks, lines stay where they are.
    bare = _TAGS.sub(lambda tag: "\n" * tag.group().count("\n") or " ", source)
    parser = _Texts()
    parser.feed(bare)
    parser.close()
    return [
        f"{line}: {' '.join(text.split())}"
        for line, text in parser.found
        if any(word not in SAME_EVERYWHERE for word in WORD.findall(text))
    ]


def in_module(source: str) -> list[str]:
    """Vietnamese texts of a module that no translation reaches; docstrings are for programmers.

    >>> in_module('name = _("Đơn vị")\\nother = "Điểm"')
    ['2: Điểm']
    """
    tree = ast.parse(source)
    return [
        f"{line}: {text}"
        for line, text in _outside(tree)
        if VIETNAMESE.search(text) and any(word not in SAME_EVERYWHERE for word in WORD.findall(text))
    ]


def _outside(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and _name(node.func) in TRANSLATED:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _outside(child)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def templates(web: Path) -> list[Path]:
    return sorted(path for path in web.glob("*/templates/**/*") if path.suffix in {".html", ".txt"})


def modules(web: Path) -> list[Path]:
    return sorted(path for path in web.rglob("*.py") if "migrations" not in path.parts)
