"""What every change of a list's content does besides: limit, count, audit, and, where the
settings want it, the refresh. Called with the row of the list locked.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import F

from openmoderator.audit.record import record
from openmoderator.lists.acting import actor
from openmoderator.lists.catalogue import subject
from openmoderator.lists.errors import LimitReached
from openmoderator.lists.models import ImageList, TermList
from openmoderator.lists.refreshing import ask

LIMITS = {TermList: ("terms", "terms_per_list"), ImageList: ("images", "images_per_list")}


def require_room(row: TermList | ImageList, more: int = 1) -> None:
    """Raise `LimitReached` unless `more` entries fit."""
    what, setting = LIMITS[type(row)]
    most: int = getattr(settings.OPENMODERATOR, setting)
    if row.entries + more > most:
        message = (
            f"List {row.pk} has {row.entries} {what}, and at most {most} are allowed. Delete some,"
            f" or raise OPENMODERATOR_{setting.upper()}."
        )
        raise LimitReached(message)


def changed(
    row: TermList | ImageList, by: int, act: str, detail: dict[str, object], language: str = ""
) -> None:
    """Count, record, and ask for a refresh where changes of lists count at once."""
    type(row)._default_manager.filter(pk=row.pk).update(entries=F("entries") + by)
    row.entries += by
    kind, _ = subject(row)
    record(row.team, actor(), f"{kind}.{act}", subject(row), detail)
    if settings.OPENMODERATOR.lists_at_once:
        ask(row, language)
