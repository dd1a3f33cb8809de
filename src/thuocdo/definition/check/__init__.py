"""The checker: everything that can be known to be wrong, odd or worth knowing before a round opens.

Each module looks at one concern and yields diagnostics; `check` runs them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.cases import Case
from thuocdo.definition.check import maxima
from thuocdo.definition.check.context import Context
from thuocdo.definition.read_set import Reading
from thuocdo.diagnostics import Diagnostic

CONCERNS = (maxima.check,)


def check(reading: Reading, cases: tuple[Case, ...] | None) -> Iterator[Diagnostic]:
    """Yield every finding on a set that was read; `cases` None if it has no cases file (or an unreadable one)."""
    context = Context.of(reading, cases)
    for concern in CONCERNS:
        yield from concern(context)
