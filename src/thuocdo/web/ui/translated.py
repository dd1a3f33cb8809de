"""`{% load i18n %}` as Django has it, except that `{% trans "…" %}` with a fixed text looks it up once per language.

A page of a hundred rows says the same dozen words in each; looking them up in the catalogue was a third of its time. The settings put this
library in the place of Django's (`TEMPLATES`, `libraries`), so every template has it, allauth's among them.
"""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class FixedText(template.Node):
    """A text that is the same whenever it is said in the same language; `asked` is Django's own node."""

    child_nodelists = ()

    def __init__(self, asked: i18n.TranslateNode) -> None:
        self.asked = asked
        self.said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        """The text, or nothing where it is kept under a name."""
        key = get_language(), context.autoescape
        said = self.said.get(key)
        if said is None:
            said = self.said[key] = self._translated(context)
        if self.asked.asvar:
            context[self.asked.asvar] = said
            return ""
        return said

    def _translated(self, context: Context) -> str:
        rendered = self.asked.render(context)
        return cast("str", context[self.asked.asvar]) if self.asked.asvar else rendered


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's tag; what depends on the page (a variable, a filter, a context) is left to it."""
    asked: Any = i18n.do_translate(parser, token)
    words = asked.filter_expression
    fixed = getattr(words.var, "literal", None) is not None and not words.filters and asked.message_context is None
    return FixedText(asked) if fixed and not asked.noop else cast("template.Node", asked)
