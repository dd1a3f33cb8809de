"""What templates load with `{% load ui %}`: thin names over the modules of this app."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thuocdo.diagnostics import html
from thuocdo.diagnostics.record import Diagnostic
from thuocdo.web.ui import marks, written
from thuocdo.web.ui.kept import kept
from thuocdo.web.ui.language import tongues
from thuocdo.web.ui.page_numbers import steps
from thuocdo.web.ui.paging import PAGE, SORT, Page
from thuocdo.web.ui.ruler_drawing import ruler_svg

register = template.Library()

register.filter("points", written.points)
register.filter("percent", written.percent)
register.filter("number", written.number)
register.filter("left", written.left)
register.filter("change", marks.change)
register.filter("day", marks.day)
register.filter("moment", marks.moment)
register.filter("clock", marks.clock)
register.simple_tag(marks.level, name="level")
register.simple_tag(marks.progress, name="progress")
register.simple_tag(marks.htmx_config, name="htmx_config")
register.simple_tag(ruler_svg, name="ruler")
register.simple_tag(kept, name="kept")


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


@register.inclusion_tag("ui/field.html")
def field(field: BoundField) -> dict[str, Any]:
    """A form's field with its label, help and errors."""
    widget = field.field.widget
    return {
        "field": field,
        "optional": not field.field.required,
        "single": isinstance(widget, forms.CheckboxInput),
        "choices": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong with a form, at its top, each with a way to the field."""
    return {"form": form}


@register.inclusion_tag("ui/pagination.html")
def paginate(page: Page[Any]) -> dict[str, Any]:
    """Which rows are shown of how many, and the other pages."""
    links = [
        {"number": step.number, "current": step.current, "url": page.address(**{PAGE: _page(step.number)})}
        for step in steps(page.number, page.pages)
    ]
    return {
        "page": page,
        "links": links,
        "previous": page.number > 1 and page.address(**{PAGE: _page(page.number - 1)}),
        "following": page.number < page.pages and page.address(**{PAGE: page.number + 1}),
    }


def _page(number: int) -> int | str:
    return number if number > 1 else ""


@register.simple_tag
def sortable(page: Page[Any], key: str) -> SafeString:
    """The heading of a column one can sort by; a second click turns the order round."""
    column = next(column for column in page.columns if column.key == key)
    mine = page.sort == column
    turned = mine and not page.reversed
    asked = f"-{key}" if turned else "" if column == page.columns[0] else key
    order = "descending" if page.descending else "ascending"
    return format_html(
        '<th scope="col"{}{}><a href="{}">{}</a></th>',
        SafeString(' class="number"' if column.numeric else ""),
        format_html(' aria-sort="{}"', order) if mine else "",
        page.address(**{SORT: asked, PAGE: ""}),
        column.label,
    )


@register.inclusion_tag("ui/search_box.html")
def search_box(page: Page[Any], label: str = "") -> dict[str, Any]:
    """The search and the filters of a list, one form that keeps the order chosen."""
    filters = [
        {
            "key": one.key,
            "label": one.label,
            "everything": one.everything,
            "choices": one.choices,
            "value": page.chosen.get(one.key, ""),
        }
        for one in page.filters
    ]
    turned = page.reversed or page.sort != page.columns[0]
    return {
        "page": page,
        "label": label or _("Tìm (không cần dấu)"),
        "filters": filters,
        "sort": f"{'-' if page.reversed else ''}{page.sort.key}" if turned else "",
    }


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """The way to this page: address, label, address, label; the page itself is its heading."""
    return {"crumbs": [{"url": url, "label": label} for url, label in zip(pairs[::2], pairs[1::2], strict=True)]}


@register.inclusion_tag("ui/empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", *, primary: bool = False
) -> dict[str, Any]:
    """What is not there, why, and the way to mend it."""
    return {"title": title, "text": text, "url": url, "action": action, "primary": primary}


@register.simple_tag
def diagnostics(found: Iterable[Diagnostic]) -> SafeString:
    """What was found in a set, with its source lines, in the language of the page."""
    return mark_safe(html.render(found, written.page_language()))  # noqa: S308 (the renderer escapes every text)
