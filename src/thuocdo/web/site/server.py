"""The web processes: `python -m thuocdo.web.site.server HOST PORT WORKERS`, as `thuocdo serve` starts them."""

from __future__ import annotations

import os
import signal
import sys
from typing import Final

from granian.constants import Interfaces
from granian.server import Server

from thuocdo.web.site.environment import read_environment
from thuocdo.web.site.logs import LOGGING, QUIET
from thuocdo.web.site.with_parent import end_with_parent

# Django is busy or waits for its database: more threads only queue there. Beyond twice the cores granian warns.
THREADS: Final = min(8, 2 * (os.cpu_count() or 1))


def main() -> None:
    """Serve until a signal, or until the process that started this one is gone."""
    end_with_parent(signal.SIGTERM)
    host, port, workers = sys.argv[1:]
    Server(
        "thuocdo.web.site.served:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        log_dictconfig=QUIET if read_environment()["THUOCDO_DEMO"] else LOGGING,
    ).serve()


if __name__ == "__main__":
    main()
