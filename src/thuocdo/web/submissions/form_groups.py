"""The pages of the form: a set cut into groups that fit one page each, with how far each has come.

    SS Điều kiện sẵn sàng            a section: a heading at the side
      HT Hạ tầng số        6 / 9     a group: one page, with everything below it
      NL Nhân lực số       ✓

A node becomes a page if at least half of its children are criteria; otherwise its children are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from thuocdo.definition.model import EnteredBy
from thuocdo.definition.resolved import Resolved
from thuocdo.web.sets.method_parts import title_of


@dataclass(frozen=True, slots=True)
class Group:
    """A page of the form. `section` is the name of the part it belongs to, empty at the top."""

    number: int
    node: Resolved
    section: str

    @property
    def id(self) -> str:
        """The id of its node."""
        return self.node.id

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return title_of(self.node.node)[0]

    @property
    def criteria(self) -> tuple[Resolved, ...]:
        """All criteria on the page, in the order of the file."""
        return tuple(node for node in self.node.walk() if node.is_leaf)

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of those the agency fills in itself."""
        return tuple(node.id for node in self.criteria if node.node.entered_by is not EnteredBy.ORGANISER)


@dataclass(frozen=True, slots=True)
class Progress:
    """A group with how many of its criteria are answered; `total` 0: the agency has nothing to fill in."""

    group: Group
    done: int
    total: int
    current: bool

    @property
    def complete(self) -> bool:
        """Whether nothing is left to fill in."""
        return self.done == self.total

    @property
    def begun(self) -> bool:
        """Whether anything is filled in."""
        return self.done > 0


def groups_of(tree: Resolved) -> tuple[Group, ...]:
    """Every page of the form, in the order of the file."""
    return tuple(Group(number, node, section) for number, (node, section) in enumerate(_pages(tree, ""), 1))


def progress_of(groups: Collection[Group], answered: Collection[str], current: str = "") -> list[Progress]:
    """How far each group has come; `answered` are the ids of criteria with an answer."""
    return [
        Progress(group, sum(id in answered for id in group.asked), len(group.asked), group.id == current)
        for group in groups
    ]


def _pages(node: Resolved, section: str) -> Iterator[tuple[Resolved, str]]:
    if _fits_a_page(node):
        yield node, section
        return
    for child in node.children:
        yield from _pages(child, section if _fits_a_page(child) else title_of(child.node)[0])


def _fits_a_page(node: Resolved) -> bool:
    return node.is_leaf or sum(child.is_leaf for child in node.children) * 2 >= len(node.children)
