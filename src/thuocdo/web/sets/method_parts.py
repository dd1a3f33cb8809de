"""A set as people read it, for one kind of agency: what the method page shows, part by part.

Method
├── levels      a table for every node with levels: all conditions, in percent and in points
├── rankings    who is ranked, by what
└── parts       groups and criteria in the order of the file, each with its rule, rungs, facts and example
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from thuocdo.definition import set_words
from thuocdo.definition.amounts import Amount
from thuocdo.definition.cases import Case
from thuocdo.definition.measures import Checklist, Choice, Quota, Relative, Steps
from thuocdo.definition.model import Combine, CriteriaSet, EnteredBy, Evidence, Node, NotApplicable
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.definition.rule_words import COMBINE, IF_NONE, rule_words, span_words, value_words
from thuocdo.vietnamese import Lang, Text
from thuocdo.web.sets.example import Example, examples_of
from thuocdo.web.sets.level_tables import LevelTable, level_table
from thuocdo.web.ui.written import number, page_language


@dataclass(frozen=True, slots=True)
class Rung:
    """One option, entry or step, and the points it earns."""

    words: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know of a criterion, with its label."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A group or a criterion. `depth` counts from 1; `vi` says that its name is Vietnamese on an English page."""

    id: str
    name: str
    vi: bool
    depth: int
    is_leaf: bool
    extra: bool
    max: Decimal | None
    min: Decimal
    rule: str
    rungs: tuple[Rung, ...]
    after: str
    facts: tuple[Fact, ...]
    node: Node
    example: Example | None

    @property
    def heading(self) -> int:
        """The level of its heading, under that of the page."""
        return min(self.depth + 1, 6)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node whose agencies are ranked, and how."""

    id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Method:
    """The whole method for one kind of agency."""

    root: Part
    parts: tuple[Part, ...]
    levels: tuple[LevelTable, ...]
    rankings: tuple[Ranked, ...]
    criteria: int
    with_best: bool
    with_extras: bool

    @property
    def contents(self) -> list[Part]:
        """What the table of contents lists: the upper two tiers of groups, and criteria that stand beside them."""
        return [part for part in self.parts if part.depth == 1 or (part.depth == 2 and not part.is_leaf)]


def method_of(criteria_set: CriteriaSet, kind: str | None, cases: tuple[Case, ...]) -> Method:
    """Everything the page shows, for one kind of agency (None: the set makes no difference)."""
    tree = resolve(criteria_set, kind)
    leaves = [node for node in tree.walk() if node.is_leaf]
    examples = examples_of(leaves, cases, criteria_set.rounding)
    parts = tuple(_parts(tree, tree, 0, criteria_set, examples))
    return Method(
        root=parts[0],
        parts=parts[1:],
        levels=tuple(level_table(node) for node in tree.walk() if node.node.levels),
        rankings=tuple(_rankings(tree)),
        criteria=len(leaves),
        with_best=any(isinstance(leaf.node.measure, Relative | Quota) for leaf in leaves),
        with_extras=any(node.extras for node in tree.walk()),
    )


def here(text: Text) -> str:
    """A text in the language of the page."""
    return text.to(page_language())


def title_of(node: Node) -> tuple[str, bool]:
    """A node's name in the language of the page, and whether it is Vietnamese on an English page."""
    if page_language() is Lang.VI:
        return node.name, False
    return node.name_en or node.name, node.name_en is None


def differing_kinds(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The kinds a reader has to choose from: none where all see the same."""
    trees = {kind: resolve(criteria_set, kind) for kind in criteria_set.kinds}
    return criteria_set.kinds if any(tree != trees[criteria_set.kinds[0]] for tree in trees.values()) else ()


def _parts(
    node: Resolved, root: Resolved, depth: int, criteria_set: CriteriaSet, examples: dict[str, Example]
) -> Iterator[Part]:
    name, vi = title_of(node.node)
    rule, rungs, after = _rule(node)
    yield Part(
        id=node.id,
        name=name,
        vi=vi,
        depth=depth,
        is_leaf=node.is_leaf,
        extra=node.node.extra,
        max=node.max,
        min=node.node.min,
        rule=rule,
        rungs=rungs,
        after=after,
        facts=tuple(_facts(node, root, criteria_set)),
        node=node.node,
        example=examples.get(node.id),
    )
    for child in node.children:
        yield from _parts(child, root, depth + 1, criteria_set, examples)


def _rule(node: Resolved) -> tuple[str, tuple[Rung, ...], str]:
    """A rule as a sentence, or as an opening, rungs and what follows them."""
    measure = node.node.measure if node.is_leaf else None
    match measure:
        case Choice():
            return _("Chọn một mức:"), tuple(_options(measure, node)), ""
        case Checklist():
            most = "" if node.max is None else _("Cộng lại không quá %(max)s điểm.") % {"max": number(node.max)}
            return _("Cộng điểm các nội dung đã có:"), tuple(_options(measure, node)), most
        case Steps():
            steps = [Rung(here(span_words(one.lower, one.upper)), _worth(one.worth, node)) for one in measure.steps]
            none = "" if measure.if_none is None else here(IF_NONE[measure.if_none])
            rungs = (*steps, Rung(_("còn lại"), Decimal(0)))
            return f"{here(value_words(measure.inputs))}:", rungs, none
        case None if not node.is_leaf and here(rule_words(node)) == here(COMBINE[Combine.SUM]):
            return "", (), ""  # said once for all groups
        case _:
            return here(rule_words(node)), (), ""


def _options(measure: Choice | Checklist, node: Resolved) -> Iterator[Rung]:
    for option in measure.options:
        yield Rung(option.name, _worth(option.worth, node))


def _worth(amount: Amount, node: Resolved) -> Decimal:
    """The points of a rung; a share of a maximum is a finite decimal."""
    exact = amount.of(Fraction(node.max or 0))
    return (Decimal(exact.numerator) / exact.denominator).normalize() + 0


def _facts(node: Resolved, root: Resolved, criteria_set: CriteriaSet) -> Iterator[Fact]:
    """What is special about a node; what holds for all is said once, at the top of the page."""
    own = node.node
    if node.is_leaf and own.evidence is not None and own.evidence is not Evidence.NONE:
        yield Fact(_("Tài liệu kiểm chứng"), here(set_words.EVIDENCE[own.evidence]))
    if own.entered_by is EnteredBy.ORGANISER:
        yield Fact(_("Người nhập số liệu"), here(set_words.ENTERED_BY[EnteredBy.ORGANISER]))
    if own.needs is not None:
        yield Fact(
            _("Điều kiện"), _("chỉ được tính khi «%(other)s» có điểm, nếu không thì 0 điểm") % {"other": own.needs}
        )
    if own.weight is not None:
        yield Fact(_("Trọng số"), number(own.weight))
    if own.not_applicable is not None and node is not root:
        yield Fact(_("Khi không áp dụng"), here(set_words.NOT_APPLICABLE[own.not_applicable]))
    if own.missing is not None and node is not root and node.missing is not root.missing:
        yield Fact(_("Khi không có số liệu"), here(set_words.MISSING[own.missing]))
    if own.cite is not None and node is not root:
        yield Fact(_("Căn cứ"), here(set_words.cite_words(own, criteria_set)))


def _rankings(tree: Resolved) -> Iterator[Ranked]:
    for node in tree.walk():
        own = node.node
        scored = own.combine is not Combine.NONE
        if own.ranking is not None or (scored and (own.levels or node is tree)):
            words = set_words.ranking_words(own.ranking or set_words.USUAL_RANKING)
            yield Ranked(own.id, title_of(own)[0], here(words))


def not_applicable_words(root: Node) -> str:
    """What holds for a criterion that does not apply, unless it says otherwise itself."""
    if root.not_applicable is NotApplicable.LEAVE:
        return _("Tiêu chí không áp dụng được trừ khỏi điểm đạt được và khỏi điểm tối đa được xét.")
    if root.not_applicable is NotApplicable.ZERO:
        return _("Tiêu chí không áp dụng được 0 điểm, điểm tối đa giữ nguyên.")
    return _("Không được ghi «không áp dụng», trừ tiêu chí nói rõ điều đó.")
