"""A frozen result scored again, for what is not kept of it: explanations, spreads, what a notice says.

Result (table, set, what it was compared with) --score--> the same digest, or `NoLongerTheSame`

Kept by the result's digest in this process: a page of a published round scores once, however often it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from thuocdo.scoring.result import Counts
from thuocdo.scoring.result import Result as Scored
from thuocdo.scoring.score import score
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.results.earlier import as_earlier
from thuocdo.web.results.keep import kept_table
from thuocdo.web.results.models import Result
from thuocdo.web.sets.loaded import criteria_set_of


class NoLongerTheSame(Refused):
    """The software of today makes something else of the frozen figures than what was published."""

    status = 503


@dataclass(frozen=True, slots=True)
class Rescored:
    """A result scored again, and the table of the year before where it was compared with one."""

    scored: Scored
    previous: Scored | None


def rescored(result: Result) -> Rescored:
    """Score the frozen figures of a result. Raises `NoLongerTheSame` where it no longer comes out as it was kept."""
    criteria_set = criteria_set_of(result.set_version)
    previous = (
        score(criteria_set, kept_table(result.earlier_data, result.decimal_mark)) if result.earlier_data else None
    )
    before = as_earlier(result.earlier) if result.earlier else previous
    scored = score(criteria_set, kept_table(result.data, result.decimal_mark), before)
    if scored.result_digest != result.result_digest:
        raise NoLongerTheSame(
            _("Phần mềm hiện tại tính ra kết quả khác bản đã công bố, nên trang này tạm thời không hiển thị.")
        )
    return Rescored(scored, previous)


def scored_of(result: Result) -> Scored:
    """The same, kept; `result` may come without its long texts, they are read when they are needed."""
    return _kept(result.pk, result.result_digest)


def counts_of(result: Result, node: str, block: str | None) -> Counts:
    """How many are ranked and how many reached each level; `block` as the scored table names it. Kept like the result."""
    return _counted(result.pk, result.result_digest, node, block)


@dataclass(frozen=True, slots=True)
class Known:
    """What the scored table knows agencies by: their codes, their blocks."""

    codes: bool
    blocks: bool


def known_in(result: Result) -> Known:
    """Kept like the result."""
    return _known(result.pk, result.result_digest)


@lru_cache(maxsize=64)
def _known(key: int, digest: str) -> Known:
    scored = _kept(key, digest)
    return Known("code" in scored.agencies.columns, "block" in scored.standing.columns)


@lru_cache(maxsize=1024)
def _counted(key: int, digest: str, node: str, block: str | None) -> Counts:
    return _kept(key, digest).counts(node, block)


@lru_cache(maxsize=8)
def _kept(key: int, _digest: str) -> Scored:
    rows = Result.objects.select_related("set_version", "round", "earlier__set_version", "earlier__round")
    return rescored(rows.get(pk=key)).scored
