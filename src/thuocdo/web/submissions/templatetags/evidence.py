"""The documents behind one criterion, on any page that has an `Opened`: {% evidence_part opened c.node %}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thuocdo.definition.model import Evidence as Wanted
from thuocdo.definition.resolved import Resolved
from thuocdo.web.files.kinds import ACCEPT
from thuocdo.web.files.sizes import size_words
from thuocdo.web.submissions.description import Description
from thuocdo.web.submissions.evidence_shelf import Document
from thuocdo.web.submissions.opened import Opened

register = template.Library()


# What stands for the criterion in a part that is drawn once for all of them, and for what is said there; ids of criteria have no "~".
ADDED: Final = ("criterion", "choices", "nothing", "open", "called")
DESCRIBED: Final = (
    "key",
    "criterion",
    "describe_url",
    "stop_url",
    "url",
    "number",
    "day",
    "iso",
    "section",
    "page",
)
MARK: Final = re.compile(f"~({'|'.join({*DESCRIBED, *ADDED})})~")


@register.inclusion_tag("submissions/evidence_part.html", takes_context=True)
def evidence_part(context: template.Context, opened: Opened, node: Resolved) -> dict[str, Any]:
    """What stands behind a criterion; for whoever may fill the submission in, with the ways to add and change it."""
    documents = opened.shelf.behind(node.id)
    request = context.get("request")
    may_fill = opened.why_not_prove(node.id) is None
    asked = node.id in opened.sheet.asked and (bool(documents) or node.node.evidence is not Wanted.NONE)
    found = {
        "opened": opened,
        "request": request,
        "ve": "" if opened.may_fill or request is None else request.path,
        "criterion": node.id,
        "documents": documents,
        "may_fill": may_fill,
        "required": node.node.evidence is Wanted.REQUIRED,
        "asked": asked,
        "label": _("Tài liệu kiểm chứng của %(criterion)s") % {"criterion": node.id},
    }
    return found | {"adding": _adding(opened, found) if may_fill and asked else ""}


@register.simple_tag(takes_context=True)
def describing(context: template.Context, document: Document) -> SafeString:
    """What people say of a document, to be changed; drawn once for a page, as above."""
    opened, request = context.get("opened"), context.get("request")
    kept: dict[object, str] = opened.drawn if opened is not None else {}
    if DESCRIBED not in kept:
        marks = {name: f"~{name}~" for name in DESCRIBED}
        words = {**marks, "described": {"description": marks}, "ve": context.get("ve", "")}
        kept[DESCRIBED] = render_to_string("submissions/evidence_describe.html", words, request)
    said = {name: conditional_escape(_said_of(document, name)) for name in DESCRIBED}
    return _filled(kept[DESCRIBED], said)


def _said_of(document: Document, name: str) -> str:
    found: str = getattr(document.description if hasattr(Description, name) else document, name)
    return found


def _adding(opened: Opened, found: dict[str, Any]) -> SafeString:
    """The ways to add a document to a criterion: much text, the same at each, so it is drawn once for a page."""
    if ADDED not in opened.drawn:
        opened.drawn[ADDED] = _drawn(opened, found)
    criterion, proved, required = found["criterion"], bool(found["documents"]), found["required"]
    first = _("Đính kèm") if required else _("Đính kèm tài liệu kiểm chứng")
    said = {
        "criterion": criterion,
        "choices": opened.shelf.choices(criterion),
        "nothing": "" if opened.shelf.others(criterion) else "data-nothing",
        "open": " open" if required and not proved else "",
        "called": _("Đính kèm thêm") if proved else first,
    }
    return _filled(opened.drawn[ADDED], {name: conditional_escape(words) for name, words in said.items()})


def _filled(drawn: str, said: Mapping[str, str]) -> SafeString:
    """In one go: nothing that somebody typed is taken for a mark."""
    return mark_safe(MARK.sub(lambda mark: said[mark[1]], drawn))  # noqa: S308 (all of it is escaped)


def _drawn(opened: Opened, found: dict[str, Any]) -> str:
    marks = {name: f"~{name}~" for name in ADDED}
    here = (opened.slug, opened.code, marks["criterion"])
    words = {
        **marks,
        "attach_url": reverse("submissions:attach_evidence", args=here),
        "use_url": reverse("submissions:use_evidence", args=here),
        "choices_url": reverse("submissions:evidence_choices", args=here),
        "all_url": reverse("submissions:evidence", args=here[:2]),
        "accept": ACCEPT,
        "most_bytes": settings.FILE_LIMIT,
        "most": size_words(settings.FILE_LIMIT),
    }
    return render_to_string("submissions/evidence_add.html", found | words, found["request"])
