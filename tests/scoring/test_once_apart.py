"""Small sets on which the engine and the oracle once came apart, each with what it was about."""

from decimal import Decimal

import pytest

from tests.scoring import oracle
from tests.scoring.building import TOTALS, Cells, group, inputs, leaf, row, whole
from tests.scoring.engine import engine
from tests.scoring.test_agreement import seen
from thuocdo.definition.measures import Count, IfNone, Over, Quota, Ratio, Relative, YesNo
from thuocdo.definition.model import At, Combine, CriteriaSet, NotApplicable, Rounding

QUOTA = Quota("target", "actual")
TWO_KINDS = group("G", leaf("B", 10, applies_to=("x",)), maximum={"x": 10, "y": 0})

APART: dict[str, tuple[CriteriaSet, list[Cells]]] = {
    "a quota outside the yardstick, where nobody inside exceeds the target": (
        whole(leaf("A", 10, QUOTA), maximum=10),
        [{"A:target": 1, "A:actual": 2, "points": 3}, {"A:target": 4, "A:actual": 4}],
    ),
    "a quota outside the yardstick, where nobody inside reaches the target": (
        whole(leaf("A", 10, QUOTA), maximum=10),
        [{"A:target": 1, "A:actual": 2, "points": 3}, {"A:target": 4, "A:actual": 3}],
    ),
    "given available beside a quota of long numbers": (
        whole(leaf("A", 2), leaf("B", 52, QUOTA, min=-100), maximum=54, rescale=True, rounding=Rounding(0, At.TOTALS)),
        [
            {"A": 0, "B:target": 4, "B:actual": "100000.000001"},
            {"A": 0, "B:target": "1000000.00001", "B:actual": "100000.000001"},
            {"A": 0, "B:points": -62, "B:available": 27},
        ],
    ),
    "a group made void of which nothing is there": (
        whole(leaf("A"), TWO_KINDS, maximum={"x": 20, "y": 10}, applies_to=("x", "y")),
        [{"kind": "y", "block": "I", "A": 1, "G:state": "void:untrue"}, {"kind": "x", "block": "I", "A": 1, "B": 3}],
    ),
    "a yardstick given to who has no value": (
        whole(leaf("A", 10, Relative(inputs("a", "b"), if_none=IfNone.ZERO)), maximum=10),
        [{"A:a": 1, "A:b": 0, "A:best": 3}],
    ),
    "a percent of next to nothing": (
        whole(leaf("A", 2575), maximum=2575, rescale=True, rounding=Rounding(6, percent=0)),
        [{"points": "1287.5", "available": "0.000001"}],
    ),
    "a count without a maximum": (
        whole(leaf("A", None, Count("n", Decimal("0.5"))), maximum=10, cap=True, rounding=Rounding(6)),
        [{"A": 200000}],
    ),
    "a mean of quotients and long decimals": (
        whole(
            leaf("A", 5, YesNo(), weight=10000, rescale=True),
            leaf(
                "B",
                7,
                Relative(inputs("a", "b"), Over.ALL, IfNone.LEAVE),
                weight="0.333333",
                not_applicable=NotApplicable.LEAVE,
            ),
            leaf("C", "2.5", Ratio("a", "b", IfNone.LEAVE)),
            maximum=52,
            combine=Combine.MEAN,
            rounding=Rounding(6, At.TOTALS),
        ),
        [
            {"A": False, "B:state": "na", "C:a": 7, "C:b": 8},
            {"A": True, "B:a": "33.333333", "B:b": 16, "C:a": 7, "C:b": 8},
        ],
    ),
    "given points above an empty group": (
        whole(leaf("A", 10, not_applicable=NotApplicable.LEAVE), maximum=10, combine=Combine.BEST, rounding=TOTALS),
        [{"A:state": "na", "points": 3}, {"A": 4}],
    ),
    "a group without points that counts as 0 where it does not apply": (
        whole(
            leaf("A", 10),
            group("G", leaf("B", 10), maximum=None, combine=Combine.NONE, not_applicable=NotApplicable.ZERO),
            maximum=None,
            combine=Combine.NONE,
        ),
        [{"A": 3, "G:state": "na"}, {"A": 3, "B": 4}],
    ),
}


@pytest.mark.parametrize("criteria_set, rows", APART.values(), ids=list(APART))
def test_it_agrees_where_it_once_did_not(criteria_set: CriteriaSet, rows: list[Cells]) -> None:
    typed = [row(f"Đơn vị {place}", cells) for place, cells in enumerate(rows, 1)]
    assert engine(criteria_set, typed) == seen(oracle.score(criteria_set, typed))
