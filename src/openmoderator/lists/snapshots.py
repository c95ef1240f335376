"""What Screen and Match ask: the team's lists as of their last refresh.

The pointers are read from the database with every call (one query), so that a new snapshot
counts for every process at once; the snapshots themselves stay open and mapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings

from openmoderator.accounts.models import Team
from openmoderator.detect.image.hashes import HashMatch, HashSnapshot, Query
from openmoderator.detect.text.snapshot import TermSnapshot
from openmoderator.detect.text.values import TermFinder
from openmoderator.lists import pointers
from openmoderator.lists.building import SMALL, build
from openmoderator.lists.models import ListedImage
from openmoderator.lists.pointers import Pointer
from openmoderator.lists.reading import Reader

MAX_DISTANCE: Final = 31
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ListMatch:
    """An entry of an image list that the asked picture is like, as it was when it was added."""

    match: HashMatch
    list_id: int
    tags: tuple[int, ...]
    label: str | None
    added_at: datetime


def _open_terms(path: Path, pointer: Pointer) -> TermSnapshot:
    return TermSnapshot.open(path, pointer.list_id, pointer.language)


def _open_hashes(path: Path, _pointer: Pointer) -> HashSnapshot:
    return HashSnapshot.open(path)


_terms: Final = Reader(_open_terms)
_hashes: Final = Reader(_open_hashes)


def term_finders(
    team: Team, language: str | None, list_ids: Sequence[int] | None = None
) -> tuple[TermFinder, ...]:
    """Finders of the team's lists, or of the named ones, in the language (ISO 639-3; None: any).

    A list that was never refreshed in the language has none. Raises `ListNotFound` where a
    named list is not the team's, and `SnapshotUnavailable`.
    """
    found = pointers.of_terms(team, language, list_ids)
    if _catch_up(found):
        found = pointers.of_terms(team, language, list_ids)
    return tuple(_terms.read(pointer) for pointer in found if pointer.published)


def match(team: Team, query: Query, list_id: int | None = None) -> tuple[ListMatch, ...]:
    """What the picture is like in the team's lists or in the named one, the nearest first.

    An entry of a negative list with the same score or a higher one vetoes a match; asked by its
    own id, a negative list answers like any other. Raises `ListNotFound` and `SnapshotUnavailable`.
    """
    found = pointers.of_images(team, list_id)
    if _catch_up(found):
        found = pointers.of_images(team, list_id)
    matches = [(pointer, item) for pointer in found for item in _matches(pointer, query)]
    asked = [pair for pair in matches if _is_asked(pair[0], list_id)]
    vetoes = [item.score for pointer, item in matches if not _is_asked(pointer, list_id)]
    left = [pair for pair in asked if pair[1].score > max(vetoes, default=0.0)]
    return _described(sorted(left, key=lambda pair: (-pair[1].score, pair[1].content_id)))


def _is_asked(pointer: Pointer, list_id: int | None) -> bool:
    return not pointer.negative if list_id is None else pointer.list_id == list_id


def _matches(pointer: Pointer, query: Query) -> tuple[HashMatch, ...]:
    return _hashes.read(pointer).match(query, MAX_DISTANCE) if pointer.published else ()


def _described(found: Sequence[tuple[Pointer, HashMatch]]) -> tuple[ListMatch, ...]:
    """With tags and labels; an entry that is gone from the database is gone from the list."""
    rows = ListedImage.objects.in_bulk([item.content_id for _, item in found])
    return tuple(
        ListMatch(item, pointer.list_id, tuple(row.tags), row.label, row.added_at)
        for pointer, item in found
        if (row := rows.get(item.content_id)) is not None
    )


def _catch_up(found: Sequence[Pointer]) -> bool:
    """Where changes count at once, build the small lists that changed; larger ones follow."""
    if not settings.OPENMODERATOR.lists_at_once:
        return False
    stale = [pointer for pointer in found if pointer.stale and pointer.entries <= SMALL]
    for pointer in stale:
        try:
            build(pointer.snapshot_id)
        except OSError as error:  # What is in force still answers.
            log.warning("lists.not_caught_up", list=pointer.list_id, reason=str(error))
    return bool(stale)
