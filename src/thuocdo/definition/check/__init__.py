"""The checker: everything that can be known to be wrong, odd or worth knowing before a round opens.

Each module looks at one concern and yields diagnostics; `check` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from thuocdo.definition.check import (
    decimals,
    effects,
    groups,
    identity,
    inputs,
    kinds,
    loopholes,
    maxima,
    needs,
    references,
    steps,
    worth,
)
from thuocdo.definition.check.context import Context
from thuocdo.diagnostics import Diagnostic

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
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield every finding on a set that was read."""
    for concern in CONCERNS:
        yield from concern(context)
