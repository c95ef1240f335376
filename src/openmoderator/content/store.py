"""Putting, reading and letting go of content.

A picture's object is named by team and SHA-256, and is whole on disk before its row commits.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content
from openmoderator.content.objects import lock, objects


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
        lock(name)
        if not objects().holds(name, len(data)):
            objects().put(name, data)
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
    with objects().open(content.object_name, "rb") as stored:
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
