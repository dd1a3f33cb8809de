"""How often one visitor may ask for what costs work, without an account: counted in the site's cache for a minute, then forgotten.

What is counted is a digest of the address with the site's secret and the minute; the address itself is kept nowhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SECONDS: Final = 60


def asked_too_often(request: HttpRequest, what: str, most: int, at: datetime) -> bool:
    """Whether a visitor has asked for it more than `most` times in this minute; asking counts."""
    visitor = get_adapter(request).get_client_ip(request)
    minute = int(at.timestamp()) // SECONDS
    key = "throttle:" + salted_hmac("thuocdo.throttle", f"{what}|{minute}|{visitor}", algorithm="sha256").hexdigest()
    if cache.add(key, 1, 2 * SECONDS):
        return most < 1
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it was cleared away in between
        return False
