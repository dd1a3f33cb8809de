"""The help of a command, in the reader's language and at the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from thuocdo.cli.language import OPTION, VARIABLE, chosen
from thuocdo.cli.output import Output
from thuocdo.diagnostics.cells import left, width, wrap
from thuocdo.vietnamese.languages import Lang, Text

USAGE: Final = Text("Cách dùng", "Usage")
COMMANDS: Final = Text("Lệnh", "Commands")
ARGUMENTS: Final = Text("Tham số", "Arguments")
OPTIONS: Final = Text("Tùy chọn", "Options")
EXAMPLES: Final = Text("Ví dụ", "Examples")
SHOW_HELP: Final = Text("Hiện phần hướng dẫn này.", "Show this help.")
SPEAK: Final = Text(
    f"Ngôn ngữ; nếu không ghi: theo biến {VARIABLE}, rồi đến vi.",
    f"The language; else the variable {VARIABLE}, else vi.",
)

Rows = Sequence[tuple[str, str]]


def written(
    ctx: Any,
    title: Text,
    *,
    about: Text | None = None,
    commands: Sequence[tuple[str, Text]] = (),
    examples: Sequence[str],
) -> str:
    """Return the help of the command of a context, whose `obj` is the output of this run."""
    out: Output = ctx.obj
    params = [param for param in ctx.command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [(_option(param, out.lang), _text_of(param, out.lang)) for param in params if param not in arguments]
    options.insert(-1, (f"{OPTION} vi|en", SPEAK.to(out.lang)))
    pieces = [OPTIONS.to(out.lang).upper(), *(f"[{_argument(param, out.lang)}]" for param in arguments)]
    if not arguments:
        pieces = [f"[{pieces[0]}]"]
    lines = [
        *wrap(title.to(out.lang), out.width),
        "",
        f"{out.bold(USAGE.to(out.lang))}: {usage(ctx, out.lang)}",
    ]
    if about is not None:
        lines += ["", *wrap(about.to(out.lang), out.width)]
    lines += _section(out, COMMANDS, [(name, text.to(out.lang)) for name, text in commands])
    lines += _section(out, ARGUMENTS, [(_argument(param, out.lang), _text_of(param, out.lang)) for param in arguments])
    lines += _section(out, OPTIONS, options)
    lines += _section(out, EXAMPLES, [(example, "") for example in examples])
    return "\n".join(lines)


def usage(ctx: Any, lang: Lang) -> str:
    """One line: how the command of a context is typed."""
    arguments = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "argument"]
    pieces = [ctx.command_path, f"[{OPTIONS.to(lang).upper()}]"]
    if hasattr(ctx.command, "commands"):
        pieces.append(Text("LỆNH", "COMMAND").to(lang) + " ...")
    pieces += [_argument(param, lang) if param.required else f"[{_argument(param, lang)}]" for param in arguments]
    return " ".join(pieces)


def _section(out: Output, heading: Text, rows: Rows) -> Iterator[str]:
    if not rows:
        return
    column = max(width(name) for name, _ in rows) + 4
    yield ""
    yield out.bold(heading.to(out.lang)) + ":"
    for name, text in rows:
        first, *rest = wrap(text, out.width - column)
        yield f"  {left(name, column - 2)}{first}".rstrip()
        for line in rest:
            yield " " * column + line


def _argument(param: Any, lang: Lang) -> str:
    name = chosen(param.metavar or param.name.upper(), lang)
    return f"{name}..." if param.nargs != 1 else name


def _option(param: Any, lang: Lang) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {chosen(param.metavar or param.name.upper(), lang)}"


def _text_of(param: Any, lang: Lang) -> str:
    return SHOW_HELP.to(lang) if param.name == "help" else chosen(param.help or "", lang)
