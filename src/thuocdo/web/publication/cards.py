"""What stands on the pictures for sharing: the figures of a ranking, an agency, a notice, written in the language of the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.model import Node
from thuocdo.reports.notice.model import Notice, Part, Placed
from thuocdo.reports.notice.sentences import subject
from thuocdo.reports.picture.card import Band, Card, Fact, Label, Line
from thuocdo.web.publication.agency_shown import AgencyShown
from thuocdo.web.publication.decision import decision_words
from thuocdo.web.publication.head import facts_of
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.rank_words import rank_words
from thuocdo.web.publication.shown import Shown
from thuocdo.web.publication.version import Version
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.standing_list import limits_of
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.ui import written
from thuocdo.web.ui.marks import tone
from thuocdo.web.ui.ruler import Ruler, ruler

FIRST: Final = 3
NO_PLACE: Final = ""
ROOMY: Final = 1000


def card_of_ranking(named: Shown) -> Card:
    """The facts of a ranking and its first three."""
    ranked = named.rows.filter(points__isnull=False, rank__isnull=False)
    first = ranked.order_by("rank", "sort_key", "pk")[:FIRST]
    return Card(
        overline=f"{_('Kết quả')} · {named.of.block.name}",
        title=named.version.round.name,
        lead=_lead(named.version, "" if named.is_root else f"{name_of(named.node)}."),
        facts=tuple(_facts(named)),
        lines=tuple(_line(named, row, row.name, _rank(row)) for row in first),
        foot=_foot(named.version, named.result),
        sample=_sample(named.version),
    )


def card_of_agency(found: AgencyShown) -> Card:
    """Points, level, rank and change of an agency on its ruler; where several nodes are ranked, a line for each."""
    named, row = found.standings[0]
    single = len(found.standings) == 1
    lines = [_alone(named, row)] if single and row else [_section(*each) for each in found.standings]
    return Card(
        overline=found.version.round.name,
        title=found.name,
        lead=_lead(found.version, _why(named, row) if single else ""),
        facts=tuple(_figures(named, row)) if single and row else (),
        lines=tuple(lines),
        foot=_foot(found.version, named.result),
        sample=_sample(found.version),
    )


def card_of_notice(version: Version, result: Result, notice: Notice) -> Card:
    """How many are ranked, and who comes first."""
    nodes = notice.set.nodes()
    if len(notice.parts) == 1:
        [part] = notice.parts
        first = [placed for placed in part.placed if placed.points is not None][:FIRST]
        facts, lines = [_ranked(part)], [_placed(nodes[part.node], placed, placed.agency) for placed in first]
    else:
        facts, lines = [], [_best(nodes[part.node], part) for part in notice.parts]
    return Card(
        overline=_("Thông báo kết quả"),
        title=subject(notice),
        lead=_lead(version, ""),
        facts=tuple(facts),
        lines=tuple(lines),
        foot=_foot(version, result),
        sample=_sample(version),
    )


def _facts(named: Shown) -> Iterator[Fact]:
    facts = facts_of(named)
    ranked = f"{written.number(facts.counts.ranked)} / {written.number(facts.counts.agencies)}"
    yield Fact(ranked, _("đơn vị được xếp hạng"))
    if facts.levels:
        counts = " · ".join(written.number(number) for _name, number in facts.levels)
        yield Fact(counts, " · ".join(name for name, _number in facts.levels))
    best = next(iter(facts.firsts), None)
    if best is not None and best.points is not None and not facts.levels:
        yield Fact(written.points(best.points, named.decimals), _("cao nhất"))


def _figures(named: Shown, row: Standing) -> Iterator[Fact]:
    if row.points is not None:
        label = _("điểm")
        if row.available:
            most = written.number(written.exact(row.available, named.decimals).normalize() + 0)
            label = _("điểm, trên %(max)s") % {"max": most}
        yield Fact(written.points(row.points, named.decimals), label)
    if row.level:
        yield Fact(row.level, _("mức"))
    if row.rank:
        ranked = written.number(named.counts.ranked)
        label = _("hạng, trong %(number)s đơn vị được xếp hạng")
        if row.provisional:
            label = _("hạng tạm tính, trong %(number)s đơn vị được xếp hạng")
        yield Fact(written.number(row.rank), label % {"number": ranked})
    if row.change:
        amount = written.number(abs(written.exact(row.change, named.decimals)))
        yield Fact(f"{'+' if row.change > 0 else '−'}{amount}", _("so với kỳ trước"))


def _ranked(part: Part) -> Fact:
    return Fact(f"{written.number(part.ranked)} / {written.number(part.evaluated)}", _("đơn vị được xếp hạng"))


def _alone(named: Shown, row: Standing) -> Line:
    """The ruler over the whole width, with its labels."""
    drawn = _drawn(named, row)
    labels = drawn.labels(ROOMY, written.number) if drawn else []
    return Line(
        "",
        NO_PLACE,
        "",
        "",
        "none",
        tuple(_bands(drawn)),
        drawn.marker if drawn else None,
        tuple(Label(label.at, label.text) for label in labels),
    )


def _section(named: Shown, row: Standing | None) -> Line:
    name = _("Tổng điểm") if named.is_root else name_of(named.node)
    if row is None:
        return Line(name, NO_PLACE, "–", "", "none", (), None)
    note = _why(named, row)
    if row.rank:
        ranked = named.counts.ranked
        told = {"rank": _rank(row), "number": written.number(ranked)}
        note = _("Hạng %(rank)s trong %(number)s đơn vị được xếp hạng") % told
    return replace(_line(named, row, name, NO_PLACE), note=note)


def _best(node: Node, part: Part) -> Line:
    """A part of a notice: how many are ranked, and who comes first."""
    ranked = _ranked(part)
    note = f"{ranked.figure} {ranked.label}"
    told = _("Tổng điểm") if part.is_root else part.name
    name = f"{told} · {part.block}" if part.block else told
    first = next((placed for placed in part.placed if placed.points is not None), None)
    if first is None:
        return Line(name, NO_PLACE, "", "", "none", (), None, note=note)
    return replace(_placed(node, first, name), note=f"{note} · {_('cao nhất:')} {first.agency}")


def _line(named: Shown, row: Standing, name: str, place: str) -> Line:
    drawn = _drawn(named, row)
    points = "–" if row.points is None else written.points(row.points, named.decimals)
    levels = tone(row.level_place, named.levels)
    return Line(name, place, points, row.level, levels, tuple(_bands(drawn)), drawn.marker if drawn else None)


def _placed(node: Node, placed: Placed, name: str) -> Line:
    most = placed.available
    drawn = ruler(placed.points, most, limits_of(node, most)) if most else None
    names = [level.name for level in node.levels]
    place = names.index(placed.level) if placed.level in names else None
    return Line(
        name,
        rank_words(placed.rank, provisional=placed.provisional),
        written.number(placed.points),
        placed.level or "",
        tone(place, len(names)),
        tuple(_bands(drawn)),
        drawn.marker if drawn else None,
    )


def _drawn(named: Shown, row: Standing) -> Ruler | None:
    if row.points is None or not row.available:
        return None
    points, available = (written.exact(figure, named.decimals) for figure in (row.points, row.available))
    return ruler(points, available, named.limits_for(row), low=min(Decimal(0), points))


def _bands(drawn: Ruler | None) -> Iterable[Band]:
    if drawn is None:
        return
    for zone in drawn.zones:
        yield Band(zone.start, zone.width, tone(zone.place, len(drawn.limits)))


def _rank(row: Standing) -> str:
    return rank_words(row.rank, provisional=row.provisional) if row.rank else NO_PLACE


def _why(named: Shown, row: Standing | None) -> str:
    why = why_unranked(row, named.node, brought_in=named.version.brought_in) if row else ""
    return f"{why[:1].upper()}{why[1:]}." if why else ""


def _lead(version: Version, before: str) -> str:
    return f"{before} {decision_words(version.publication)}".strip()


def _foot(version: Version, result: Result) -> str:
    said = _("Phiên bản %(number)s, mã %(code)s") % {
        "number": version.publication.version,
        "code": result.result_digest.removeprefix("sha256:")[:8],
    }
    return f"{said} · {_('đã có bản đính chính mới hơn') if version.superseded else _('ai cũng tính lại được')}"


def _sample(version: Version) -> str:
    return _("dữ liệu minh hoạ") if version.round.sample else ""
