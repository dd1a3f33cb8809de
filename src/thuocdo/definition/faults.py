"""What one reading finds wrong: each fault once, in order, and not without end."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.diagnostics import Diagnostic, error

MOST = 500

TOO_MANY = error(
    "TD113",
    "Đã thấy {limit} lỗi, nên dừng ở đây: phần còn lại của tệp chưa được xem.",
    "{limit} faults were found, so reading stopped here: the rest of the file was not looked at.",
)


class TooMany(Exception):
    """There are more faults than anyone reads in one go; `diagnostics` are the first of them."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"more than {MOST} faults")
        self.diagnostics = diagnostics


class Faults:
    """The diagnostics of one reading; raises `TooMany` once there are more than `MOST`."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self.found: list[Diagnostic] = []
        self._seen: set[Diagnostic] = set()
        for diagnostic in found:
            self.add(diagnostic)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic, unless it is there already."""
        if diagnostic in self._seen:
            return
        if len(self.found) >= MOST:
            raise TooMany((*self.found, TOO_MANY.at(diagnostic.place, limit=MOST)))
        self._seen.add(diagnostic)
        self.found.append(diagnostic)
