"""Pictures kept for later calls under an id of the recorded form (contract 1.5).

A cache id is the reference's own GUID and its time in .NET ticks. It belongs to one team and
runs out `cached_picture_minutes` after it was made.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from openmoderator.accounts.models import Team
from openmoderator.content import store
from openmoderator.content.models import Content
from openmoderator.errors import NotFound

_FORM: Final = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([0-9]{18})")
_FIRST_TICK: Final = datetime(1, 1, 1, tzinfo=UTC)
_TICKS_IN_A_MICROSECOND: Final = 10


class PictureNotCached(NotFound):
    """There is no kept picture of that id: never was, ran out, or is another team's."""

    code = "CacheIdNotFound"


def keep(team: Team, data: bytes, media_type: str) -> str:
    """Keep the bytes of a picture for the team; the id that they can be found by."""
    minutes = settings.OPENMODERATOR.cached_picture_minutes
    with transaction.atomic():
        row = store.put_picture(team, data, media_type)
        row.expires_at = timezone.now() + timedelta(minutes=minutes)
        row.save(update_fields=["expires_at"])
    return f"{row.pk}_{_ticks(row.created_at)}"


def find(team: Team, cache_id: str) -> bytes:
    """The kept bytes. Raises `PictureNotCached`."""
    form = _FORM.fullmatch(cache_id.strip().lower())
    row = _row(team, uuid.UUID(form[1])) if form else None
    if form is None or row is None or str(_ticks(row.created_at)) != form[2]:
        raise PictureNotCached(_message(cache_id))
    try:
        return store.read(row)
    except FileNotFoundError:  # It ran out and was swept away between the two looks.
        raise PictureNotCached(_message(cache_id)) from None


def _row(team: Team, pk: uuid.UUID) -> Content | None:
    now = timezone.now()
    return Content.objects.filter(
        team=team, pk=pk, object_name__isnull=False, expires_at__gt=now
    ).first()


def _ticks(at: datetime) -> int:
    """Hundreds of nanoseconds since the first of January of the year 1, UTC."""
    return (at - _FIRST_TICK) // timedelta(microseconds=1) * _TICKS_IN_A_MICROSECOND


def _message(cache_id: str) -> str:
    return (
        f"There is no kept picture with the CacheID '{cache_id[:80]}'. An id runs out after a"
        " while: send the picture again, with CacheImage=true."
    )
