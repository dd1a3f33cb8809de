"""Is there a case for every criterion, so that somebody has worked each of them by hand?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.cases import Case
from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import listed
from thuocdo.diagnostics import Diagnostic, warning

NOT_COVERED = warning(
    "TD602",
    "Chưa có ví dụ kiểm tra nào cho {names}.",
    "There is no case for {names}.",
)
NO_CASES = warning(
    "TD605",
    "Bộ tiêu chí chưa có ví dụ kiểm tra nào, nên chưa ai chứng tỏ nó tính đúng như văn bản.",
    "The set has no cases, so nobody has shown that it comes out as the text says.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Compare the criteria with the columns that cases give; let be where the file of cases has faults of its own."""
    if context.cases is None or (context.cases.whole and not context.cases.cases):
        yield NO_CASES.at(context.at(context.set.root))
    elif context.cases.whole and context.reading.whole:
        given = {id for case in context.cases.cases for id in _touched(case)}
        bare = [node for node in context.nodes if node.is_leaf and node.id not in given]
        if bare:
            names = listed([node.name for node in bare])
            yield NOT_COVERED.at(context.at(bare[0]), names=names)


def _touched(case: Case) -> Iterator[str]:
    """The nodes a case gives figures of or expects something at."""
    for row in case.rows:
        for column, _ in row:
            yield column.partition(":")[0]
    for expectation in case.expect:
        yield expectation.node
