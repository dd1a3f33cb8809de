"""The documents behind one criterion, on any page that has an `Opened`: {% evidence_part opened c.node %}."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse

from thuocdo.definition.model import Evidence as Wanted
from thuocdo.definition.resolved import Resolved
from thuocdo.web.files.kinds import ACCEPT
from thuocdo.web.files.sizes import size_words
from thuocdo.web.submissions.opened import Opened

register = template.Library()


@register.inclusion_tag("submissions/evidence_part.html", takes_context=True)
def evidence_part(context: template.Context, opened: Opened, node: Resolved) -> dict[str, Any]:
    """What stands behind a criterion; for whoever may fill the submission in, with the ways to add and change it."""
    here = (opened.slug, opened.code, node.id)
    documents = opened.shelf.behind(node.id)
    request = context.get("request")
    return {
        "request": request,
        "ve": "" if opened.may_fill or request is None else request.path,
        "criterion": node.id,
        "documents": documents,
        "others": opened.shelf.others(node.id),
        "may_fill": opened.why_not_prove(node.id) is None,
        "required": node.node.evidence is Wanted.REQUIRED,
        "asked": node.id in opened.sheet.asked and (bool(documents) or node.node.evidence is not Wanted.NONE),
        "attach_url": reverse("submissions:attach_evidence", args=here),
        "use_url": reverse("submissions:use_evidence", args=here),
        "choices_url": reverse("submissions:evidence_choices", args=here),
        "all_url": reverse("submissions:evidence", args=here[:2]),
        "accept": ACCEPT,
        "most_bytes": settings.FILE_LIMIT,
        "most": size_words(settings.FILE_LIMIT),
    }
