"""What this room does when reviews tell of something. Taking back is not listened to: what was
decided was seen."""

from __future__ import annotations

from datetime import datetime

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Review
from openmoderator.wellbeing.exposure import count


def count_what_was_seen(
    *, team: Team, user: User, reviews: list[Review], now: datetime, **_signal: object
) -> None:
    """Add the decided reviews to the person's day, in the transaction of the decision."""
    count(team, user, reviews, now)
