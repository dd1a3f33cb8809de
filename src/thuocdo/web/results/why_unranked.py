"""Why an agency has no rank at a node, in words: lists name them last, each with its reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuocdo.definition.model import Among, Node
from thuocdo.web.results.models import Standing


def why_unranked(standing: Standing, node: Node, *, brought_in: bool) -> str:
    """The reason, empty for an agency with a rank. `brought_in`: the figures were published elsewhere."""
    if standing.rank is not None:
        return ""
    return _left_out(standing) or (
        _without_points(standing, brought_in=brought_in) if standing.points is None else _not_placed(standing, node)
    )


def _left_out(standing: Standing) -> str:
    """Why nothing of the agency counts here, where that is so."""
    state = standing.state
    if state == "excluded" or standing.not_evaluated:
        return _("không đánh giá: %(reason)s") % {"reason": standing.not_evaluated or _("không nêu lý do")}
    if state.startswith("void:"):
        return _("không được tính điểm: %(reason)s") % {"reason": standing.void_reason or state.removeprefix("void:")}
    return _("không áp dụng với đơn vị này") if state == "na" else ""


def _not_placed(standing: Standing, node: Node) -> str:
    """Why points bring no rank."""
    if node.ranking is not None and node.ranking.among is Among.NONE:
        return _("mục này không xếp hạng")
    if not standing.level:
        return _("chưa xác định được mức vì còn tiêu chí chưa có điểm")
    return _("không đạt mức được xếp hạng")


def _without_points(standing: Standing, *, brought_in: bool) -> str:
    if brought_in:
        return _("không công bố điểm")
    if not standing.handed_in:
        return _("không nộp phiếu tự đánh giá")
    return _("còn tiêu chí chưa có điểm")
