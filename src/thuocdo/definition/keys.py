"""Every key of the language, by the shape it belongs to: what the reader accepts and what docs/language.md explains.

A key that is not in this table does not exist; a key in it without an entry on the page fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of mapping in a set's file: its keys, and those it cannot do without."""

    name: str
    keys: tuple[str, ...]
    required: tuple[str, ...] = ()


NODE_KEYS = (
    "id",
    "name",
    "name_en",
    "applies_to",
    "max",
    "min",
    "cap",
    "extra",
    "weight",
    "combine",
    "rescale",
    "not_applicable",
    "missing",
    "needs",
    "criteria",
    "measure",
    "levels",
    "below",
    "ranking",
    "cite",
    "evidence",
    "entered_by",
    "help",
    "notes",
    "assumed",
)
ROOT_KEYS = ("rounding", "texts", "valid", "void", "report_before", "succeeds")
NOT_ON_ROOT = ("extra", "weight", "needs", "evidence", "entered_by", "measure")

SET = Shape("set", tuple(key for key in NODE_KEYS if key not in NOT_ON_ROOT) + ROOT_KEYS, ("id", "name", "criteria"))
NODE = Shape("node", NODE_KEYS, ("id", "name"))
ROUNDING = Shape("rounding", ("decimals", "at", "percent"))
TEXT = Shape("text", ("number", "date", "issuer", "title"), ("number",))
CITE = Shape("cite", ("text", "at"), ("text",))
VALID = Shape("valid", ("from", "until"))
VOID = Shape("void", ("late", "no_evidence", "insufficient", "untrue"))
REPORT_BEFORE = Shape("report_before", ("month", "day"), ("month", "day"))
LEVEL = Shape("level", ("name", "label", "min", "above", "each"), ("name",))
RANKING = Shape("ranking", ("among", "by"))
SUCCEEDS = Shape("succeeds", ("set", "links"), ("set",))
LINK = Shape("link", ("new", "old", "as"), ("new", "old", "as"))
OPTION = Shape("option", ("name", "points", "share"), ("name",))
STEP = Shape("step", ("min", "above", "to", "below", "points", "share"))

MEASURES = {
    "yes_no": Shape("yes_no", ("kind",)),
    "choice": Shape("choice", ("kind", "options"), ("options",)),
    "checklist": Shape("checklist", ("kind", "options"), ("options",)),
    "ratio": Shape("ratio", ("kind", "a", "b", "target", "from", "if_none"), ("a", "b", "if_none")),
    "relative": Shape("relative", ("kind", "value", "a", "b", "over", "if_none")),
    "steps": Shape("steps", ("kind", "value", "a", "b", "if_none", "steps"), ("steps",)),
    "count": Shape("count", ("kind", "n", "per", "start"), ("n", "per")),
    "survey": Shape("survey", ("kind", "mean", "total", "n", "low", "high", "if_none"), ("low", "high")),
    "quota": Shape("quota", ("kind", "target", "actual"), ("target", "actual")),
}

SHAPES = (
    SET,
    NODE,
    ROUNDING,
    TEXT,
    CITE,
    VALID,
    VOID,
    REPORT_BEFORE,
    LEVEL,
    RANKING,
    SUCCEEDS,
    LINK,
    OPTION,
    STEP,
    *MEASURES.values(),
)

CASE = Shape(
    "case", ("case", "basis", "note", "kind", "given", "agencies", "previous", "expect", "counts"), ("case", "expect")
)
COUNTS = Shape("counts", ("ranked", "ranked_before", "levels"))
EXPECTED = (
    "points",
    "available",
    "percent",
    "state",
    "level",
    "rank",
    "change",
    "rank_change",
    "level_before",
)

RESERVED = (
    "agency",
    "code",
    "kind",
    "block",
    "state",
    "reason",
    "points",
    "available",
    "level",
    "best",
    "predecessors",
)
