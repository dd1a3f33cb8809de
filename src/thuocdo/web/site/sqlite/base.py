"""SQLite lets one transaction write at a time; here the others wait in a queue, instead of asking again and again whether it is free.

SQLite's own waiting sleeps up to 0.1 s between two looks: among fifty officers most of the time passes with nobody writing, and some
wait for seconds while others come and go. The queue is a lock on a file beside the database, held from BEGIN to the end of the
transaction: the system wakes who waits longest, in whichever process, and frees it where a process is killed. Whoever does not know
the file (a shell, a backup) is still kept out by SQLite itself.

What is committed is on disk before anybody is told, but the next one need not wait for the disk: a transaction is written to the
write-ahead log with `synchronous=NORMAL`, the turn ends, and then the log is put on disk, by many at once. (With FULL it is put on disk
within the turn.) SQLite itself puts the log on disk before it writes from it into the database. Statements outside a transaction stay
with FULL.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from django.db.backends.sqlite3 import base

if sys.platform != "win32":  # no such locks there: SQLite's own waiting has to do
    import fcntl

NORMAL, FULL = 1, 2  # SQLite's numbers of its ways to put what is written on disk


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(settings_dict, *args, **kwargs)
        self._turn: int | None = None
        self._put_on_disk = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and see whether it is for us to put on disk what is committed."""
        connected = super().get_new_connection(conn_params)
        durable = connected.execute("PRAGMA synchronous").fetchone() == (FULL,)
        journal = connected.execute("PRAGMA journal_mode").fetchone()
        self._put_on_disk = durable and journal == ("wal",) and sys.platform == "linux"
        return connected

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            self._leave_to_us(begins=True)
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs lack it
        self._end_turn()
        if self._put_on_disk and self.connection is not None:
            log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fdatasync(log)
            finally:
                os.close(log)
            self._leave_to_us(begins=False)

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs lack it
        finally:
            self._end_turn()
        self._leave_to_us(begins=False)

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs lack it
        finally:
            self._end_turn()

    def _leave_to_us(self, *, begins: bool) -> None:
        """Until the transaction ends, SQLite does not put on disk what it commits."""
        if self._put_on_disk and self.connection is not None:
            self.connection.execute(f"PRAGMA synchronous={NORMAL if begins else FULL}")

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
