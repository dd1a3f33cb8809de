"""scikit-criteria: its nearest way is a weighted sum over the matrix of shares; it rounds no criterion and knows no level."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import skcriteria
from skcriteria.agg.simple import WeightedSumModel

from bench.figures import LEAVES, Figures
from bench.peers.loop import ONE, Outcome, ranks

Matrix = npt.NDArray[np.float64]


def shares_of(drawn: Figures) -> Matrix:
    """What part of its maximum each criterion earned: the normalised matrix, one row per agency."""
    columns = zip(LEAVES, drawn.a, drawn.b, strict=True)
    return np.column_stack([np.minimum(a / b / (leaf.target / 100), 1) for leaf, a, b in columns])


def scored(drawn: Figures) -> list[Any]:
    """Rank every block; it ranks whole matrices, so a block is a matrix."""
    shares = shares_of(drawn)
    weights, objectives = [leaf.max for leaf in LEAVES], [max] * len(LEAVES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            WeightedSumModel().evaluate(skcriteria.mkdm(shares[drawn.block == block], objectives, weights=weights))
            for block in np.unique(drawn.block)
        ]


def outcome_of(found: list[Any], drawn: Figures) -> Outcome:
    """Its scores as points to the hundredth, and its ranks; ties come dense (1, 2, 2, 3), so ranks are taken from the scores."""
    scores, exact = np.empty(drawn.agencies), np.empty(drawn.agencies, np.int64)
    for block, one in zip(np.unique(drawn.block), found, strict=True):
        mine = drawn.block == block
        scores[mine] = one.e_.score
        exact[mine] = ranks(one.e_.score, np.zeros(int(mine.sum()), np.int64))
    return Outcome([], np.rint(scores * ONE).astype(np.int64), np.full(drawn.agencies, -1), exact)
