"""Removing files of snapshots that no row points to any more: in storage, and of this machine.

A pause lets builds that are about to commit do so. Whoever reads a pointer just before its file
goes finds it missing, reads the pointer again and gets the new one.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from openmoderator.content.objects import lock, objects
from openmoderator.lists.files import DRAFT, FOLDER, cache_folder
from openmoderator.lists.models import Snapshot

PAUSE: Final = timedelta(minutes=15)
DRAFTS: Final = timedelta(days=1)
"""A draft so old belongs to a process that was killed."""


def remove_unused(older_than: timedelta = PAUSE, drafts: timedelta = DRAFTS) -> int:
    """Delete objects and copies without a row, and drafts of dead processes. Returns how many."""
    stored = Path(objects().path(FOLDER))
    removed = _remove_drafts(stored, drafts) + _remove_drafts(cache_folder(), drafts)
    removed += sum(map(_remove_object, _old(stored, older_than)))
    return removed + sum(map(_remove_copy, _old(cache_folder(), older_than)))


def _old(folder: Path, older_than: timedelta) -> list[Path]:
    border = (datetime.now(UTC) - older_than).timestamp()
    return [path for path in folder.glob("[!.]*") if _changed(path) < border]


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Another process removes at the same moment.
        return float("inf")


def _remove_object(path: Path) -> bool:
    name = f"{FOLDER}/{path.name}"
    with transaction.atomic():
        lock(name)
        if Snapshot.objects.filter(object_name=name).exists():
            return False
        path.unlink(missing_ok=True)
    return True


def _remove_copy(path: Path) -> bool:
    if Snapshot.objects.filter(object_name=f"{FOLDER}/{path.name}").exists():
        return False
    path.unlink(missing_ok=True)
    return True


def _remove_drafts(folder: Path, older_than: timedelta) -> int:
    border = (datetime.now(UTC) - older_than).timestamp()
    old = [path for path in folder.glob(f"{DRAFT}*") if _changed(path) < border]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)
