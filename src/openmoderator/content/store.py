"""Putting, reading and letting go of content.

A picture's object is named by team and SHA-256, written before its row commits. An
advisory lock on the name keeps a put and a removal of the same object apart.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content


def put_text(team: Team, text: str) -> Content:
    """Store a text as a reference of its own."""
    return Content.objects.create(
        team=team, text=text, media_type="text/plain", size=len(text.encode())
    )


def put_picture(
    team: Team, data: bytes, media_type: str, width: int | None = None, height: int | None = None
) -> Content:
    """Store picture bytes (any bytes: decoding is the caller's business) and refer to them."""
    name = object_name(team, data)
    with transaction.atomic():
        _lock(name)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data))
        return Content.objects.create(
            team=team,
            object_name=name,
            media_type=media_type,
            size=len(data),
            width=width,
            height=height,
        )


def read(content: Content) -> bytes:
    """The stored bytes of a picture."""
    assert content.object_name is not None
    with default_storage.open(content.object_name, "rb") as stored:
        data: bytes = stored.read()
    return data


def object_name(team: Team, data: bytes) -> str:
    """``team/ab/abcdef...`` from the SHA-256, so equal pictures of a team share an object."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{team.public_id}/{digest[:2]}/{digest}"


def expire_after_days(content: Content | None) -> None:
    """Let a completed review's content go ``OPENMODERATOR_CONTENT_DAYS`` from now."""
    if content is not None:
        content.expires_at = timezone.now() + timedelta(days=settings.OPENMODERATOR.content_days)
        content.save(update_fields=["expires_at"])


def drop(content: Content | None) -> None:
    """Give up a reference at once; its object goes with the next housekeeping."""
    if content is not None:
        content.expires_at = timezone.now()
        content.save(update_fields=["expires_at"])


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [name])
