"""SQLite lets one transaction write at a time; here the others wait in a queue, instead of asking again and again whether it is free.

SQLite's own waiting sleeps up to 0.1 s between two looks: among fifty officers most of the time passes with nobody writing, and some
wait for seconds while others come and go. The queue is a lock on a file beside the database, held from BEGIN to the end of the
transaction: the system wakes who waits longest, in whichever process, and frees it where a process is killed. Whoever does not know
the file (a shell, a backup) is still kept out by SQLite itself.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from django.db.backends.sqlite3 import base

if sys.platform != "win32":  # no such locks there: SQLite's own waiting has to do
    import fcntl


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(settings_dict, *args, **kwargs)
        self._turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs lack it
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs lack it
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs lack it
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if sys.platform == "win32" or self.is_in_memory_db():
            return
        # Opened anew each time: locks belong to what was opened, so that threads wait for one another too.
        self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            os.close(turn)
