"""On which decision a version rests, in a sentence; where its source does not give it, that is said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuocdo.web.publication.models import Publication
from thuocdo.web.ui import written


def decision_words(publication: Publication) -> str:
    """The same as publication/decision.html says in pages."""
    told = {"number": publication.decision, "day": written.day(publication.dated)}
    if publication.decision:
        return _("Công bố theo Quyết định %(number)s ngày %(day)s.") % told
    if publication.dated:
        return _("Công bố ngày %(day)s; nguồn không nêu số quyết định công bố kết quả.") % told
    return _("Nguồn không nêu quyết định công bố kết quả.")
