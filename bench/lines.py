"""What one measurement came to: a line that a process of its own hands back, and that the report and the JSON file show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bench.clock import Timing
from bench.differences import Differences


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds (`processor`: of all threads) and bytes. `ratio` is to the bare NumPy loop of the same race; `base` what the process held before it began.

    `rate`: how many were done in a second, where many worked at once.
    """

    case: str
    name: str
    at: str
    agencies: int
    cold: float
    median: float
    fastest: float
    processor: float
    repeats: int
    ratio: float | None = None
    base: int | None = None
    peak: int | None = None
    differs: Differences | None = None
    rate: float | None = None

    @classmethod
    def of(cls, case: str, name: str, timing: Timing, *, at: str = "", agencies: int = 0, **more: Any) -> Line:
        """A line from a timing."""
        times = (timing.cold.wall, timing.median, timing.fastest, timing.processor)
        return cls(case, name, at, agencies, *times, max(len(timing.warm), 1), **more)

    @classmethod
    def read(cls, written: dict[str, Any]) -> Line:
        """A line from what another process wrote."""
        differs = written.pop("differs")
        return cls(**written, differs=None if differs is None else Differences(**differs))

    def written(self) -> dict[str, Any]:
        """The line as JSON holds it."""
        return asdict(self)
