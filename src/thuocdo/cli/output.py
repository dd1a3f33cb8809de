"""Where the command speaks to: language, width and colours of this run, and the two streams.

Colours only on a terminal; NO_COLOR turns them off, FORCE_COLOR on. A pipe is 80 cells wide.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TextIO

from thuocdo.diagnostics.terminal import BOLD, paint
from thuocdo.vietnamese.languages import Lang, Text

PIPE: Final = 80
WIDEST: Final = 100  # lines longer than this are hard to read
FAINT: Final = "2"


class Closed(Exception):
    """Nobody reads our output any more."""


class Unwritten(Exception):
    """The output cannot be written, for the reason the system gives."""


@dataclass(frozen=True, slots=True)
class Output:
    """The output of one run; `color` is stdout's, `error_color` stderr's."""

    lang: Lang
    width: int = PIPE
    color: bool = False
    error_color: bool = False

    def say(self, text: str) -> None:
        """Write lines to stdout; an empty text is an empty line."""
        _write(sys.stdout, text or "\n")

    def complain(self, text: str) -> None:
        """Write lines to stderr, after what was said before."""
        if text:
            self.flush()
            _write(sys.stderr, text)

    def flush(self) -> None:
        """Let what was said arrive."""
        _write(sys.stdout, "")

    def say_json(self, content: Any) -> None:
        """Write a value as indented JSON."""
        self.say(json.dumps(content, ensure_ascii=False, indent=2))

    def to(self, vi: str, en: str) -> str:
        """The one of two texts that is in this run's language."""
        return Text(vi, en).to(self.lang)

    def bold(self, text: str) -> str:
        """A heading."""
        return paint(text, BOLD, color=self.color)

    def faint(self, text: str) -> str:
        """What may be passed over."""
        return paint(text, FAINT, color=self.color)


def output_for(lang: Lang, environ: Mapping[str, str]) -> Output:
    """What this process's streams can show."""
    prepare(sys.stdout)
    prepare(sys.stderr)
    width = min(shutil.get_terminal_size((PIPE, 24)).columns, WIDEST) if sys.stdout.isatty() else PIPE
    return Output(lang, max(width, 40), colourful(sys.stdout, environ), colourful(sys.stderr, environ))


def prepare(stream: TextIO) -> None:
    """Make a stream take every letter, whatever the machine's old code page."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def colourful(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a stream gets colours."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") != "0":
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def silence(*streams: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python's end does not complain about a closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):  # a stream that was never a file
            continue


def _write(stream: TextIO, text: str) -> None:
    try:
        if text:
            stream.write(text if text.endswith("\n") else text + "\n")
        else:
            stream.flush()
    except BrokenPipeError:
        raise Closed from None
    except OSError as failure:
        raise Unwritten(failure.strerror or str(failure)) from None
