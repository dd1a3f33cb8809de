"""A rank as it is written wherever it stands alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuocdo.web.ui import written


def rank_words(rank: int, *, provisional: bool) -> str:
    """The figure, and whether it may still change because others have no points yet."""
    figure = written.number(rank)
    return _("%(rank)s (tạm tính)") % {"rank": figure} if provisional else figure
