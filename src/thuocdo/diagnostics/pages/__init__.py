"""A page per code: what the fault means, a wrong and a right example, and what to do; Vietnamese, then English.

TD205.md = Vietnamese part, a line of three dashes, English part
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from thuocdo.vietnamese.languages import Lang

FOLDER: Final = Path(__file__).parent
BETWEEN: Final = "\n---\n\n# "


@cache
def codes() -> tuple[str, ...]:
    """The codes that have a page, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("TD*.md")))


def page(code: str, lang: Lang) -> str:
    """The page of a code in one language, as Markdown."""
    vietnamese, _, english = (FOLDER / f"{code}.md").read_text(encoding="utf-8").partition(BETWEEN)
    return vietnamese if lang is Lang.VI else f"# {english}"
