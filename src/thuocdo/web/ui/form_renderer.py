"""How forms are written: as Django does, but a choice from a list without a template for each option, which took most of a page with long lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class FormRenderer(DjangoTemplates):
    """Named by the settings (`FORM_RENDERER`)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """A widget as HTML."""
        if template_name == SELECT:
            return _select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 (what a template gives is safe)


def _select(widget: Mapping[str, Any]) -> SafeString:
    lines = "\n".join(_options(widget["optgroups"]))
    return format_html(
        '<select name="{}"{}>\n{}\n</select>',
        widget["name"],
        _attributes(widget["attrs"]),
        mark_safe(lines),  # noqa: S308 (each line is escaped where it is made)
    )


def _options(groups: list[tuple[str | None, list[Mapping[str, Any]], int]]) -> Iterator[str]:
    for name, options, _index in groups:
        if name:
            yield f'<optgroup label="{conditional_escape(name)}">'
        for option in options:
            value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
            yield f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'
        if name:
            yield "</optgroup>"


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    """As Django's own template: what is False is left out, what is True stands alone."""
    told = (
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe("".join(told))  # noqa: S308 (escaped above)
