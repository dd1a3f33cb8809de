"""One agency of a version: its block, its standing at each ranked node."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from thuocdo.web.publication.shown import Shown
from thuocdo.web.publication.version import Asked, Version, version_of
from thuocdo.web.results.models import Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.rounds.models import RoundBlock, Submission
from thuocdo.web.sets.loaded import criteria_set_of


@dataclass(frozen=True, slots=True)
class AgencyShown:
    """Under the name of its result; a standing is missing where the result does not hold the agency."""

    version: Version
    of: RoundBlock
    submission: Submission
    standings: tuple[tuple[Shown, Standing | None], ...]

    @property
    def standing(self) -> Standing | None:
        """Any of them: what is kept of the agency itself is the same in all."""
        return next((row for _named, row in self.standings if row is not None), None)

    @property
    def name(self) -> str:
        """What it was called when the result was computed."""
        return self.standing.name if self.standing is not None else self.submission.name


def agency_shown(asked: Asked, code: str) -> AgencyShown:
    """An agency by its code, or 404."""
    version = version_of(asked)
    rows = Submission.objects.filter(round=version.round, agency__code=code)
    submission = rows.only("name", "block").first()
    of = next((each for each in version.blocks if submission and each.block_id == submission.block_id), None)
    if submission is None or of is None:
        raise Http404
    result = version.result_of(of)
    criteria_set = criteria_set_of(result.set_version)
    nodes = ranked_nodes(criteria_set)
    found = {row.node: row for row in Standing.objects.filter(result=result, submission=submission)}
    everything = tuple((Shown(version, of, result, criteria_set, node, nodes), found.get(node.id)) for node in nodes)
    return AgencyShown(version, of, submission, everything)
