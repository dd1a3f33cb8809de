"""What verifying a bundle found: from where it recomputed, and every figure, digest or file that differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from thuocdo.reports.bundle.manifest import Manifest
from thuocdo.scoring.result import Result
from thuocdo.vietnamese.languages import Lang, Text


class Kind(StrEnum):
    """What differs: a figure, a digest of content, or a file."""

    FIGURE = "figure"
    DIGEST = "digest"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: in which file, whose, at which node, in which column; what is stated there and what it should be.

    `problem` is said of what is no figure: a row or column too many, a file that cannot be read.
    """

    kind: Kind
    file: str
    agency: str | None = None
    node: str | None = None
    column: str | None = None
    stated: str | None = None
    recomputed: str | None = None
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`source` and `previous_source` are the files recomputed from, `figures` how many were compared, `now` the version that compared."""

    manifest: Manifest
    result: Result
    source: str
    previous_source: str | None
    previous: Result | None
    figures: int
    now: str
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything came out as stated."""
        return not self.differences


class DifferenceJson(TypedDict):
    """One difference, for programs."""

    kind: str
    file: str
    agency: str | None
    node: str | None
    column: str | None
    stated: str | None
    recomputed: str | None
    problem: str | None


class VerdictJson(TypedDict):
    """A verdict, for programs; `digests` are the recomputed ones, `version` that of then and of now."""

    agrees: bool
    set: str
    agencies: int
    source: str
    previous: str | None
    digests: dict[str, str | None]
    figures: int
    version: dict[str, str]
    differences: list[DifferenceJson]


def verdict_json(verdict: Verdict, lang: Lang) -> VerdictJson:
    """The verdict as `thuocdo verify --format json` prints it."""
    result, before = verdict.result, verdict.previous
    return {
        "agrees": verdict.agrees,
        "set": result.set.id,
        "agencies": len(result.agencies),
        "source": verdict.source,
        "previous": verdict.previous_source,
        "digests": {
            "set": result.digest,
            "input": result.input_digest,
            "previous": before.input_digest if before else None,
            "result": result.result_digest,
        },
        "figures": verdict.figures,
        "version": {"then": verdict.manifest.version, "now": verdict.now},
        "differences": [_difference(each, lang) for each in verdict.differences],
    }


def _difference(each: Difference, lang: Lang) -> DifferenceJson:
    return {
        "kind": str(each.kind),
        "file": each.file,
        "agency": each.agency,
        "node": each.node,
        "column": each.column,
        "stated": each.stated,
        "recomputed": each.recomputed,
        "problem": each.problem.to(lang) if each.problem else None,
    }
