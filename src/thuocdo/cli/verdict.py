"""A verdict as people read it: whether all agrees, from where it was recomputed, and a table of what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from thuocdo.cli.output import Output
from thuocdo.cli.table import Column, table
from thuocdo.diagnostics.cells import cut, harmless, left, width, wrap
from thuocdo.diagnostics.terminal import BOLD, HELP, paint
from thuocdo.reports.bundle.verdict import Difference, Kind, Verdict
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

MOST_SHOWN: Final = 100
LONGEST: Final = 24
NONE: Final = "–"
BAD: Final = "31"
HEADINGS: Final = {
    Kind.FIGURE: Text("Con số không khớp", "Figures that differ"),
    Kind.DIGEST: Text("Mã băm và phần đầu không khớp", "Digests and headings that differ"),
    Kind.FILE: Text("Tệp không khớp", "Files that differ"),
}


def told(verdict: Verdict, path: str, out: Output) -> str:
    """Return the verdict as lines."""
    return "\n".join([*_lines(verdict, path, out)]).rstrip() + "\n"


def _lines(verdict: Verdict, path: str, out: Output) -> Iterator[str]:
    name, number = harmless(path), format_number(len(verdict.differences), out.lang)
    if verdict.agrees:
        first, code = (
            out.to(
                f"Khớp: mọi con số trong {name} đều tính lại được.",
                f"All agrees: every figure of {name} comes out as stated.",
            ),
            HELP,
        )
    else:
        first, code = (
            out.to(f"Không khớp: {number} chỗ trong {name}.", f"Not all agrees: {number} differences in {name}."),
            BAD,
        )
    yield from (paint(line, BOLD, code, color=out.color) for line in wrap(first, out.width))
    yield ""
    yield from _basis(verdict, out)
    for kind in Kind:
        found = [each for each in verdict.differences if each.kind is kind]
        if found:
            yield ""
            yield out.bold(f"{HEADINGS[kind].to(out.lang)}: {format_number(len(found), out.lang)}")
            yield ""
            yield _table(kind, found[:MOST_SHOWN], out).rstrip()
            if len(found) > MOST_SHOWN:
                rest = format_number(len(found) - MOST_SHOWN, out.lang)
                yield out.to(
                    f"… và {rest} chỗ nữa (--format json liệt kê đủ)", f"… and {rest} more (all with --format json)"
                )


def _basis(verdict: Verdict, out: Output) -> Iterator[str]:
    """From what it was recomputed."""
    result, before = verdict.result, verdict.previous
    root = result.set.root
    agencies = _agencies(len(result.agencies), out)
    facts = [
        (
            out.to("Bộ tiêu chí", "Criteria set"),
            f"{root.id}: {out.to(root.name, root.name_en or root.name)}",
            result.digest,
        ),
        (out.to("Số liệu", "Figures"), f"{verdict.source}, {agencies}", result.input_digest),
    ]
    if verdict.previous_source is not None:
        told = (
            f"{verdict.previous_source}, {_agencies(len(before.agencies), out)}" if before else verdict.previous_source
        )
        facts.append((out.to("Kỳ trước", "Year before"), told, before.input_digest if before else ""))
    figures = format_number(verdict.figures, out.lang)
    files = format_number(len(verdict.manifest.files), out.lang)
    then, now = harmless(verdict.manifest.version), verdict.now
    facts += [
        (out.to("Kết quả", "Result"), out.to("tính lại", "recomputed"), result.result_digest),
        (
            out.to("Đã so", "Compared"),
            out.to(f"{figures} con số, {files} tệp", f"{figures} figures, {files} files"),
            "",
        ),
        (
            out.to("Phần mềm", "Software"),
            out.to(f"thuocdo {then} khi lập, {now} bây giờ", f"thuocdo {then} then, {now} now"),
            "",
        ),
    ]
    column = max(width(label) for label, _, _ in facts) + 2
    for label, fact, digest in facts:
        for at, line in enumerate(wrap(fact, out.width - column)):
            yield left("" if at else label, column) + line
        if digest:
            yield out.faint(f"  {digest}")


def _agencies(number: int, out: Output) -> str:
    written = format_number(number, out.lang)
    return out.to(f"{written} đơn vị", f"{written} agencies")


def _table(kind: Kind, found: Sequence[Difference], out: Output) -> str:
    columns = [Column(out.to("Tệp", "File"))]
    if kind is not Kind.DIGEST:
        columns.append(Column(out.to("Đơn vị", "Agency"), flexible=True))
    columns += [Column(out.to("Cột", "Column"), flexible=True), Column(out.to("Ghi là", "Stated"), flexible=True)]
    columns.append(Column(out.to("Tính lại", "Recomputed"), flexible=True))
    return table(columns, [_row(kind, each, out.lang) for each in found], width=out.width, color=out.color)


def _row(kind: Kind, each: Difference, lang: Lang) -> list[str]:
    row = [each.file]
    if kind is not Kind.DIGEST:
        row.append(each.agency or "")
    row.append(each.column or "")
    if each.problem is not None:
        return [*row, each.problem.to(lang), ""]
    return [*row, _short(each.stated), _short(each.recomputed)]


def _short(value: str | None) -> str:
    """A value that fits a table; a digest by its beginning."""
    return NONE if value is None else cut(harmless(value), LONGEST)
