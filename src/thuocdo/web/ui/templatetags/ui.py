"""What templates load with `{% load ui %}`: thin names over the modules of this app."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from thuocdo.web.ui import marks, written
from thuocdo.web.ui.language import tongues

register = template.Library()

register.filter("points", written.points)
register.filter("percent", written.percent)
register.filter("number", written.number)
register.filter("left", written.left)
register.filter("change", marks.change)
register.simple_tag(marks.level, name="level")
register.simple_tag(marks.htmx_config, name="htmx_config")


@register.filter
def day(value: date | None) -> SafeString:
    """A day in a `<time>` element."""
    return marks.time(value, written.day(value))


@register.filter
def moment(value: datetime | None) -> SafeString:
    """An instant, time and day in Vietnam, in a `<time>` element."""
    return marks.time(value, written.moment(value))


@register.filter
def clock(value: datetime | None) -> SafeString:
    """The time of day in Vietnam in a `<time>` element."""
    return marks.time(value, written.clock(value))


@register.filter
def exact(value: int | None, decimals: int) -> Decimal | None:
    """Stored points as a `Decimal`."""
    return None if value is None else written.exact(value, decimals)


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """The two languages of the page."""
    request = context.get("request")
    if request is None:
        return {"tongues": tongues("/")}
    return {"tongues": tongues(request.path, request.META.get("QUERY_STRING", ""))}
