"""The words that every rendering of a diagnostic shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from thuocdo.diagnostics.record import Diagnostic, Severity
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

SEVERITY: Final = {
    Severity.ERROR: Text("Lỗi", "Error"),
    Severity.WARNING: Text("Cảnh báo", "Warning"),
    Severity.INFO: Text("Lưu ý", "Info"),
}
NOTE: Final = Text("ghi chú", "note")
HELP: Final = Text("gợi ý", "help")
_COUNTED: Final = {
    Severity.ERROR: (Text("lỗi", "error"), Text("lỗi", "errors")),
    Severity.WARNING: (Text("cảnh báo", "warning"), Text("cảnh báo", "warnings")),
    Severity.INFO: (Text("lưu ý", "info"), Text("lưu ý", "infos")),
}


def counted(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """How many of each severity, worst first; nothing of those there are none of.

    >>> counted([], Lang.VI)
    ''
    """
    severities = [diagnostic.severity for diagnostic in diagnostics]
    parts = []
    for severity, (one, many) in _COUNTED.items():
        number = severities.count(severity)
        if number:
            parts.append(f"{format_number(number, lang)} {(one if number == 1 else many).to(lang)}")
    return ", ".join(parts)


def faults_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics as people want to read them: faults in order of place, then what is only worth knowing."""
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.severity is Severity.INFO)
