"""The web process: granian with worker processes of its own, respawned when they die.

Run as ``python -m openmoderator.runtime.web HOST PORT WORKERS`` by the supervisor.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from openmoderator.runtime.child import die_with_parent

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 8
"""Blocking threads of one web worker; no page holds one for long."""
DRAIN_SECONDS = 12
"""Requests under way get so long when the server is told to end."""


def main(host: str, port: int, workers: int) -> None:
    """Serve until told to end. Django is loaded in the workers only."""
    die_with_parent()
    Granian(
        "openmoderator.runtime.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=256,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
    ).serve(target_loader=load, wrap_loader=False)


def load() -> WSGIApplication:
    """The application, imported in a worker process.

    Granian's own loader would put the working directory first among the places of modules.
    """
    from openmoderator.runtime.wsgi import application

    return application


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
