"""What the method page says of a set, as HTML that is kept: it depends on the set, its cases, the kind of agency and the language only.

Telling fifty criteria takes a tenth of a second and more; who asks again gets what was written the first time in this process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from thuocdo.definition import set_words
from thuocdo.definition.model import CriteriaSet
from thuocdo.vietnamese import Lang
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.sets.loaded import cases_of, criteria_set_of
from thuocdo.web.sets.method_parts import Method, differing_kinds, here, method_of, not_applicable_words
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui.written import page_language


@dataclass(frozen=True, slots=True)
class Written:
    """The heading's figures; `contents` and `body` are HTML. `vi` says that the name is Vietnamese on an English page."""

    name: str
    vi: bool
    basis: str
    max: Decimal | None
    criteria: int
    levels: int
    contents: SafeString
    body: SafeString


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a text is kept by: versions of one digest say the same."""

    digest: str
    cases: str
    kind: str | None
    language: Lang
    version: SetVersion = field(compare=False)


def written_method(version: SetVersion, asked: str) -> Written:
    """The method of a version, for the kind of agency asked for, else for the first."""
    criteria_set = criteria_set_of(version)
    kinds = _kinds(criteria_set)
    kind = asked if asked in kinds else next(iter(criteria_set.kinds), None)
    return _written(_Asked(version.digest, version.cases, kind, page_language(), version))


@lru_cache(maxsize=64)
def _kinds(criteria_set: CriteriaSet) -> tuple[str, ...]:
    return differing_kinds(criteria_set)


@lru_cache(maxsize=64)
def _written(asked: _Asked) -> Written:
    criteria_set = criteria_set_of(asked.version)
    method = method_of(criteria_set, asked.kind, cases_of(asked.version))
    context = _context(criteria_set, method, asked.kind)
    return Written(
        name=method.root.name,
        vi=method.root.vi,
        basis=here(set_words.basis_words(criteria_set)),
        max=method.root.max,
        criteria=method.criteria,
        levels=len(method.levels[0].rows) if method.levels else 0,
        contents=render_to_string("sets/method_contents.html", context),
        body=render_to_string("sets/method_body.html", context),
    )


def _context(criteria_set: CriteriaSet, method: Method, kind: str | None) -> dict[str, Any]:
    kinds = _kinds(criteria_set)
    return {
        "set": criteria_set,
        "method": method,
        "kind": kind,
        "kinds": [(one, kind_words(one)) for one in kinds],
        "all_kinds": [kind_words(one) for one in criteria_set.kinds],
        "texts": [(here(set_words.legal_text_words(text)), text.title or "") for text in criteria_set.texts],
        "in_force": here(set_words.period_words(criteria_set.valid)),
        "report_before": here(set_words.report_before_words(criteria_set.report_before)),
        "rounding": here(set_words.rounding_words(criteria_set.rounding)),
        "void": [(here(set_words.CAUSES[one.cause]), here(set_words.SCOPES[one.scope])) for one in criteria_set.void],
        "not_applicable": not_applicable_words(criteria_set.root),
    }
