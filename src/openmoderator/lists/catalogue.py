"""Making, finding, changing and deleting lists of either kind. Knows nothing of their content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.audit.record import record
from openmoderator.lists.acting import actor
from openmoderator.lists.errors import LimitReached, ListNotFound, UnusableList
from openmoderator.lists.models import MAX_NAME, ImageList, NamedList, TermList

AnyList = TypeVar("AnyList", TermList, ImageList)

MAX_DESCRIPTION: Final = 10_000
MAX_METADATA: Final = 100_000
"""Characters of the metadata as JSON."""
MAX_ID: Final = 2**31 - 1
"""Ids of lists are parsed as 32 bits by old clients (contract 1.5)."""
_LIMITS: Final[dict[type[NamedList], tuple[str, str]]] = {
    TermList: ("term list", "term_lists"),
    ImageList: ("image list", "image_lists"),
}


@dataclass(frozen=True)
class ListFields:
    """What a caller says of a list; None leaves a field as it is (contract 5.1)."""

    name: str | None = None
    description: str | None = None
    metadata: Mapping[str, Any] | None = None
    negative: bool | None = None


def create(model: type[AnyList], team: Team, fields: ListFields) -> AnyList:
    """Store a new list. Raises `LimitReached` or `UnusableList`."""
    made = model(team=team)
    _apply(made, fields)
    with transaction.atomic():
        # Holding the team makes the count true for callers at the same moment.
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        _require_room(model, team)
        made.save()
        _note(made, "created", {"name": made.name[:200]})
    return made


def find(model: type[AnyList], team: Team, list_id: int) -> AnyList:
    """The team's list of that id. Raises `ListNotFound`, also for another team's."""
    return _found(model, list_id, model.objects.filter(team=team, pk=_searchable(list_id)).first())


def locked(model: type[AnyList], team: Team, list_id: int) -> AnyList:
    """As `find`, its row locked until the caller's transaction ends."""
    rows = model.objects.select_for_update(no_key=True)
    return _found(model, list_id, rows.filter(team=team, pk=_searchable(list_id)).first())


def everyone(model: type[AnyList], team: Team) -> list[AnyList]:
    """The team's lists by id."""
    return list(model.objects.filter(team=team).order_by("pk"))


def update(model: type[AnyList], team: Team, list_id: int, fields: ListFields) -> AnyList:
    """Change what `fields` names and nothing else. Raises `ListNotFound` or `UnusableList`."""
    with transaction.atomic():
        row = locked(model, team, list_id)
        _apply(row, fields)
        row.save()
        _note(row, "updated", {"name": row.name[:200]})
    return row


def delete(model: type[AnyList], team: Team, list_id: int) -> None:
    """Remove the list with its content and snapshots at once. Raises `ListNotFound`."""
    with transaction.atomic():
        row = locked(model, team, list_id)
        _note(row, "deleted", {"name": row.name[:200], "entries": row.entries})
        # First what a build locks first: else the two could wait for one another.
        row.snapshot_set.all().delete()
        row.delete()


def subject(row: NamedList) -> tuple[str, str]:
    """The list as the audit record names it."""
    return (type(row).__name__.lower(), str(row.pk))


def _note(row: NamedList, act: str, detail: dict[str, object]) -> None:
    kind, _ = subject(row)
    record(row.team, actor(), f"{kind}.{act}", subject(row), detail)


def _require_room(model: type[AnyList], team: Team) -> None:
    what, setting = _LIMITS[model]
    most: int = getattr(settings.OPENMODERATOR, setting)
    if model.objects.filter(team=team).count() >= most:
        message = (
            f"The team has {most} {what}s, which is the limit. Delete one, or raise"
            f" OPENMODERATOR_{setting.upper()}."
        )
        raise LimitReached(message)


def _apply(row: TermList | ImageList, fields: ListFields) -> None:
    if fields.name is not None:
        row.name = _bounded("Name", fields.name, MAX_NAME)
    if fields.description is not None:
        row.description = _bounded("Description", fields.description, MAX_DESCRIPTION)
    if fields.metadata is not None:
        text = json.dumps(dict(fields.metadata), ensure_ascii=False, separators=(",", ":"))
        row.metadata_json = _bounded("Metadata", text, MAX_METADATA)
    if fields.negative is not None and isinstance(row, ImageList):
        row.negative = fields.negative


def _bounded(what: str, text: str, most: int) -> str:
    if len(text) > most:
        message = f"{what} has {len(text)} characters; at most {most} are kept."
        raise UnusableList(message)
    return text


def _searchable(list_id: int) -> int:
    """An id that the database can compare; what is too large is nobody's."""
    return list_id if 0 <= list_id <= MAX_ID else -1


def _found(model: type[AnyList], list_id: int, row: AnyList | None) -> AnyList:
    if row is None:
        what, _ = _LIMITS[model]
        message = f"The team has no {what} with the id {list_id}."
        raise ListNotFound(message)
    return row
