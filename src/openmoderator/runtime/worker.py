"""Entry of the worker process: ``python -m openmoderator.runtime.worker``.

Sets Django up, works until told to end, and ends even where a task does not.
"""

from __future__ import annotations

import asyncio
import os
import sys

import django

from openmoderator import logs
from openmoderator.config import load
from openmoderator.runtime.child import die_with_parent


def main() -> None:
    """Work until SIGTERM or SIGINT, and at most `queues.STOP_SECONDS` longer."""
    die_with_parent()
    config = load()
    django.setup()
    logs.configure()
    from openmoderator.runtime.working import work

    asyncio.new_event_loop().run_until_complete(work(config))
    # Threads of tasks that did not end in time must not hold the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
