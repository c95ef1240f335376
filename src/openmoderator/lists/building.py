"""Building the snapshot of one list and publishing it. May run twice, also at the same moment.

All of it is one transaction that holds an advisory lock: the rows are read through a cursor of
the server's, the file is built beside, put into storage whole, and the pointer to it swapped
with the commit. Killed anywhere, the old snapshot stays in force.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

import structlog
from django.db import DatabaseError, connection, transaction

from openmoderator.clock import DatabaseNow
from openmoderator.content.objects import lock
from openmoderator.lists import files
from openmoderator.lists.contents import Contents, contents_of
from openmoderator.lists.models import ImageList, ListedImage, Snapshot
from openmoderator.lists.progress import Progress, shown

log = structlog.get_logger(__name__)

Told = Callable[[int, int], None]
SMALL: Final = 10_000
"""Entries up to which a list is built where it is asked for, without waiting for a worker."""
_LOCK: Final = 0x4C495354
"""Class of the advisory locks of builds (the letters LIST)."""


def build(snapshot_id: int, *, wait: bool = True, told: Told | None = None) -> bool:
    """Build what was asked for unless it is in force; False when another process is at it.

    With `wait` that one is waited for instead. `told` hears how many entries are done and of
    how many. What goes wrong is noted on the row and raised.
    """
    try:
        with files.draft() as target:
            with transaction.atomic():
                if not _alone(snapshot_id, wait=wait):
                    return False
                published = _publish_newest(snapshot_id, target, told)
            if published is not None:
                files.adopt(target, published)
    except Exception as error:
        _note_failure(snapshot_id, error)
        raise
    return True


def _publish_newest(snapshot_id: int, target: Path, told: Told | None) -> files.Stored | None:
    """Nothing where the list is gone, or what was asked for is in force already."""
    row = Snapshot.objects.filter(pk=snapshot_id).first()
    if row is None or row.built >= row.wanted:
        return None
    try:
        return _publish(row, target, told)
    except ImageList.DoesNotExist:  # Deleted since: its snapshot is gone with it.
        return None


def _publish(row: Snapshot, target: Path, told: Told | None) -> files.Stored:
    number, contents = row.wanted, contents_of(row)
    with _showing(row, contents.total) as progress:
        contents.write(target, _both(progress, contents.total, told))
    stored = files.describe(target)
    lock(stored.name)
    files.put(target, stored)
    Snapshot.objects.filter(pk=row.pk, built__lt=number).update(
        built=number,
        object_name=stored.name,
        sha256=stored.sha256,
        size=stored.size,
        entries=contents.total,
        progress=contents.total,
        total=contents.total,
        built_at=DatabaseNow(),
        failures=0,
        problem="",
    )
    _purge(row, contents)
    log.info("lists.published", snapshot=row.pk, number=number, entries=contents.total)
    return stored


def _purge(row: Snapshot, contents: Contents) -> None:
    """Let go of entries whose removal the new snapshot knows."""
    if row.image_list_id is not None:
        gone = ListedImage.objects.filter(image_list_id=row.image_list_id)
        gone.filter(removal__lte=contents.removals).delete()


def _both(progress: Callable[[int], None], total: int, told: Told | None) -> Callable[[int], None]:
    def tell(done: int) -> None:
        progress(done)
        if told is not None:
            told(done, total)

    return tell


def _showing(row: Snapshot, total: int) -> AbstractContextManager[Callable[[int], None]]:
    return shown(row.pk, total) if total > SMALL else nullcontext(Progress())


def _alone(snapshot_id: int, *, wait: bool) -> bool:
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCK, snapshot_id % 2**31])
        found = cursor.fetchone()
    return wait or bool(found and found[0])


def _note_failure(snapshot_id: int, error: Exception) -> None:
    log.warning("lists.build_failed", snapshot=snapshot_id, reason=type(error).__name__)
    try:
        row = Snapshot.objects.filter(pk=snapshot_id).first()
        if row is not None:
            Snapshot.objects.filter(pk=snapshot_id).update(
                failures=row.failures + 1,
                problem=f"{type(error).__name__}: {error}"[:500],
                tried_at=DatabaseNow(),
            )
    except DatabaseError:
        log.warning("lists.failure_not_noted", snapshot=snapshot_id)
