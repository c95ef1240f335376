"""What a worker process does: models, queues, clocks and heartbeat.

Timers, deliveries and builds of lists start at once; jobs wait until the models are loaded.
Imported after Django is set up.
"""

from __future__ import annotations

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.db import connections

from openmoderator.config import Config
from openmoderator.runtime.chores import CLOCKS, Ticker, guarded
from openmoderator.runtime.connections import pool_size, task_threads
from openmoderator.runtime.heartbeat import EVERY, Heart
from openmoderator.runtime.queues import Queue, keep_working

log = structlog.get_logger(__name__)

POOL_SECONDS = 20
"""A task waits longer for a connection than a page does: nobody sits in front of it."""


async def work(config: Config) -> None:
    """Work until SIGTERM or SIGINT. Raises when the models cannot be loaded."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(task_threads(config), thread_name_prefix="task"))
    _size_pool(config)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    heart = Heart()
    tickers = [Ticker("heartbeat", EVERY, {"heartbeat": heart.beat}), *map(Ticker.of, CLOCKS)]
    for ticker in tickers:
        ticker.start()
    await _work_queues(config, stop, heart)
    for ticker in tickers:
        ticker.stop()
        await asyncio.to_thread(ticker.join, 2)
    await asyncio.to_thread(guarded, "farewell", heart.stop)


async def _work_queues(config: Config, stop: asyncio.Event, heart: Heart) -> None:
    url = config.database_url or ""
    async with asyncio.TaskGroup() as group:
        # These two need no model.
        for queue in (Queue("deliveries", config.delivery_threads), Queue("lists", 1)):
            group.create_task(keep_working(queue, url, stop))
        await asyncio.to_thread(warm_models)
        heart.models_loaded = True
        await asyncio.to_thread(guarded, "heartbeat", heart.beat)
        log.info("worker.ready", jobs=config.job_threads, deliveries=config.delivery_threads)
        group.create_task(keep_working(Queue("jobs", config.job_threads), url, stop))
        group.create_task(keep_working(Queue("fetches", config.fetch_threads), url, stop))


def warm_models() -> None:
    """Load every model once, so that the first job is as fast as the others."""
    from openmoderator.detect.detectors import image_detectors
    from openmoderator.detect.text.screen import text_detectors

    image_detectors().warm()
    text_detectors().warm()


def _size_pool(config: Config) -> None:
    """Every thread that may hold a database connection must find one."""
    options = connections["default"].settings_dict["OPTIONS"]
    if isinstance(options.get("pool"), dict):
        mine = {"max_size": pool_size(config), "timeout": POOL_SECONDS}
        options["pool"] = {**options["pool"], **mine}
