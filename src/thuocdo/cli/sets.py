"""`thuocdo sets`: the criteria sets of the library."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from thuocdo import library
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.usage import one_of
from thuocdo.definition.load import check_set
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics.cells import left, width, wrap
from thuocdo.vietnamese.numbers import format_number


class SetObject(TypedDict):
    """A set, for programs: `kinds` of agencies (none: the set makes no difference), criteria that are entered, decisions."""

    id: str
    name: str
    name_en: str | None
    kinds: list[str]
    criteria: int
    decisions: list[str]


def run(
    ctx: typer.Context,
    format: Annotated[
        str,
        typer.Option("--format", metavar="list|json", help=both("Dạng kết quả.", "How the output is written.")),
    ] = "list",
) -> int:
    """List the sets of the library; a set that cannot be read is left out here, and `check` says why."""
    out: Output = ctx.obj
    one_of("--format", format, ("list", "json"), ctx.command_path)
    found = [checked.set for checked in map(check_set, library.ids()) if checked.set is not None]
    objects = [_object(criteria_set) for criteria_set in found]
    if format == "json":
        out.say_json({"sets": objects})
    else:
        _list(out, objects)
    return 0


def _object(criteria_set: CriteriaSet) -> SetObject:
    return {
        "id": criteria_set.id,
        "name": criteria_set.name,
        "name_en": criteria_set.root.name_en,
        "kinds": list(criteria_set.kinds),
        "criteria": sum(node.is_leaf for node in criteria_set.root.walk()),
        "decisions": [text.number for text in criteria_set.texts],
    }


def _list(out: Output, objects: list[SetObject]) -> None:
    column = max((width(each["id"]) for each in objects), default=0) + 2
    for each in objects:
        name = out.to(each["name"], each["name_en"] or each["name"])
        facts = [*each["decisions"], ", ".join(each["kinds"]), _criteria(each["criteria"], out)]
        lines = wrap(name, out.width - column)
        out.say(out.bold(left(each["id"], column)) + lines[0])
        for line in lines[1:]:
            out.say(" " * column + line)
        for line in wrap("\u00a0· ".join(filter(None, facts)), out.width - column):
            out.say(" " * column + out.faint(line))
    out.say(out.to("\nXem kỹ một bộ tiêu chí: thuocdo check MÃ", "\nLook closely at one: thuocdo check ID"))


def _criteria(number: int, out: Output) -> str:
    written = format_number(number, out.lang)
    return out.to(
        f"{written}\u00a0tiêu\u00a0chí", f"{written}\u00a0criterion" if number == 1 else f"{written}\u00a0criteria"
    )
