"""What kinds of agency are called: sets name them by short words of their own, and those in use have words here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "xa": _("xã"),
    "phuong": _("phường"),
    "dac-khu": _("đặc khu"),
    "huyen": _("cấp huyện"),
    "so-nganh": _("sở, ban, ngành"),
    "so": _("sở"),
    "don-vi-tham-muu": _("đơn vị tham mưu"),
    "don-vi-truc-thuoc": _("đơn vị trực thuộc"),
}


def kind_words(kind: str) -> str:
    """The words for a kind, or the set's own."""
    return str(WORDS.get(kind, kind))
