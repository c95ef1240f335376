"""While the database is away, requests that would wait for it in vain are answered at once.

Each holds one of a web process's few threads until its wait for a connection ends, and the
probes need threads too. Knows the pool's own figures; nothing of what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

from openmoderator.database import POOL
from openmoderator.runtime.chunked import DRAIN, drain, refuse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REMEMBERED = POOL["timeout"] + 1.0
"""Seconds after a wait in vain in which the database counts as away: longer than the next
wait takes, so that a lasting outage is never forgotten in between."""
SCOUTS = 2
"""So many may wait then; the first that gets its connection ends the outage."""
WITHOUT_DATABASE = ("/healthz", "/static/")
MESSAGE = "The database does not answer; try again in a moment."


@dataclass(frozen=True)
class Waits:
    """Requests for a connection: how many wait now, and how many ever waited in vain."""

    now: int
    in_vain: int


def pool_waits() -> Waits:
    """The figures of this process's pool; all zero without one."""
    pool = getattr(connections["default"], "pool", None)
    stats = pool.get_stats() if pool else {}
    return Waits(stats.get("requests_waiting", 0), stats.get("requests_errors", 0))


class OutageGuard:
    """WSGI middleware: 503 for what would wait in vain."""

    def __init__(
        self, application: WSGIApplication, waits: Callable[[], Waits] = pool_waits
    ) -> None:
        self._application = application
        self._waits = waits
        self._in_vain = 0
        self._away_until = 0.0

    def __call__(self, environ: WSGIEnvironment, respond: StartResponse) -> Iterable[bytes]:
        """Pass on, unless the database is away and enough requests wait for it already."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(WITHOUT_DATABASE) or not self._in_the_way():
            return self._application(environ, respond)
        drain(environ["wsgi.input"], min(int(environ.get("CONTENT_LENGTH") or 0), DRAIN))
        return refuse(respond, 503, "ServiceUnavailable", MESSAGE)

    def _in_the_way(self) -> bool:
        waits, now = self._waits(), time.monotonic()
        if waits.in_vain > self._in_vain:
            self._in_vain = waits.in_vain
            self._away_until = now + REMEMBERED
        return now < self._away_until and waits.now >= SCOUTS
