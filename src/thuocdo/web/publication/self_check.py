"""Check yourself: anybody fills in the figures of one agency for a public set and sees what they come to. Nothing is kept.

No session, no account, no log: what is sent is read, scored by the same core as every result, answered, and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from thuocdo.definition.resolved import Resolved
from thuocdo.definition.rule_words import rule_words
from thuocdo.scoring.one import NodeScore, OneScore, score_one
from thuocdo.scoring.ranks import ranked_nodes
from thuocdo.tables.bad_cells import BadTable
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.publication.explained import Step, lacking, steps_of
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.public_page import public_page
from thuocdo.web.publication.throttle import SECONDS, asked_too_often
from thuocdo.web.publication.typed_figures import (
    BEST,
    BadFile,
    Figures,
    Row,
    Typed,
    figures_of,
    is_compared,
    row_of_file,
    said_of,
)
from thuocdo.web.results.standing_list import limits_of
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.public import public_versions
from thuocdo.web.submissions.form_inputs import Field, typed_fields
from thuocdo.web.submissions.sheet import Sheet, sheet_for
from thuocdo.web.submissions.value import NA, Posted
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import page_language

UNPROCESSABLE: Final = 422
TOO_MANY: Final = 429
A_MINUTE: Final = 30
WAIT: Final = gettext_noop(
    "Bạn đã tính nhiều lần trong một phút. Số liệu đã nhập vẫn còn ở dưới; hãy đợi một phút rồi tính lại."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One node of the form: a group is a heading, a criterion has its inputs, and its points once they are known."""

    node: Resolved
    name: str
    depth: int
    rule: str
    fields: tuple[Field, ...]
    na: bool
    best: str | None
    best_wrong: str
    na_wrong: str
    score: NodeScore | None


@dataclass(frozen=True, slots=True)
class Came:
    """What the figures come to at one ranked node."""

    node: Resolved
    name: str
    score: NodeScore
    limits: tuple[Limit, ...]
    steps: tuple[Step, ...]
    lacking: tuple[str, ...]
    place: int | None


@public_page
def self_check(request: HttpRequest) -> HttpResponse:
    """Every set one can check oneself by."""
    rows = public_versions().defer("content", "cases").order_by("sort_key", "set_id", "-number")
    return render(request, "publication/self_check.html", {"versions": rows})


@csrf_exempt  # nothing is changed by it, and nobody is asked who they are
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, set_id: str, number: int) -> HttpResponseBase:
    """The form of a set for one kind of agency; posted, with what the figures come to."""
    version = get_object_or_404(public_versions(), set_id=set_id, number=number)
    return _answer(request, version) if request.method == "POST" else _empty(request, version)


@public_page
def _empty(request: HttpRequest, version: SetVersion) -> HttpResponse:
    sheet = _sheet(version, request.GET.get("loai", ""))
    return render(request, "publication/check.html", _context(version, sheet, QueryDict(), Figures(), None))


@never_cache
def _answer(request: HttpRequest, version: SetVersion) -> HttpResponse:
    sheet = _sheet(version, request.POST.get("loai", "") or request.GET.get("loai", ""))
    posted: Posted = request.POST
    sent = request.FILES.get("tep")
    if asked_too_often(request, "self_check", A_MINUTE, timezone.now()):
        answer = _refused(request, version, sheet, posted, (_(WAIT),))
        answer.status_code, answer.headers["Retry-After"] = TOO_MANY, str(SECONDS)
        return answer
    try:
        if sent is not None:
            posted = row_of_file(sheet, sent)
        figures = figures_of(sheet, posted)
        scored = score_one(sheet.set, figures.cells, kind=sheet.kind, decimal_mark=".")
    except BadFile as bad:
        return _refused(request, version, sheet, posted, bad.sentences, sent.name if sent else "")
    except BadTable as bad:
        return _refused(request, version, sheet, posted, said_of(bad), sent.name if sent else "")
    context = _context(version, sheet, posted, figures, scored)
    context["unused"] = posted.unused if isinstance(posted, Row) else ()
    return render(request, "publication/check.html", context, status=UNPROCESSABLE if figures.wrong else 200)


def _refused(
    request: HttpRequest,
    version: SetVersion,
    sheet: Sheet,
    posted: Posted,
    told: Sequence[str],
    file_named: str | None = "",
) -> HttpResponse:
    context = _context(version, sheet, posted, Figures(), None) | {"told": told, "file_named": file_named}
    return render(request, "publication/check.html", context, status=UNPROCESSABLE)


def _sheet(version: SetVersion, kind: str) -> Sheet:
    criteria_set = criteria_set_of(version)
    return sheet_for(criteria_set, kind if kind in criteria_set.kinds else next(iter(criteria_set.kinds), None))


def _context(
    version: SetVersion, sheet: Sheet, posted: Posted, figures: Figures, scored: OneScore | None
) -> dict[str, Any]:
    asked = list(_asked(sheet.tree, sheet, posted, figures, scored))
    missing = [each for each in asked if each.node.is_leaf and each.node.id not in figures.answered]
    return {
        "version": version,
        "kind": sheet.kind,
        "kinds": [(kind, kind_words(kind)) for kind in sheet.set.kinds],
        "asked": asked,
        "came": list(_came(sheet, scored)) if scored is not None else [],
        "missing": missing if scored is not None else [],
        "wrong": [(id, said) for id, problems in figures.wrong.items() for said in problems.values()],
        "decimals": sheet.set.rounding.decimals,
        "checked": scored is not None,
    }


def _asked(
    node: Resolved, sheet: Sheet, posted: Posted, figures: Figures, scored: OneScore | None, depth: int = 0
) -> Iterator[Asked]:
    for child in node.children:
        typed, wrong = Typed(posted, child.id), figures.wrong.get(child.id, {})
        leaf = child.is_leaf
        yield Asked(
            child,
            name_of(child.node),
            depth,
            rule_words(child).to(page_language()) if leaf else "",
            typed_fields(child, typed, wrong) if leaf else (),
            bool(typed.getlist(NA)),
            "".join(typed.getlist(BEST)) if is_compared(child) else None,
            wrong.get(BEST, ""),
            wrong.get(NA, ""),
            scored.nodes[child.id] if scored is not None and not wrong else None,
        )
        yield from _asked(child, sheet, posted, figures, scored, depth + 1)


def _came(sheet: Sheet, scored: OneScore) -> Iterator[Came]:
    for node in ranked_nodes(sheet.set):
        here = sheet.nodes.get(node.id)
        if here is None:
            continue
        score, levels = scored.nodes[node.id], scored.levels(node.id)
        known = score.points is not None
        names = [level.name for level in node.levels]
        yield Came(
            here,
            name_of(node),
            score,
            limits_of(node, score.available),
            tuple(steps_of(levels, score.level, node.id)) if known else (),
            tuple(lacking(scored.next_level(node.id), node.id)) if known else (),
            names.index(score.level) if score.level in names else None,
        )
