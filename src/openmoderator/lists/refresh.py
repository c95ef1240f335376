"""RefreshIndex: publish the list as it is now, and wait a while for it (contract 5.5).

Small lists are built by the process that is asked. Larger ones are built by a worker, while the
caller waits without a transaction for at most `PATIENCE` seconds.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.audit.record import record
from openmoderator.lists.acting import actor
from openmoderator.lists.building import SMALL, build
from openmoderator.lists.catalogue import AnyList, locked, subject
from openmoderator.lists.models import Snapshot
from openmoderator.lists.refreshing import ask

PATIENCE: Final = 20.0
_LOOK_EVERY: Final = 0.1
_WAITING = threading.BoundedSemaphore(2)
"""Threads of a process that may wait; the others are told at once that it is being built."""


@dataclass(frozen=True)
class Refreshed:
    """What became of a refresh: in force, failed with a `problem`, or still being built."""

    in_force: bool
    done: int
    total: int
    problem: str = ""


def refresh(
    model: type[AnyList], team: Team, list_id: int, language: str = "", patience: float = PATIENCE
) -> Refreshed:
    """Ask for a snapshot of the list and wait for it. Raises `ListNotFound`.

    `language` is the ISO 639-3 code of a term list's index, empty for an image list.
    """
    snapshot = request_refresh(model, team, list_id, language)
    small = _entries(snapshot) <= SMALL
    if small and _built_here(snapshot):
        patience = 0.0
    return await_build(snapshot.pk, snapshot.wanted, patience)


def _built_here(snapshot: Snapshot) -> bool:
    """Whether it was tried; what the disk has against it is on the row."""
    try:
        return build(snapshot.pk, wait=False)
    except OSError:
        return True


def request_refresh(model: type[AnyList], team: Team, list_id: int, language: str = "") -> Snapshot:
    """Ask for a snapshot and let a worker build it. Raises `ListNotFound`."""
    with transaction.atomic():
        row = locked(model, team, list_id)
        kind, _ = subject(row)
        detail = {"language": language} if language else {}
        record(team, actor(), f"{kind}.refreshed", subject(row), detail)
        return ask(row, language)


def await_build(snapshot_id: int, number: int, patience: float) -> Refreshed:
    """Look until that refresh is in force or has failed, for at most `patience` seconds."""
    may_wait = patience > 0 and _WAITING.acquire(blocking=False)
    end = time.monotonic() + (patience if may_wait else 0.0)
    try:
        while not _ended(state := _state(snapshot_id, number)) and time.monotonic() < end:
            time.sleep(_LOOK_EVERY)
    finally:
        if may_wait:
            _WAITING.release()
    return state


def _entries(snapshot: Snapshot) -> int:
    try:
        owner = snapshot.term_list or snapshot.image_list
    except ObjectDoesNotExist:  # Deleted since; `await_build` says so.
        return 0
    return owner.entries if owner is not None else 0


def _state(snapshot_id: int, number: int) -> Refreshed:
    row = Snapshot.objects.filter(pk=snapshot_id).first()
    if row is None:
        return Refreshed(False, 0, 0, "the list was deleted")
    return Refreshed(row.built >= number, row.progress, row.total, row.problem)


def _ended(state: Refreshed) -> bool:
    return state.in_force or bool(state.problem)
