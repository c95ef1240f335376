"""Which snapshots are in force for a team, by one query: nothing is remembered between calls,
so that every process sees a new snapshot with its next call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from openmoderator.accounts.models import Team
from openmoderator.lists.errors import ListNotFound
from openmoderator.lists.files import Stored


@dataclass(frozen=True)
class Pointer:
    """One list and its snapshot. `snapshot_id` 0 says that no refresh was ever asked for."""

    list_id: int
    entries: int
    negative: bool
    snapshot_id: int
    language: str
    wanted: int
    built: int
    stored: Stored

    @property
    def published(self) -> bool:
        """Whether there is a snapshot in force."""
        return self.built > 0

    @property
    def stale(self) -> bool:
        """Whether a newer snapshot was asked for."""
        return self.wanted > self.built


_SNAPSHOT: Final = """
COALESCE(s.id, 0), COALESCE(s.language, ''), COALESCE(s.wanted, 0), COALESCE(s.built, 0),
COALESCE(s.object_name, ''), COALESCE(s.sha256, ''), COALESCE(s.size, 0)
"""
_TERMS: Final = f"""
SELECT l.id, l.entries, false, {_SNAPSHOT} FROM lists_termlist AS l
LEFT JOIN lists_snapshot AS s
  ON s.term_list_id = l.id AND (%(language)s::text IS NULL OR s.language = %(language)s)
WHERE l.team_id = %(team)s AND (%(lists)s::bigint[] IS NULL OR l.id = ANY(%(lists)s))
ORDER BY l.id, s.language
"""  # noqa: S608
_IMAGES: Final = f"""
SELECT l.id, l.entries, l.negative, {_SNAPSHOT} FROM lists_imagelist AS l
LEFT JOIN lists_snapshot AS s ON s.image_list_id = l.id
WHERE l.team_id = %(team)s AND (%(list)s::bigint IS NULL OR l.negative OR l.id = %(list)s)
ORDER BY l.id
"""  # noqa: S608


def of_terms(
    team: Team, language: str | None, list_ids: Sequence[int] | None
) -> tuple[Pointer, ...]:
    """The team's term lists, or the named ones, in one language or all.

    Raises `ListNotFound` where a named list is not the team's.
    """
    wanted = None if list_ids is None else list(list_ids)
    found = _ask(_TERMS, {"team": team.pk, "language": language, "lists": wanted})
    _require(wanted or (), found, "term list")
    return found


def of_images(team: Team, list_id: int | None) -> tuple[Pointer, ...]:
    """The named image list with every negative one, or all of the team's.

    Raises `ListNotFound` where the named list is not the team's.
    """
    found = _ask(_IMAGES, {"team": team.pk, "list": list_id})
    _require(() if list_id is None else (list_id,), found, "image list")
    return found


def _ask(query: str, values: Mapping[str, int | str | list[int] | None]) -> tuple[Pointer, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return tuple(_pointer(*row) for row in cursor.fetchall())


def _pointer(
    list_id: int,
    entries: int,
    negative: bool,
    snapshot_id: int,
    language: str,
    wanted: int,
    built: int,
    *stored: Any,
) -> Pointer:
    found = Stored(*stored)
    return Pointer(list_id, entries, negative, snapshot_id, language, wanted, built, found)


def _require(wanted: Sequence[int], found: Sequence[Pointer], what: str) -> None:
    missing = sorted(set(wanted) - {pointer.list_id for pointer in found})
    if missing:
        message = f"The team has no {what} with the id {missing[0]}."
        raise ListNotFound(message)
