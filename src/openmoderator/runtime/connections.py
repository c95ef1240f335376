"""How many database connections our processes may hold at a time; arithmetic only."""

from __future__ import annotations

from openmoderator.config import Config
from openmoderator.database import POOL

QUEUES = 4
PER_QUEUE = 4
"""Of each queue's own pool: one listens, the others fetch and finish."""
CLOCKS = 4
"""Threads of a worker process beside those of tasks: three clocks and the heartbeat."""
LISTS = 2
"""A build of a list, and the thread that shows how far it is."""
MARGIN = 20
"""Commands, migrations, and what PostgreSQL keeps back for its superuser."""
LEAST = 120


def task_threads(config: Config) -> int:
    """Threads of one worker process in which tasks run."""
    return config.job_threads + config.delivery_threads + config.fetch_threads + LISTS + 2


def pool_size(config: Config) -> int:
    """Django's pool in one worker process: every thread that may hold one must find one."""
    return task_threads(config) + CLOCKS


def server_limit(config: Config) -> int:
    """`max_connections` of the embedded server: web processes, and two worker processes.

    The second one is an ``openmoderator work`` beside ``serve``.
    """
    worker = pool_size(config) + QUEUES * PER_QUEUE
    return max(LEAST, config.workers * POOL["max_size"] + 2 * worker + MARGIN)
