"""Erasing a team: every row that belongs to it, the audit record included.

Finds the tables by their foreign keys, so a room that comes later is erased, too. Files have
no row any more afterwards, and housekeeping removes those.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from django.apps import apps
from django.db import IntegrityError, OperationalError, models

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import erasing

Way = tuple[type[models.Model], "models.ForeignKey[object, object]"]
log = structlog.get_logger(__name__)
TRIES = 3
"""Something written at the same moment may point to what has just gone."""


@dataclass(frozen=True)
class Owned:
    """A model whose rows belong to a team, and the fields that lead from it to the team."""

    model: type[models.Model]
    path: tuple[str, ...]


def erase_team(team: Team, actor: User) -> None:
    """Delete `team` and everything of it in one transaction; people keep their accounts."""
    public_id, actor_id = team.public_id, actor.pk
    for remaining in reversed(range(TRIES)):
        try:
            _erase(team.pk)
            break
        except (IntegrityError, OperationalError):
            if not remaining:
                raise
    log.info("team.erased", team=public_id, actor=actor_id)


def owned_by_teams() -> list[Owned]:
    """Every way to the team over foreign keys that own, one a model unless it has a choice of
    owners; deepest first."""
    found: dict[type[models.Model], list[Owned]] = {Team: [Owned(Team, ())]}
    waiting: list[type[models.Model]] = [Team]
    while waiting:
        parent = waiting.pop(0)
        for model, field in _children(parent):
            ways = found.setdefault(model, [])
            if not ways:
                waiting.append(model)
            if not ways or field.null:
                ways.append(Owned(model, (field.name, *found[parent][0].path)))
    del found[Team]
    rows = [way for ways in found.values() for way in ways]
    return sorted(rows, key=lambda row: -len(row.path))


def _children(parent: type[models.Model]) -> list[Way]:
    """Models whose rows go with a row of `parent`, and the field that says so."""
    found: list[Way] = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.related_model is not parent:
                continue
            if field.remote_field.on_delete is models.CASCADE and model is not parent:
                found.append((model, field))
    return found


def _erase(pk: int) -> None:
    with erasing():
        # Nobody can write a row of this team, or finish doing so, while its row is locked.
        Team.objects.select_for_update().get(pk=pk)
        for owned in owned_by_teams():
            lookup = "__".join((*owned.path, "pk"))
            rows = owned.model._default_manager.filter(**{lookup: pk})
            # Straight to the table: protected rows go with those that protect them, and
            # the database looks at foreign keys when the transaction commits.
            rows._raw_delete(rows.db)
        Team.objects.filter(pk=pk)._raw_delete("default")
