"""What portals and messengers show of a page that is passed on (Open Graph): its title, a sentence, and a picture with the same figures.

A version before its time is not passed on, so its pages have none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.reports.notice.model import Notice
from thuocdo.reports.notice.sentences import subject
from thuocdo.web.publication.decision import decision_words
from thuocdo.web.publication.rank_words import rank_words
from thuocdo.web.publication.shown import Shown
from thuocdo.web.publication.version import Version
from thuocdo.web.results.models import Standing
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class Share:
    """`words` is the sentence beside the picture, and what the picture says to whoever does not see it."""

    title: str
    words: str
    picture: str
    address: str


def share_of_ranking(named: Shown, title: str = "") -> Share | None:
    """The ranking of a block at a node; pages of the same block and node have its picture too."""
    version = named.version
    if version.preview:
        return None
    counts = named.counts
    told = {"ranked": written.number(counts.ranked), "agencies": written.number(counts.agencies)}
    said = [_("%(ranked)s / %(agencies)s đơn vị được xếp hạng") % told]
    said += [f"{level.name}: {written.number(counts.levels.get(level.name, 0))}" for level in named.node.levels]
    where = named.of.block.name if named.is_root else f"{named.of.block.name}, {named.node.name}"
    words = f"{where}: {', '.join(said)}. {decision_words(version.publication)}"
    picture = _address(version, "picture", block=named.of.block.slug, node=named.node.id)
    return Share(_titled(version, title), words, picture, version.asked.path)


def share_of_agency(
    version: Version, name: str, code: str, standings: Iterable[tuple[Shown, Standing | None]]
) -> Share | None:
    """An agency: its points, level and rank at each ranked node."""
    if version.preview:
        return None
    said = [_standing(named, row) for named, row in standings if row is not None]
    words = f"{'; '.join(filter(None, said)) or _('không có điểm được công bố')}. {decision_words(version.publication)}"
    return Share(
        f"{name}: {version.round.name}", words, _address(version, "agency_picture", code=code), version.asked.path
    )


def share_of_notice(version: Version, notice: Notice, set_id: str) -> Share | None:
    """The notice of a result."""
    if version.preview:
        return None
    ranked = [
        _("%(ranked)s / %(agencies)s đơn vị được xếp hạng")
        % {"ranked": written.number(part.ranked), "agencies": written.number(part.evaluated)}
        for part in notice.parts[:2]
    ]
    words = f"{subject(notice)}: {'; '.join(ranked)}. {decision_words(version.publication)}"
    return Share(
        _titled(version, _("Thông báo")), words, _address(version, "notice_picture", set_id=set_id), version.asked.path
    )


def _standing(named: Shown, row: Standing) -> str:
    told = []
    if row.points is not None:
        told.append(_("%(points)s điểm") % {"points": written.points(row.points, named.decimals)})
    if row.level:
        told.append(row.level)
    if row.rank:
        told.append(_("hạng %(rank)s") % {"rank": rank_words(row.rank, provisional=row.provisional)})
    if not told:
        return ""
    return ", ".join(told) if named.is_root else f"{named.node.name}: {', '.join(told)}"


def _titled(version: Version, title: str) -> str:
    return f"{title}: {version.round.name}" if title else version.round.name


def _address(version: Version, page: str, **parts: str) -> str:
    named = {"slug": version.round.slug, "version": version.publication.version, **parts}
    return reverse(f"publication:{page}", kwargs=named)
