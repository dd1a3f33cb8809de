"""A process that ends when the one that started it is gone, however that ended."""

from __future__ import annotations

import ctypes
import signal
import sys
from typing import Final

PR_SET_PDEATHSIG: Final = 1  # Linux, <sys/prctl.h>; a fork forgets it


def end_with_parent(number: signal.Signals) -> None:
    """Have the system send this process a signal when its parent ends. Where the system cannot, nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
