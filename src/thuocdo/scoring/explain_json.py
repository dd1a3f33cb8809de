"""An explanation as JSON: figures as decimal text, sentences in one language."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from thuocdo.scoring.explain import Explained, Explanation
from thuocdo.scoring.jsonable import decimal_text
from thuocdo.scoring.scale import plain
from thuocdo.scoring.tried import Condition, LevelTried
from thuocdo.vietnamese.languages import Lang


def explanation_json(explanation: Explanation, lang: Lang) -> dict[str, Any]:
    """The explanation as plain data, in the order of the set."""
    return {
        "set": explanation.set,
        "digest": explanation.digest,
        "version": explanation.version,
        "agency": explanation.agency,
        "code": explanation.code,
        "block": explanation.block,
        "root": _node(explanation.root, lang),
    }


def _node(node: Explained, lang: Lang) -> dict[str, Any]:
    name = node.name_en if lang is Lang.EN and node.name_en else node.name
    return {
        "id": node.id,
        "name": name,
        "state": node.state,
        "points": decimal_text(node.points),
        "available": decimal_text(node.available),
        "percent": None if node.percent is None else plain(node.percent),
        "level": node.level,
        "rank": node.rank,
        "provisional": node.provisional,
        "rule": node.rule.to(lang),
        "inputs": [
            {"column": i.column, "label": i.label.to(lang), "value": None if i.value is None else i.value.to(lang)}
            for i in node.inputs
        ],
        "arithmetic": node.arithmetic,
        "reasons": [reason.to(lang) for reason in node.reasons],
        "parts": [{"node": p.node, "what": p.what.to(lang), "points": _exact(p.points)} for p in node.parts],
        "levels": [_level(level) for level in node.levels],
        "next": None if node.next is None else node.next.name,
        "children": [_node(child, lang) for child in node.children],
    }


def _level(level: LevelTried) -> dict[str, Any]:
    return {
        "name": level.name,
        "label": level.label,
        "holds": level.holds,
        "conditions": [_condition(condition) for condition in level.conditions],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "node": condition.node,
        "need": _exact(condition.need),
        "have": decimal_text(condition.have),
        "strict": condition.strict,
        "holds": condition.holds,
        "lacking": None if condition.lacking is None else _exact(condition.lacking),
        "limit_percent": None if condition.limit_percent is None else plain(condition.limit_percent),
        "percent": None if condition.percent is None else plain(condition.percent),
    }


def _exact(value: Fraction) -> str:
    """Decimal text where there is one, else a fraction."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return decimal_text(value) or "0" if rest == 1 else str(value)
