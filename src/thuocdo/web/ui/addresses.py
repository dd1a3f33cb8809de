"""The addresses of a list's rows: the route is looked up once for the page, not once for each row.

>>> of_agency = addresses("rounds:extend", "lam-dong-xa-2026")
>>> of_agency("24778")
'/dot-danh-gia/lam-dong-xa-2026/24778/gia-han/'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

_PLACE = "00000000000000000000"  # a number, a slug and a text, whatever the route takes there
_KEPT = RFC3986_SUBDELIMS + "/~:@"  # what Django leaves as it is in a path


def addresses(route: str, *before: str | int, after: Sequence[str | int] = ()) -> Callable[[str | int], str]:
    """A function that gives the address of a row by one part of the route: the last, or the one that stands before `after`."""
    start, _, end = reverse(route, args=[*before, _PLACE, *after]).rpartition(_PLACE)
    return lambda last: f"{start}{quote(str(last), safe=_KEPT)}{end}"
