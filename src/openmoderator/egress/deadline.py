"""A deadline for a whole exchange, whatever the other side does in between.

Time-outs of sockets count from packet to packet, so a server that sends a byte a second is
never late. Here a timer shuts the connections down when the time is over. Knows no HTTP.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Deadline:
    """Use as a context manager; `watch` each socket that the exchange opens."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._started = time.monotonic()
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self.passed = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def milliseconds(self) -> int:
        """Whole milliseconds since the start."""
        return round(self.elapsed * 1000)

    @property
    def remaining(self) -> float:
        """Seconds left, never below a millisecond (zero would mean "do not block")."""
        return max(self.seconds - self.elapsed, 0.001)

    def watch(self, connection: socket.socket) -> None:
        """Shut this connection down when the time is over.

        A duplicate is kept: TLS takes the file descriptor away from the socket it wraps.
        """
        with self._lock:
            self._watched.append(connection.dup())
            if self.passed:
                self._shut_down()

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut_down()

    def _shut_down(self) -> None:
        for watched in self._watched:
            with contextlib.suppress(OSError):
                watched.shutdown(socket.SHUT_RDWR)
