"""The checker: everything that can be known to be wrong, odd or worth knowing before a round opens.

Each module looks at one concern and yields diagnostics; `check` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from thuocdo.definition.check import (
    citations,
    coverage,
    decimals,
    effects,
    groups,
    identity,
    inputs,
    kinds,
    level_ground,
    level_order,
    level_sums,
    loopholes,
    maxima,
    needs,
    procedure,
    ranking,
    references,
    remarks,
    size,
    steps,
    succession,
    worth,
)
from thuocdo.definition.check.context import Context
from thuocdo.definition.faults import TOO_MANY
from thuocdo.diagnostics import Diagnostic

MOST = 2_000

CONCERNS: tuple[Callable[[Context], Iterator[Diagnostic]], ...] = (
    identity.check,
    kinds.check,
    references.check,
    decimals.check,
    maxima.check,
    groups.check,
    effects.check,
    needs.check,
    loopholes.check,
    worth.check,
    steps.check,
    inputs.check,
    level_ground.check,
    level_order.check,
    level_sums.check,
    ranking.check,
    citations.check,
    coverage.check,
    procedure.check,
    succession.check,
    remarks.check,
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield every finding on a set that was read, `MOST` of them at most."""
    too_large = list(size.check(context))
    if too_large:
        yield from too_large
        return
    findings = (finding for concern in CONCERNS for finding in concern(context))
    yield from islice(findings, MOST)
    if next(findings, None) is not None:
        yield TOO_MANY.at(context.at(context.set.root), limit=MOST)
