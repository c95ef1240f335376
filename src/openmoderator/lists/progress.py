"""How far a build is, on the row of its snapshot, for whoever waits for it.

Written by a thread of its own on a connection of its own: the build's transaction stays open
until it ends, and nobody could see what it writes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connections

from openmoderator.lists.models import Snapshot

log = structlog.get_logger(__name__)
EVERY = 0.5
"""Seconds between two writes."""


class Progress:
    """The count of entries that are done; set by the build, written now and then."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, done: int) -> None:
        """So many entries are done."""
        self.done = done


@contextmanager
def shown(snapshot_id: int, total: int) -> Iterator[Progress]:
    """A `Progress` that is written to the row until the block ends."""
    progress, ended = Progress(), threading.Event()
    writer = threading.Thread(
        target=_write, args=(snapshot_id, total, progress, ended), name="progress", daemon=True
    )
    writer.start()
    try:
        yield progress
    finally:
        ended.set()
        writer.join()


def _write(snapshot_id: int, total: int, progress: Progress, ended: threading.Event) -> None:
    try:
        while not ended.is_set():
            row = Snapshot.objects.filter(pk=snapshot_id)
            row.update(progress=min(progress.done, total), total=total)
            ended.wait(EVERY)
    except DatabaseError as error:
        # Only a picture of the build; the build itself finds out by itself.
        log.warning("lists.progress_not_shown", reason=type(error).__name__)
    finally:
        connections.close_all()
