"""Working a queue for as long as the process lives, whatever happens to the database.

Procrastinate's worker stops for good when it loses its connection, and stopping waits for its
tasks without limit: here it is made anew, and bounded.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from openmoderator.runtime.connections import PER_QUEUE
from openmoderator.runtime.rescue import HEARTBEAT_SECONDS, STALLED_SECONDS

log = structlog.get_logger(__name__)

STOP_SECONDS = 10.0
"""Tasks under way get so long when the process is told to end."""


@dataclass(frozen=True)
class Queue:
    """A queue and how many of its tasks one process runs at a time."""

    name: str
    concurrency: int


async def keep_working(queue: Queue, database_url: str, stop: asyncio.Event) -> None:
    """Work `queue` until `stop`; a lost database is waited for."""
    pause = 0.2
    while not stop.is_set():
        started = asyncio.get_running_loop().time()
        try:
            await _work(queue, database_url, stop)
        except Exception as error:
            log.warning("queue.interrupted", queue=queue.name, reason=str(error)[:200])
        lived = asyncio.get_running_loop().time() - started
        pause = 0.2 if lived > 30 else min(pause * 2, 5.0)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), timeout=pause)


async def _work(queue: Queue, database_url: str, stop: asyncio.Event) -> None:
    connector = PsycopgConnector(conninfo=database_url, min_size=1, max_size=PER_QUEUE)
    async with app.with_connector(connector).open_async() as worker_app:
        worker = _worker(worker_app, queue)
        running = asyncio.ensure_future(worker.run())  # type: ignore[no-untyped-call]
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        worker.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait([running], timeout=STOP_SECONDS + 0.5)
        if running.done():
            running.result()


def _worker(worker_app: Any, queue: Queue) -> Worker:
    return Worker(
        app=worker_app,
        queues=[queue.name],
        name=queue.name,
        concurrency=queue.concurrency,
        fetch_job_polling_interval=2.0,
        delete_jobs="successful",
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        shutdown_graceful_timeout=STOP_SECONDS,
        task_middleware=[return_connection],
    )


def return_connection(call_next: Callable[[], Any], _context: JobContext, _worker: Worker) -> Any:
    """Give the thread's database connection back to the pool after each task."""
    try:
        return call_next()
    finally:
        connections.close_all()
