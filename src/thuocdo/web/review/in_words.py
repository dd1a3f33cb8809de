"""Values, decisions and points in words, for the pages of verification."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from thuocdo.definition import set_words
from thuocdo.definition.model import Cause
from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.decision import VOID
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.value import NA, inputs_in
from thuocdo.web.ui import written


def value_words(node: Resolved, text: str, state: str) -> str:
    """A stored value: «38 / 41», «không áp dụng», «không được tính điểm: nộp chậm»."""
    return words_of(node, inputs_in(text), state)


def words_of(node: Resolved, inputs: Mapping[str, str], state: str) -> str:
    """The same of inputs that are read already."""
    if state == NA:
        return _("không áp dụng")
    words = said(node, inputs)
    if state.startswith(VOID):
        void = _("không được tính điểm: %(cause)s") % {"cause": cause_words(state.removeprefix(VOID))}
        return f"{words} ({void})" if words else void
    return words


def cause_words(cause: str) -> str:
    """Why something is not counted."""
    return set_words.CAUSES[Cause(cause)].to(written.page_language())


def points_words(points: int | None, decimals: int) -> str:
    """Points with their unit; nothing for none."""
    return "" if points is None else _("%(points)s điểm") % {"points": written.number(written.exact(points, decimals))}
