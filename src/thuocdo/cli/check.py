"""`thuocdo check`: everything that is wrong with criteria sets, or worth knowing before a round opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypedDict

import typer

from thuocdo.cli import targets
from thuocdo.cli.language import both
from thuocdo.cli.output import Output
from thuocdo.cli.prose import prose
from thuocdo.cli.usage import Misuse, meant, one_of
from thuocdo.definition.load import Checked
from thuocdo.diagnostics import Severity, pages, terminal, words
from thuocdo.diagnostics.cells import harmless
from thuocdo.diagnostics.jsonable import DiagnosticObject, as_objects
from thuocdo.diagnostics.terminal import BOLD, COLOURS, HELP, paint
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import format_number


class CheckedObject(TypedDict):
    """What came of one set, for programs."""

    set: str
    id: str | None
    usable: bool
    diagnostics: list[DiagnosticObject]


def run(
    ctx: typer.Context,
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=both("BỘ-TIÊU-CHÍ", "SET"),
            help=both("Mã trong thư viện, hoặc tệp set.yaml.", "An id of the library, or a file set.yaml."),
        ),
    ] = None,
    whole_library: Annotated[
        bool, typer.Option("--all", help=both("Kiểm tra cả thư viện.", "Check the whole library."))
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=both("Có cảnh báo cũng kết thúc với mã 1.", "End with 1 for warnings too."))
    ] = False,
    format: Annotated[
        str,
        typer.Option("--format", metavar="text|json|html", help=both("Dạng kết quả.", "How the output is written.")),
    ] = "text",
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar=both("MÃ", "CODE"),
            help=both("Giải thích một mã lỗi, ví dụ TD205.", "Explain the code of a fault, such as TD205."),
        ),
    ] = None,
) -> int:
    """Check sets and their cases; the exit code is 1 if one is unusable, or has warnings under `strict`."""
    out: Output = ctx.obj
    one_of("--format", format, ("text", "json", "html"), ctx.command_path)
    if explain is not None:
        return _explain(out, explain, ctx.command_path)
    found = targets.checked(sets, whole_library=whole_library, command=ctx.command_path)
    if format == "text":
        return _tell_all(out, found, strict=strict)
    listed = list(found)
    if format == "json":
        out.say_json({"sets": [_object(out, name, checked) for name, checked in listed]})
    else:
        from thuocdo.cli.page import page

        out.say(page(listed, out.lang))
    return int(any(_at_fault(checked, strict=strict) for _, checked in listed))


def verdict(out: Output, name: str, checked: Checked, *, color: bool) -> str:
    """One line: whether a set can be used, and how much was found."""
    usable = out.to("dùng được", "usable") if checked.usable else out.to("không dùng được", "not usable")
    counted = words.counted(checked.diagnostics, out.lang)
    if checked.usable:
        counted = ", ".join(filter(None, (out.to("không có lỗi", "no errors"), counted)))
    code = HELP if checked.usable else COLOURS[Severity.ERROR]
    return f"{paint(harmless(name), BOLD, color=color)}: {paint(usable, BOLD, code, color=color)}, {counted}"


def _at_fault(checked: Checked, *, strict: bool) -> bool:
    return not checked.usable or (strict and any(d.severity is Severity.WARNING for d in checked.diagnostics))


def _tell_all(out: Output, found: Iterable[tuple[str, Checked]], *, strict: bool) -> int:
    """Write the findings set by set as they come, and what they come to where there are several."""
    at_fault: list[int] = []
    for name, checked in found:
        if at_fault:
            out.say("")
        at_fault.append(_tell(out, name, checked, strict=strict))
    if len(at_fault) > 1:
        number, bad = format_number(len(at_fault), out.lang), format_number(sum(at_fault), out.lang)
        out.say(out.to(f"\n{number} bộ tiêu chí, {bad} bộ có lỗi", f"\n{number} sets, {bad} at fault"))
    return max(at_fault)


def _tell(out: Output, name: str, checked: Checked, *, strict: bool) -> int:
    """Write one set's findings: to stderr where it is at fault."""
    at_fault = _at_fault(checked, strict=strict)
    color, write = (out.error_color, out.complain) if at_fault else (out.color, out.say)
    blocks = terminal.blocks(words.faults_first(checked.diagnostics), out.lang, width=out.width, color=color)
    write("\n".join(filter(None, (blocks, verdict(out, name, checked, color=color)))))
    return int(at_fault)


def _object(out: Output, name: str, checked: Checked) -> CheckedObject:
    return {
        "set": name,
        "id": checked.set.id if checked.set else None,
        "usable": checked.usable,
        "diagnostics": as_objects(checked.diagnostics, out.lang),
    }


def _explain(out: Output, code: str, command: str) -> int:
    wanted = code.strip().upper()
    wanted = wanted if wanted.startswith("TD") else f"TD{wanted}"
    if wanted not in pages.codes():
        raise Misuse(
            Text(f"Không có mã lỗi «{code}».", f"There is no code «{code}»."), meant(wanted, pages.codes()), command
        )
    out.say(prose(pages.page(wanted, out.lang), out))
    return 0
