"""A group's page, part by part: subgroups as headings, criteria with everything the form shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zlib import crc32

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.definition import set_words
from thuocdo.definition.measures import Checklist, Choice
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.rule_words import rule_words
from thuocdo.web.sets.method_parts import here, title_of
from thuocdo.web.submissions.form_inputs import Field, fields_of, said
from thuocdo.web.submissions.last_year import LastYear
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.preview import NodePoints
from thuocdo.web.submissions.sheet import Sheet, Words
from thuocdo.web.submissions.value import NA, Value, stored_value
from thuocdo.web.ui import written
from thuocdo.web.ui.marks import clock, moment
from thuocdo.web.ui.written import page_language

if TYPE_CHECKING:
    from thuocdo.web.submissions.form_groups import Group
    from thuocdo.web.submissions.opened import Opened


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values for one criterion, in words: what the person typed, and what somebody else saved."""

    who: str
    at: datetime
    mine: str
    stored: str
    version: int
    url: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as the form shows it. `mark` changes with everything others may have changed at it; `pending` says why `points` are
    empty.
    """

    node: Resolved
    depth: int
    url: str
    value: Value
    fields: tuple[Field, ...]
    asked: bool
    words: Words
    cite: str
    answer: Answer | None
    points: str
    pending: str
    mark: str
    last: str
    now: datetime
    conflict: Conflict | None = None
    refused: str = ""
    na_error: str = ""
    failed: bool = False
    posted: int | None = None

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.node.id

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.words.name

    @property
    def vi(self) -> bool:
        """Whether that name is Vietnamese on an English page."""
        return self.words.vi

    @property
    def about(self) -> str:
        """The points it gives, how it is scored, and what was answered the year before."""
        return " ".join(part for part in (self.words.at_most, self.words.rule, self.last) if part)

    @property
    def help(self) -> str:
        """Guidance for whoever fills it in."""
        return self.node.node.help or ""

    @property
    def may_be_na(self) -> bool:
        """Whether the set allows «không áp dụng»."""
        return self.node.not_applicable is not None

    @property
    def na(self) -> bool:
        """Whether it is marked «không áp dụng»."""
        return self.value.state == NA

    @property
    def reason(self) -> str:
        """Why it does not apply."""
        return self.value.not_applicable_reason

    @property
    def explanation(self) -> str:
        """What the agency explains."""
        return self.value.explanation

    @property
    def unsettled(self) -> bool:
        """Whether something that was typed is not kept, and why stands beside it."""
        return self.conflict is not None or bool(self.refused)

    @property
    def said(self) -> str:
        """The value in words."""
        return in_words(self.node, self.value)

    @property
    def version(self) -> int:
        """The version that is shown; 0 before the first save."""
        return self.answer.version if self.answer is not None else 0

    @property
    def seen(self) -> int:
        """The version the page has seen: what was refused stays at the one it was typed on, so that nothing is overwritten unasked."""
        return self.version if self.posted is None else self.posted

    @property
    def by(self) -> str:
        """Who saved it last."""
        return str(self.answer.saved_by) if self.answer is not None else ""

    @property
    def by_id(self) -> int:
        """The same as a number; 0 for nobody."""
        return self.answer.saved_by_id if self.answer is not None else 0

    @property
    def at_clock(self) -> str:
        """When it was saved last."""
        return written.clock(self.answer.saved_at) if self.answer is not None else ""

    @property
    def saved(self) -> SafeString:
        """When it was saved: of today the time alone."""
        if self.answer is None:
            return SafeString("")
        at = self.answer.saved_at
        today = written.there(at).date() == written.there(self.now).date()
        return clock(at) if today else moment(at)


@dataclass(frozen=True, slots=True)
class Part:
    """A subgroup's heading, or a criterion."""

    id: str
    name: str = ""
    rule: str = ""
    help: str = ""
    criterion: Criterion | None = None

    @property
    def is_criterion(self) -> bool:
        """Which of the two it is."""
        return self.criterion is not None


def parts_of(opened: Opened, group: Group, last: Mapping[str, LastYear]) -> Iterator[Part]:
    """Everything on a group's page."""
    if group.node.is_leaf:
        yield Part(group.id, criterion=criterion_of(opened, group.node, last))
    yield from _below(opened, group.node, last, depth=1)


def criterion_of(opened: Opened, node: Resolved, last: Mapping[str, LastYear], depth: int = 1) -> Criterion:
    """A criterion with what is stored of it."""
    answer = opened.answers.get(node.id)
    value = stored_value(answer)
    group, words = opened.group_of[node.id], words_of(opened.sheet, node)
    scored = opened.preview.nodes[node.id]
    return Criterion(
        node=node,
        depth=depth,
        url=f"{opened.address_of_groups}{group.id}/{node.id}/luu/",
        value=value,
        fields=fields_of(node, value.inputs),
        asked=node.id in opened.sheet.asked,
        words=words,
        cite="" if node is group.node else words.cite,
        answer=answer,
        points=points_words(scored, opened.preview.decimals),
        pending=pending_words(scored),
        mark=mark_of(opened, node.id),
        last=last_words(last.get(node.id)),
        now=opened.now,
    )


def words_of(sheet: Sheet, node: Resolved) -> Words:
    """What is said of a criterion in the language of the page, kept with the sheet."""
    key = node.id, page_language()
    found = sheet.said.get(key)
    if found is None:
        cite = here(set_words.cite_words(node.node, sheet.set))
        name, vi = title_of(node.node)
        most = written.number(node.max) if node.max else ""
        at_most = _("Tối đa %(max)s điểm.") % {"max": most} if most else ""
        explain = _("Thuyết minh cho %(name)s") % {"name": name}
        found = sheet.said[key] = Words(name, vi, most, at_most, explain, _rule(node), cite)
    return found


def mark_of(opened: Opened, id: str) -> str:
    """What tells whether a page has a criterion as it is stored: the answer's version, and a sum over its documents."""
    answer = opened.answers.get(id)
    documents = "\n".join(f"{each.pk} {each.words}" for each in opened.shelf.behind(id))
    return f"{answer.version if answer is not None else 0}.{crc32(documents.encode()):x}"


def in_words(node: Resolved, value: Value) -> str:
    """A whole value in words, with its explanation; what is empty says so."""
    if value.state == NA:
        return _("không áp dụng: %(why)s") % {"why": value.not_applicable_reason}
    words = said(node, value.inputs)
    return words or _("để trống")


def points_words(scored: NodePoints, decimals: int) -> str:
    """The points of a criterion; nothing where there are none, or where they may change with the figures of others."""
    return "" if scored.points is None or scored.waits else written.number(written.exact(scored.points, decimals))


def pending_words(scored: NodePoints) -> str:
    """Why there are none."""
    return _("chờ số liệu của các đơn vị khác") if scored.waits else _("chưa có điểm")


def _below(opened: Opened, node: Resolved, last: Mapping[str, LastYear], depth: int) -> Iterator[Part]:
    for child in node.children:
        if child.is_leaf:
            yield Part(child.id, criterion=criterion_of(opened, child, last, depth))
            continue
        rule = "" if child.node.combine is Combine.SUM else here(rule_words(child))
        yield Part(child.id, title_of(child.node)[0], rule, child.node.help or "")
        yield from _below(opened, child, last, depth + 1)


def _rule(node: Resolved) -> str:
    """The rule in words; options and their points stand beside the buttons already."""
    match node.node.measure:
        case Choice():
            return _("Chọn một mức.")
        case Checklist():
            return _("Đánh dấu những nội dung đã có; điểm được cộng lại, không quá điểm tối đa.")
        case _:
            return here(rule_words(node))


def last_words(last: LastYear | None) -> str:
    """The year before in words; of predecessors by their names."""
    return "" if last is None else " ".join(_last_words(each) for each in (last, *last.beside))


def _last_words(last: LastYear) -> str:
    words = _("không áp dụng") if last.state == NA else last.words
    if last.points is not None:
        points = written.number(written.exact(last.points, last.decimals))
        given = _("%(points)s điểm") % {"points": points}
        words = f"{words} ({given})" if words else given
    if last.of:
        return _("Năm %(year)d, %(agency)s: %(said)s.") % {"year": last.year, "agency": last.of, "said": words}
    return _("Năm %(year)d: %(said)s.") % {"year": last.year, "said": words}
