"""Queues go on after the database was away, and tasks of dead workers come back."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import make_conninfo

from openmoderator.pooled.base import DatabaseWrapper
from openmoderator.queueing import enqueue
from openmoderator.runtime.health import parts
from openmoderator.runtime.heartbeat import Heart
from openmoderator.runtime.models import WorkerHeartbeat
from openmoderator.runtime.queues import Queue, keep_working
from openmoderator.runtime.rescue import rescue_stalled

pytestmark = pytest.mark.django_db(transaction=True)
DONE: list[str] = []


@app.task(queue="runtime-test", name="tests.runtime.note")
def note(word: str) -> None:
    DONE.append(word)


def address() -> str:
    settings = connection.settings_dict
    return make_conninfo(
        "",
        host=settings["HOST"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )


def wait_until(met: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not met() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert met()


@contextmanager
def working() -> Iterator[None]:
    """The queue of this module, worked in a thread as a worker process would."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    queue = Queue("runtime-test", 2)
    work = keep_working(queue, address(), stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(work,))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
    assert not thread.is_alive()


@pytest.fixture(autouse=True)
def _nothing_to_do(transactional_db: None) -> None:
    """Procrastinate's tables are not Django's to empty between tests."""
    DONE.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def defer(word: str) -> None:
    note.defer(word=word)


def stalled_task(*, lock: str | None = None) -> int:
    """A task that a worker took and then died with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 minute') RETURNING id"
        )
        row = cursor.fetchone()
        assert row
        job_id = note.configure(queueing_lock=lock).defer(word="rescued")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [row[0], job_id],
        )
    return int(job_id)


def test_a_task_is_done_and_its_row_goes() -> None:
    with working():
        defer("one")
        wait_until(lambda: DONE == ["one"])
        wait_until(lambda: not ProcrastinateJob.objects.exists())


def test_a_queue_goes_on_after_every_connection_was_cut() -> None:
    with working():
        defer("before")
        wait_until(lambda: DONE == ["before"])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        defer("after")
        wait_until(lambda: DONE == ["before", "after"])


def test_a_failing_task_does_not_stop_its_queue() -> None:
    with working():
        app.configure_task("tests.runtime.note", queue="runtime-test").defer(nonsense=1)
        defer("still")
        wait_until(lambda: DONE == ["still"])


def test_a_task_whose_worker_died_is_done_by_another() -> None:
    stalled_task()
    assert rescue_stalled() == 1
    with working():
        wait_until(lambda: DONE == ["rescued"])


def test_a_task_whose_worker_lives_is_left_alone() -> None:
    job_id = stalled_task()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")
    assert rescue_stalled() == 0
    assert ProcrastinateJob.objects.get(pk=job_id).status == "doing"


def test_a_dead_task_with_a_waiting_twin_makes_room_for_it() -> None:
    dead = stalled_task(lock="subject")
    assert enqueue("tests.runtime.note", "runtime-test", "subject", word="twin")
    rescue_stalled()
    left = ProcrastinateJob.objects.get()
    assert (left.pk != dead, left.status) == (True, "todo")


def test_a_heart_that_beats_makes_the_installation_ready() -> None:
    heart = Heart()
    heart.beat()
    assert {part.name: part.ok for part in parts()} == {
        "database": True,
        "migrations": True,
        "worker": True,
        "models": False,
    }
    heart.models_loaded = True
    heart.beat()
    assert all(part.ok for part in parts())
    assert WorkerHeartbeat.objects.count() == 1


def test_a_worker_not_seen_for_a_minute_does_not_count() -> None:
    Heart().beat()
    WorkerHeartbeat.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert {part.name: part.ok for part in parts()}["worker"] is False


def test_a_worker_that_ends_takes_its_heartbeat_away() -> None:
    heart = Heart()
    heart.beat()
    heart.stop()
    assert not WorkerHeartbeat.objects.exists()


def test_heartbeats_of_long_ago_are_dropped() -> None:
    Heart().beat()
    WorkerHeartbeat.objects.update(
        seen_at=timezone.now() - timedelta(days=2), started_at=timezone.now() - timedelta(days=3)
    )
    Heart().beat()
    assert WorkerHeartbeat.objects.count() == 1


def test_readyz_gives_reasons_and_healthz_none(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_a_pool_of_connections_that_were_cut_is_got_over_at_once() -> None:
    pool = cast("DatabaseWrapper", connections["default"]).pool
    assert pool is not None
    for one in [pool.getconn() for _ in range(8)]:
        pool.putconn(one)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
