"""Locks of a data folder: one process owns the database server, others may use it.

`Ownership` is held by whoever runs the server, for as long as it runs; `Guest` by a command
that uses a server somebody else runs. The kernel lets go of both when a process dies, so
nothing here can be stale.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

from openmoderator.runtime.errors import StartRefused

SERVE = "serve"
COMMAND = "command"


class Ownership:
    """The right to run the server of the data folder."""

    def __init__(self, data: Path) -> None:
        self._owner = data / "owner.lock"
        self._guests = data / "guests.lock"
        self._held: IO[str] | None = None

    def try_take(self, kind: str) -> bool:
        """Take it if it is free. `kind` (serve or command) is left for others to read."""
        file = _open(self._owner)
        if not _lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB):
            file.close()
            return False
        file.truncate(0)
        file.write(f"{kind} {os.getpid()}")
        file.flush()
        self._held = file
        return True

    def take(
        self,
        kind: str,
        tell: Callable[[str], None],
        give_up: Callable[[], bool] = lambda: False,
        patience: float = 5.0,
    ) -> bool:
        """Take it, waiting for commands as long as they run and `patience` s for a serve.

        False when `give_up` said so. Raises `StartRefused` when another serve keeps it.
        """
        deadline, told = time.monotonic() + patience, False
        while not self.try_take(kind):
            if give_up():
                return False
            holder = self._read()
            if holder.startswith(SERVE) and time.monotonic() > deadline:
                raise StartRefused(_in_use(self._owner.parent, holder))
            if not told and time.monotonic() > deadline - patience + 1:
                told = True
                tell(f"Waiting for another process on this data folder ({holder}) to end.")
            time.sleep(0.1)
        return True

    def release(self, stop: Callable[[], None], *, wait_for_guests: bool) -> None:
        """Run `stop` while no new guest can come, then give the right back.

        A command waits for its guests, which are commands too; a serve that was told to end
        does not.
        """
        with contextlib.closing(_open(self._guests)) as guests:
            _lock(guests, fcntl.LOCK_EX if wait_for_guests else fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop()
            if self._held:
                self._held.close()
                self._held = None

    def _read(self) -> str:
        try:
            return self._owner.read_text() or "starting"
        except OSError:
            return "unknown"


class Guest:
    """Use of a server that another process runs."""

    def __init__(self, data: Path) -> None:
        self._file = _open(data / "guests.lock")
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Let the owner stop the server."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()


def _in_use(data: Path, holder: str) -> str:
    number = holder.rpartition(" ")[2]
    return (
        f"The data folder {data} is in use by another `openmoderator serve` (process {number}): "
        f"stop it first, or name another folder with --data."
    )


def _open(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+")


def _lock(file: IO[str], operation: int) -> bool:
    try:
        fcntl.flock(file, operation)
    except BlockingIOError:
        return False
    return True
