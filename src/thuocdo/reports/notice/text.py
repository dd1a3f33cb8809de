"""A notice as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.diagnostics.cells import wrap
from thuocdo.reports.notice.sentences import Paragraph, Style


def text_of(paragraphs: Iterable[Paragraph], width: int | None = None) -> str:
    """Return the paragraphs as lines: one for each, or wrapped at a width."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.style is not Style.ITEM and lines:
            lines.append("")
        lines += _lines(paragraph, width)
    return "\n".join(lines) + "\n"


def _lines(paragraph: Paragraph, width: int | None) -> list[str]:
    text = paragraph.text.upper() if paragraph.style is Style.TITLE else paragraph.text
    text = f"Ghi chú. {text}" if paragraph.style is Style.NOTE else text
    mark = "- " if paragraph.style is Style.ITEM else ""
    pieces = [text] if width is None else wrap(text, width - len(mark))
    return [(" " * len(mark) if at else mark) + piece for at, piece in enumerate(pieces)]
