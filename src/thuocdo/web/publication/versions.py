"""The versions of a round: decision, what a correction changed, digests, and the downloads from which anybody recomputes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.publication.difference_words import in_words
from thuocdo.web.publication.models import Bundle, Publication
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.public_page import public_page
from thuocdo.web.publication.published import newest_public, public_at
from thuocdo.web.publication.shown import shown
from thuocdo.web.publication.version import Asked, Version, version_of
from thuocdo.web.results.models import Result
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.results.standing_list import by_rank
from thuocdo.web.results.standing_table import TYPES, standing_table
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of

MOST_CHANGES: Final = 200
ZIP: Final = "application/zip"


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a block at a node; `name` is that of the node where there are several."""

    of: RoundBlock
    node: str
    name: str


@dataclass(frozen=True, slots=True)
class Files:
    """What can be taken away of one result: the bundle where it is made and its figures are public, a table for each block and node."""

    result: Result
    bundle: Bundle | None
    tables: tuple[Table, ...]


def version_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One version: its decision, why it corrects the one before and what changed, its digests and downloads."""
    found = version_of(asked)
    changes = json.loads(found.publication.changes) if found.publication.changes else []
    context: dict[str, Any] = {
        "version": found,
        "publication": found.publication,
        "round": found.round,
        "versions": versions_of(found),
        "changes": [in_words(each) for each in changes[:MOST_CHANGES]],
        "more": max(0, len(changes) - MOST_CHANGES),
        "files": files_of(found),
    }
    return render(request, "publication/version.html", context)


@public_page
def open_data(request: HttpRequest) -> HttpResponse:
    """The downloads of the newest version of every round."""
    newest = list(newest_public(timezone.now()).order_by("-round__year", "round__name"))
    bundles = Bundle.objects.filter(publication__in=newest).select_related("file", "result__set_version")
    rows = list(bundles.defer("result__data", "result__content", "result__earlier_data").order_by("pk"))
    told = [(each, [row for row in rows if row.publication_id == each.pk and each.public_figures]) for each in newest]
    return render(request, "publication/open_data.html", {"rows": told})


def bundle(request: HttpRequest, asked: Asked, set_id: str) -> HttpResponseBase:
    """The download from which `thuocdo verify` recomputes a result."""
    found = version_of(asked)
    rows = Bundle.objects.filter(publication=found.publication, result__set_version__set_id=set_id)
    there = rows.select_related("file").first() if found.publication.public_figures else None
    if there is None:
        raise Http404
    headers = {"Content-Length": str(there.file.size)}
    if request.method == "HEAD":  # nothing is read, so nothing is opened
        return HttpResponse(content_type=ZIP, headers=headers)
    name = f"{found.file_name}-{set_id}.zip"
    return FileResponse(there.file_opened(), as_attachment=True, filename=name, content_type=ZIP, headers=headers)


def table(request: HttpRequest, asked: Asked, block: str, node: str, form: str) -> HttpResponse:  # noqa: ARG001 (Django gives each part of the address)
    """Everybody's standing at a node, in CSV or Excel."""
    if form not in TYPES:
        raise Http404
    named = shown(asked, block, node)
    told = (
        (row, why_unranked(row, named.node, brought_in=named.version.brought_in))
        for row in by_rank(named.rows_of_agencies)
    )
    content = standing_table(told, named.of.block.name, named.decimals, named.percents, form)
    response = HttpResponse(content, content_type=TYPES[form])
    name = f"{named.version.file_name}-{block}-{node}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def files_of(version: Version) -> list[Files]:
    """What can be taken away of a version, result by result."""
    public = version.publication.public_figures
    rows = Bundle.objects.filter(publication=version.publication).select_related("file") if public else ()
    made = {row.result_id: row for row in rows}
    return [Files(result, made.get(result.pk), tuple(_tables(version, result))) for result in version.results]


def _tables(version: Version, result: Result) -> list[Table]:
    nodes = ranked_nodes(criteria_set_of(result.set_version))
    blocks = [of for of in version.blocks if of.set_version_id == result.set_version_id]
    several = len(nodes) > 1
    root = result.set_version.set_id
    names = {node.id: (_("Tổng điểm") if node.id == root else name_of(node)) if several else "" for node in nodes}
    return [Table(of, node.id, names[node.id]) for of in blocks for node in nodes]


def versions_of(version: Version) -> list[Publication]:
    """Every public version of a round, and the one that is looked at; the newest first."""
    readable = public_at(timezone.now()) | Q(pk=version.publication.pk)
    return list(Publication.objects.filter(readable, round=version.round).defer("changes").order_by("-version"))
