"""The Diagnostic record and its renderings."""

from thuocdo.diagnostics.record import (
    Diagnostic,
    Fault,
    Note,
    Place,
    Severity,
    error,
    fill,
    hint,
    info,
    note,
    warning,
)

__all__ = ["Diagnostic", "Fault", "Note", "Place", "Severity", "error", "fill", "hint", "info", "note", "warning"]
