"""Which language the command speaks, and texts in both where typer asks for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from thuocdo.cli.usage import Misuse
from thuocdo.vietnamese.languages import Lang, Text

VARIABLE: Final = "THUOCDO_LANG"
OPTION: Final = "--lang"
_BETWEEN: Final = "\f"


def taken(args: Sequence[str], environ: Mapping[str, str]) -> tuple[Lang, list[str]]:
    """Return the language asked for and the arguments without `--lang`, which may stand anywhere before `--`."""
    lang = _known(environ[VARIABLE], VARIABLE) if environ.get(VARIABLE) else Lang.VI
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg == OPTION:
            lang = _known(next(waiting, ""), OPTION)
        elif arg.startswith(f"{OPTION}="):
            lang = _known(arg.removeprefix(f"{OPTION}="), OPTION)
        else:
            rest.append(arg)
    return lang, rest


def _known(value: str, where: str) -> Lang:
    if value in {"vi", "en"}:
        return Lang(value)
    raise Misuse(
        Text(f"«{where}» nhận «vi» hoặc «en», không nhận «{value}».", f"{where} takes vi or en, not «{value}».")
        if value
        else Text(f"Sau «{where}» là «vi» hoặc «en».", f"After {where} comes vi or en.")
    )


def both(vi: str, en: str) -> str:
    """A text in both languages, for a parameter that typer declares once."""
    return f"{vi}{_BETWEEN}{en}"


def chosen(text: str, lang: Lang) -> str:
    """The half of `both` that is in a language."""
    vi, _, en = text.partition(_BETWEEN)
    return (vi if lang is Lang.VI else en or vi).strip()
