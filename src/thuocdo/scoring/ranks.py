"""Ranks within blocks, high to low: equal shown values share a rank and the next is skipped; and which ranks are provisional.

k.ID  what is compared     r.ID  rank     c.ID  percent, in the set's percent decimals
"""

from __future__ import annotations

import polars as pl

from thuocdo.definition.model import Among, By, CriteriaSet, Node, Ranking
from thuocdo.scoring.interval import Whole, column, divided
from thuocdo.scoring.levels import OPEN

HIGHEST = 10**15


def ranked_nodes(criteria_set: CriteriaSet) -> tuple[Node, ...]:
    """The nodes that are ranked: those with levels or a ranking, and the root if it can have points."""
    root = criteria_set.root
    return tuple(
        node for node in root.walk() if node.levels or node.ranking or (node is root and node.combine.value != "none")
    )


def ranking_of(node: Node) -> Ranking:
    """A node's ranking, or the one that goes without saying."""
    return node.ranking or Ranking()


def percent_expr(points: str, available: str, decimals: int) -> pl.Expr:
    """Points as a percent of available, in whole units of 10**-decimals percent, rounded half away from zero."""
    part = column(points, -HIGHEST, HIGHEST) * (100 * 10**decimals)
    whole = Whole(pl.when(pl.col(available) > 0).then(pl.col(available)), 0, HIGHEST)
    return divided(part, whole).narrow_unproved()


def key_expr(node: Node) -> pl.Expr:
    """What agencies are ranked by at a node, high to low, as `k.ID`; null for those who are not ranked."""
    ranking, levels = ranking_of(node), len(node.levels)
    points, level = pl.col(f"p.{node.id}"), pl.col(f"v.{node.id}")
    by = ranking.by or By.POINTS
    key = pl.col(f"c.{node.id}") if by is By.PERCENT else points
    if by is By.LEVEL:
        place = pl.when(level == OPEN).then(levels).otherwise(level).fill_null(levels).cast(pl.Int64)
        key = pl.when(points.is_not_null()).then((levels - place) * (2 * HIGHEST) + points)
    if ranking.among is Among.LEVELLED:
        key = pl.when((level >= 0) & (level < levels)).then(key)
    if ranking.among is Among.NONE:
        key = pl.lit(None, dtype=pl.Int64)
    return key.alias(f"k.{node.id}")


def rank_expr(node: Node, columns: list[str]) -> pl.Expr:
    """The rank of every agency at a node, as `r.ID`; null for those who are not ranked."""
    rank = key_expr(node).rank("min", descending=True)
    return (rank.over("block") if "block" in columns else rank).cast(pl.Int64).alias(f"r.{node.id}")


def provisional_expr(node: Node, columns: list[str]) -> pl.Expr:
    """Whether somebody in the block may yet come in (column `u.ID` tells whose result is undecided)."""
    undecided = pl.col(f"u.{node.id}").any()
    return (undecided.over("block") if "block" in columns else undecided).alias(f"w.{node.id}")


def _outclassed(node: Node, columns: list[str]) -> pl.Expr:
    """Whether a given level is worse than that of everyone ranked, and fewer points cannot pass more.

    True only where levels ask for the total alone, none is open, and everyone in the block could earn the same.
    """
    level, points, available = pl.col(f"v.{node.id}"), pl.col(f"p.{node.id}"), pl.col(f"a.{node.id}")
    if any(each.each is not None for each in node.levels):
        return pl.lit(value=False)
    worst = pl.when(points.is_not_null()).then(level).max()
    same = (available.min() == available.max()) & ~(level == OPEN).any()
    if "block" in columns:
        worst, same = worst.over("block"), same.over("block")
    return ((level > worst) & same).fill_null(value=False)


def undecided_expr(node: Node, columns: list[str]) -> pl.Expr:
    """Whether an agency has no points or an open level where it may still get some, as `u.ID`."""
    if ranking_of(node).among is Among.NONE:
        return pl.lit(value=False).alias(f"u.{node.id}")
    waiting = pl.col("~live") & pl.col(f"p.{node.id}").is_null() & ~pl.col(f"l.{node.id}")
    if node.levels:
        level = pl.col(f"v.{node.id}")
        known_out = (level == len(node.levels)).fill_null(value=False)
        if ranking_of(node).among is Among.LEVELLED:
            waiting = waiting & ~known_out
        if ranking_of(node).among is Among.ALL:
            waiting = waiting & ~_outclassed(node, columns)
        if ranking_of(node).among is Among.LEVELLED or (ranking_of(node).by is By.LEVEL):
            waiting = waiting | (level == OPEN).fill_null(value=False)
    return waiting.fill_null(value=False).alias(f"u.{node.id}")
