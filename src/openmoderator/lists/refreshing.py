"""Asking for a new snapshot: the number of the refresh and its task commit together."""

from __future__ import annotations

from typing import Final

from django.db.models import F

from openmoderator.clock import DatabaseNow
from openmoderator.lists.models import ImageList, Snapshot, TermList
from openmoderator.queueing import enqueue

BUILD: Final = "lists.build"
QUEUE: Final = "lists"


def ask(row: TermList | ImageList, language: str = "") -> Snapshot:
    """Number a refresh of the list inside the caller's transaction, which holds its row.

    The snapshot that comes of it has everything that was committed before, and everything that
    this transaction changes.
    """
    owner = {"term_list": row} if isinstance(row, TermList) else {"image_list": row}
    snapshot, _ = Snapshot.objects.get_or_create(
        **owner, language=language, defaults={"tried_at": DatabaseNow()}
    )
    renew(snapshot)
    return snapshot


def renew(snapshot: Snapshot) -> None:
    """Number one more refresh of a snapshot and enqueue its build, in the caller's transaction."""
    Snapshot.objects.filter(pk=snapshot.pk).update(
        wanted=F("wanted") + 1, failures=0, problem="", tried_at=DatabaseNow()
    )
    snapshot.refresh_from_db()
    defer_build(snapshot.pk)


def defer_build(snapshot_id: int) -> bool:
    """Enqueue a build; at most one waits for each snapshot."""
    return enqueue(BUILD, QUEUE, f"list-snapshot:{snapshot_id}", snapshot_id=snapshot_id)
