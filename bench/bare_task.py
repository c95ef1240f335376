"""The bare peer of a job: a Procrastinate task that does nothing but say when it started.

A worker process with the product's settings of the queue; prints ``ready``, then one line
with the wall-clock time of each start, until it is told to end.
Started by `bare_queue`, not by hand.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.worker import Worker

QUEUE = "bench"
START = "import sys; from bench.bare_task import main; main(sys.argv[1])"
"""Imported rather than run, so that tasks are known by this module's own name."""
app = App(connector=SyncPsycopgConnector())


@app.task(queue=QUEUE, name="bench.bare")
def bare() -> None:
    """Say when."""
    print(repr(time.time()), flush=True)


class BareQueue:
    """The task's queue with a worker process of its own."""

    def __init__(self, process: Popen[str], queue: App) -> None:
        self._process = process
        self._queue = queue

    def seconds_to_start(self) -> float:
        """Defer one task and wait: seconds from before the deferring to the start."""
        deferred = time.time()
        self._queue.configure_task("bench.bare", queue=QUEUE).defer()
        assert self._process.stdout is not None
        return float(self._process.stdout.readline()) - deferred


@contextmanager
def bare_queue(conninfo: str) -> Iterator[BareQueue]:
    """The queue with its worker running; both gone at the end."""
    command = [sys.executable, "-c", START, conninfo]
    connector = SyncPsycopgConnector(conninfo=conninfo, min_size=1, max_size=2)
    # The settings of a run may keep Python from looking into the current folder.
    found = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    process = Popen(command, stdout=PIPE, text=True, env=found)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        with app.replace_connector(connector) as queue, queue.open():
            yield BareQueue(process, queue)
    finally:
        process.terminate()
        process.wait(10)


async def work(conninfo: str) -> None:
    """Work the queue until the process is ended."""
    connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4)
    async with app.with_connector(connector).open_async() as opened:
        print("ready", flush=True)
        worker = Worker(
            app=opened,
            queues=[QUEUE],
            concurrency=2,
            fetch_job_polling_interval=2.0,
            delete_jobs="successful",
        )
        await worker.run()  # type: ignore[no-untyped-call]


def main(conninfo: str) -> None:
    """The worker process."""
    asyncio.run(work(conninfo))
