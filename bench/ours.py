"""What `score` gives, as plain whole numbers, to be compared with what others give."""

from __future__ import annotations

import numpy as np

from bench.figures import ID, LEAVES, LEVELS, Column
from bench.peers.loop import BELOW, ONE, Outcome
from thuocdo.scoring.result import Result


def outcome_of(result: Result) -> Outcome:
    """Points in hundredths, levels by place, ranks; every agency of the benchmark has them all."""
    root = result.node(ID)
    places = {name: place for place, (name, _) in enumerate(LEVELS)}
    level = [places.get(name, BELOW) for name in root["level"].to_list()]
    leaves = [_hundredths(result, leaf.id) for leaf in LEAVES]
    return Outcome(leaves, _hundredths(result, ID), np.array(level), root["rank"].to_numpy())


def _hundredths(result: Result, id: str) -> Column:
    return np.array([int(points * ONE) for points in result.node(id)["points"].to_list()], np.int64)
