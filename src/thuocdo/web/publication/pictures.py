"""Pictures for sharing: a ranking, an agency, a notice, each as one card with the figures of its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from thuocdo.reports.picture.card import Card
from thuocdo.reports.picture.draw import png_of
from thuocdo.web.publication.agency_shown import agency_shown
from thuocdo.web.publication.cards import card_of_agency, card_of_notice, card_of_ranking
from thuocdo.web.publication.notice_page import notice_told
from thuocdo.web.publication.shown import shown
from thuocdo.web.publication.version import Asked, version_of


def picture(_request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """The ranking of a block at a node."""
    return _png(card_of_ranking(shown(asked, block, node)))


def agency_picture(_request: HttpRequest, asked: Asked, code: str) -> HttpResponse:
    """An agency."""
    return _png(card_of_agency(agency_shown(asked, code)))


def notice_picture(_request: HttpRequest, asked: Asked, set_id: str) -> HttpResponse:
    """The notice of a result."""
    version = version_of(asked)
    result = version.result_by(set_id)
    return _png(card_of_notice(version, result, notice_told(version, result).notice))


def _png(card: Card) -> HttpResponse:
    return HttpResponse(png_of(card), content_type="image/png")
