"""A page of Markdown on a terminal: headings stand out, paragraphs are wrapped, examples stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from thuocdo.cli.output import Output
from thuocdo.diagnostics.cells import wrap

FENCE: Final = "```"
INDENT: Final = "    "
_BULLET: Final = re.compile(r"(- |\d+\. )(.*)")


def prose(markdown: str, out: Output) -> str:
    """Return the lines of a page at the output's width."""
    return "\n".join(_lines(markdown, out)).strip("\n") + "\n"


def _lines(markdown: str, out: Output) -> Iterator[str]:
    inside = False
    for paragraph in _paragraphs(markdown):
        if paragraph.startswith(FENCE):
            inside = not inside
        elif inside:
            yield (INDENT + paragraph).rstrip()
        elif paragraph.startswith("#"):
            yield out.bold(paragraph.lstrip("# "))
        elif bullet := _BULLET.fullmatch(paragraph):
            mark, text = bullet.groups()
            for number, line in enumerate(wrap(text, out.width - len(mark))):
                yield (" " * len(mark) if number else mark) + line
        else:
            yield from wrap(paragraph, out.width) if paragraph else [""]


def _paragraphs(markdown: str) -> Iterator[str]:
    """Each paragraph as one line; lines inside a fence as they are."""
    inside, gathered = False, ""
    for line in markdown.splitlines():
        own = line.startswith((FENCE, "#")) or _BULLET.match(line) is not None
        if inside or own or not line.strip():
            if gathered:
                yield gathered
            gathered = ""
            inside ^= line.startswith(FENCE)
            if not inside and _BULLET.match(line):
                gathered = line
            else:
                yield line if inside or own else ""
        else:
            gathered = f"{gathered} {line.strip()}".strip()
    if gathered:
        yield gathered
