"""Wrong usage, said in the reader's language; the command then ends with 2.

Exception
└── Misuse      what was typed cannot be done; ours and, by `translated`, typer's
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer

from thuocdo.vietnamese.languages import Text

# typer exports only one of its family of usage errors; the others are told apart by name.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]


class Misuse(Exception):
    """The message, at most one hint, and the command whose help explains more."""

    def __init__(self, message: Text, hint: Text | None = None, command: str = "thuocdo") -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint
        self.command = command


def one_of(option: str, value: str, known: tuple[str, ...], command: str) -> str:
    """The value if it is one of those an option takes."""
    if value in known:
        return value
    listed = ", ".join(known)
    raise Misuse(
        Text(f"«{option}» không nhận «{value}».", f"{option} does not take «{value}»."),
        meant(value, known) or Text(f"Chọn một trong: {listed}.", f"Choose one of: {listed}."),
        command,
    )


def meant(word: str, known: Iterable[str]) -> Text | None:
    """A hint at the word that was probably meant."""
    close = get_close_matches(word[:60], list(known), n=1)
    return Text(f"Có phải ý là «{close[0]}»?", f"Did you mean «{close[0]}»?") if close else None


def translated(error: Exception, command: str) -> Misuse:
    """One of typer's usage errors, made while a command's arguments were read, as ours."""
    option = getattr(error, "option_name", "")
    message, hint = Text(str(error), str(error)), None
    match type(error).__name__:
        case "NoSuchOption":
            message = Text(f"Không có tùy chọn «{option}».", f"There is no option «{option}».")
            hint = meant(option, getattr(error, "possibilities", None) or ())
        case "BadOptionUsage" if "not take" in str(error):
            message = Text(f"Tùy chọn «{option}» không nhận giá trị.", f"The option «{option}» takes no value.")
        case "BadOptionUsage":
            message = Text(f"Sau «{option}» phải có một giá trị.", f"A value must follow «{option}».")
        case "BadParameter":
            message = _bad_value(error)
        case "MissingParameter":
            name = getattr(getattr(error, "param", None), "metavar", None) or ""
            vi, _, en = name.partition("\f")
            message = Text(f"Thiếu {vi}.", f"{en or vi} is missing.")
        case _:
            pass
    return Misuse(message, hint, command)


def _bad_value(error: Exception) -> Text:
    """A value that is no whole number, or is one out of bounds."""
    option = max(getattr(getattr(error, "param", None), "opts", ("?",)), key=len)
    told: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    bounds = told[0].get("ctx", {}) if told else {}
    if "ge" in bounds:
        least = bounds["ge"]
        return Text(f"«{option}» phải từ {least} trở lên.", f"{option} must be {least} or more.")
    if "le" in bounds:
        most = bounds["le"]
        return Text(f"«{option}» không được quá {most}.", f"{option} must be {most} or less.")
    return Text(f"«{option}» cần một số nguyên.", f"{option} takes a whole number.")
