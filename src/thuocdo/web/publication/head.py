"""The head of every page of a block and ranked node: what it is, on which decision it rests, the figures people come for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.definition.model import Among, Node
from thuocdo.scoring.result import Counts
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.sharing import share_of_ranking
from thuocdo.web.publication.shown import Shown, first_node
from thuocdo.web.results.models import Standing
from thuocdo.web.rounds.models import RoundBlock

VIEWS: Final = (
    ("ranking", gettext_lazy("Bảng xếp hạng")),
    ("charts", gettext_lazy("Biểu đồ")),
    ("groups", gettext_lazy("Nhóm tiêu chí")),
    ("changes", gettext_lazy("So với kỳ trước")),
    ("compare", gettext_lazy("So sánh đơn vị")),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures people came for. `more` is by how many more agencies are ranked than the year before; `compared`: there is one."""

    counts: Counts
    levels: tuple[tuple[str, int], ...]
    firsts: tuple[Standing, ...]
    compared: bool

    @property
    def more(self) -> int | None:
        """Nothing is known without a year before."""
        before = self.counts.ranked_before
        return None if before is None else self.counts.ranked - before

    @property
    def fewer(self) -> int | None:
        """The same, the other way round."""
        return None if self.more is None else -self.more


def head_of(named: Shown, page: str = "ranking") -> dict[str, Any]:
    """What every page of a block and node says at its head."""
    version, at = named.version, named.version.addresses(page)
    return {
        "named": named,
        "version": version,
        "publication": version.publication,
        "round": version.round,
        "tab": page,
        "views": _views(named),
        "nodes": [(each.id, node_label(named, each), at(named.of.block.slug, each.id)) for each in named.nodes],
        "blocks": _blocks(named, at),
        "share": share_of_ranking(named, next(str(words) for key, words in VIEWS if key == page)),
    }


def node_label(named: Shown, node: Node) -> str:
    """What a ranked node is called beside others: the whole set is the total."""
    return _("Tổng điểm") if node.id == named.criteria_set.id else name_of(node)


def _views(named: Shown) -> list[tuple[str, str, str]]:
    """The ways to look at a block and node."""
    parts = {"block": named.of.block.slug, "node": named.node.id}
    return [(page, named.version.address(page, **parts), str(label)) for page, label in VIEWS]


def _blocks(named: Shown, at: Callable[[str, str], str]) -> list[tuple[RoundBlock, str]]:
    """The other blocks at the same node, where their set has it, else at its first."""
    found: list[tuple[RoundBlock, str]] = []
    for of in named.version.blocks:
        same = of.set_version_id == named.of.set_version_id
        node = named.node.id if same else first_node(of).id
        found.append((of, at(of.block.slug, node)))
    return found


def facts_of(named: Shown) -> Facts:
    """Counted by the scoring core, so that they agree with what anybody recomputes."""
    counts = named.counts
    ranking = named.node.ranking
    everybody = ranking is not None and ranking.among is Among.ALL  # then whoever reached no level is ranked too
    names = [*(level.name for level in named.node.levels), *([named.node.below] if everybody and named.levels else [])]
    levels = tuple((name, counts.levels.get(name, 0)) for name in names)
    firsts = named.rows.filter(rank=1).order_by("sort_key", "pk")
    return Facts(counts, levels, tuple(firsts[:3]), named.scored.earlier is not None)
