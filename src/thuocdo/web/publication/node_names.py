"""What nodes of a set are called on public pages."""

from __future__ import annotations

from thuocdo.definition.model import Node
from thuocdo.web.ui.written import page_language


def name_of(node: Node) -> str:
    """The name of a node in the language of the page, where it has one."""
    return node.name_en if page_language().value == "en" and node.name_en else node.name
