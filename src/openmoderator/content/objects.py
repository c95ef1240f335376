"""Where pictures are kept, and the lock that keeps a put and a removal of one apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import storages
from django.db import connection, transaction

from openmoderator.content.files import WholeFiles
from openmoderator.content.models import Content

FORSAKEN = timedelta(days=1)
"""An object that has had no row for so long belongs to a transaction that never committed."""


def objects() -> WholeFiles:
    """The storage of this installation."""
    storage = storages["default"]
    assert isinstance(storage, WholeFiles)
    return storage


def lock(name: str) -> None:
    """Hold the object's name until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [name])


def remove_forsaken(older_than: timedelta = FORSAKEN) -> int:
    """Delete files without a row, left by transactions that rolled back. Returns how many."""
    root = Path(objects().location)
    border = (datetime.now(UTC) - older_than).timestamp()
    old = [path for path in root.glob("*/*/*") if path.stat().st_mtime < border]
    return sum(_remove_if_forsaken(path.relative_to(root).as_posix()) for path in old)


def _remove_if_forsaken(name: str) -> bool:
    with transaction.atomic():
        lock(name)
        if Content.objects.filter(object_name=name).exists():
            return False
        objects().delete(name)
    return True
