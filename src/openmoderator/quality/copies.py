"""Copies of an item that nobody can tell from a caller's: the same content under a reference of
its own, an id of the usual form, nothing that names where it comes from. They have no callback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.content.models import Content
from openmoderator.content.objects import lock
from openmoderator.identifiers import review_id
from openmoderator.reviews.create import MARKS
from openmoderator.reviews.models import ContentType, Purpose, Review


@dataclass(frozen=True)
class Copy:
    """What a copy shows of itself, and who is asked."""

    team: Team
    subteam: Subteam | None
    type: str
    metadata: Sequence[Sequence[str]]
    content_id: str
    created_by: str
    created_at: datetime
    purpose: Purpose
    source_url: str = ""
    origin: Review | None = None
    not_for: User | None = None
    assigned_to: User | None = None
    score: float = 0
    severity: int = 0


def refer_again(stored: Content | None) -> Content | None:
    """A reference of its own to the same content; None when it is no longer kept.

    Inside the caller's transaction: the object's name is held until that ends, so that it
    cannot be removed meanwhile (`content.retention`).
    """
    if stored is None:
        return None
    if stored.object_name:
        lock(stored.object_name)
    kept = Content.objects.filter(pk=stored.pk).first()
    if kept is None:
        return None
    return Content.objects.create(
        team_id=kept.team_id,
        text=kept.text,
        object_name=kept.object_name,
        media_type=kept.media_type,
        size=kept.size,
        width=kept.width,
        height=kept.height,
    )


def store(copy: Copy, content: Content) -> Review:
    """Put the copy into its queue."""
    return Review.objects.create(
        id=review_id(copy.created_at, MARKS[ContentType(copy.type)]),
        team=copy.team,
        subteam=copy.subteam,
        type=copy.type,
        stored=content,
        source_url=copy.source_url,
        content_id=copy.content_id,
        created_by=copy.created_by,
        created_at=copy.created_at,
        metadata=[list(pair) for pair in copy.metadata],
        purpose=copy.purpose,
        origin=copy.origin,
        not_for=copy.not_for,
        assigned_to=copy.assigned_to,
        score=copy.score,
        severity=copy.severity,
    )
