"""What the figures were measured on: cores, memory, versions, and how busy the machine was with other things."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec

import thuocdo

PACKAGES = {"polars": "polars", "numpy": "numpy", "pandas": "pandas", "scikit-criteria": "skcriteria"}


@dataclass(frozen=True, slots=True)
class Machine:
    """Read at the start of a run."""

    cores: int
    gib: float
    python: str
    thuocdo: str
    packages: dict[str, str]
    load: float

    @classmethod
    def here(cls) -> Machine:
        """The machine this runs on; `load` is the mean number of busy processes over the last minute."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        packages = {name: version(name) for name, module in PACKAGES.items() if find_spec(module)}
        return cls(cores, memory, platform.python_version(), thuocdo.__version__, packages, load())

    def __str__(self) -> str:
        """On two lines."""
        brought = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        return (
            f"{self.cores} cores, {self.gib:.0f} GiB, Python {self.python}, thuocdo {self.thuocdo}\n"
            f"{brought}; load before: {self.load:.1f}"
        )


def load() -> float:
    """How many processes wanted to run, on average over the last minute."""
    return os.getloadavg()[0]
