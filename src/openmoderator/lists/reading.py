"""From a pointer to an open snapshot, whatever happened to its files meanwhile.

A damaged or missing copy is fetched again. A damaged or missing object is built again: small
lists at once, larger ones by a worker, and meanwhile this process goes on with what it has open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

import structlog
from django.db import transaction

from openmoderator.detect.image.hashes import SnapshotDamaged as HashesDamaged
from openmoderator.detect.text.errors import SnapshotDamaged as TermsDamaged
from openmoderator.lists import files
from openmoderator.lists.building import SMALL, build
from openmoderator.lists.errors import ObjectDamaged, SnapshotUnavailable
from openmoderator.lists.models import Snapshot
from openmoderator.lists.opened import Opened
from openmoderator.lists.pointers import Pointer
from openmoderator.lists.refreshing import renew

log = structlog.get_logger(__name__)
T = TypeVar("T")
DAMAGED: Final = (ObjectDamaged, HashesDamaged, TermsDamaged, FileNotFoundError)
MOST_OPEN: Final = 256
"""Snapshots of one kind that a process keeps mapped."""


class Reader(Generic[T]):
    """Opens snapshots of one kind with `open_file` and keeps them open."""

    def __init__(self, open_file: Callable[[Path, Pointer], T]) -> None:
        self._open_file = open_file
        self._opened: Opened[T] = Opened(MOST_OPEN)

    def read(self, pointer: Pointer) -> T:
        """The snapshot in force. Raises `SnapshotUnavailable` where there is none to be had."""
        try:
            return self._get(pointer)
        except DAMAGED as error:
            log.warning("lists.snapshot_damaged", list=pointer.list_id, reason=str(error))
            return self._recover(pointer)
        except OSError as error:  # No room for a copy, say.
            log.warning("lists.snapshot_unreadable", list=pointer.list_id, reason=str(error))
            return self._last_good(pointer)

    def _get(self, pointer: Pointer) -> T:
        version = pointer.stored.sha256
        return self._opened.get(pointer.snapshot_id, version, lambda: self._open(pointer))

    def _open(self, pointer: Pointer) -> T:
        path = files.copy_of(pointer.stored)
        try:
            return self._open_file(path, pointer)
        except DAMAGED:
            files.forget_copy(pointer.stored)
            raise

    def _recover(self, pointer: Pointer) -> T:
        """The pointer may be older than its file's removal; else the snapshot is made anew."""
        row = Snapshot.objects.filter(pk=pointer.snapshot_id).first()
        if row is None:
            raise SnapshotUnavailable(_message(pointer))
        same = row.sha256 == pointer.stored.sha256
        if same:
            _make_anew(row)
        try:
            if same and pointer.entries <= SMALL:
                build(row.pk)
                row.refresh_from_db()
            return self._get(_moved(pointer, row))
        except (ObjectDamaged, HashesDamaged, TermsDamaged, OSError, Snapshot.DoesNotExist):
            return self._last_good(pointer)

    def _last_good(self, pointer: Pointer) -> T:
        good = self._opened.last(pointer.snapshot_id)
        if good is None:
            raise SnapshotUnavailable(_message(pointer))
        return good


def _make_anew(row: Snapshot) -> None:
    """Ask for one more refresh, unless one was asked for already."""
    with transaction.atomic():
        now = Snapshot.objects.select_for_update().filter(pk=row.pk).first()
        if now is not None and now.wanted == now.built:
            renew(now)


def _moved(pointer: Pointer, row: Snapshot) -> Pointer:
    stored = files.Stored(row.object_name, row.sha256, row.size)
    return Pointer(
        pointer.list_id,
        pointer.entries,
        pointer.negative,
        row.pk,
        row.language,
        row.wanted,
        row.built,
        stored,
    )


def _message(pointer: Pointer) -> str:
    return (
        f"The published state of list {pointer.list_id} is damaged or cannot be read here; it is"
        " being built again. Try again in a minute."
    )
