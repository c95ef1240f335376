"""What a person was shown today, counted by severity.

Owns the counting. What was decided was seen: taking an answer back subtracts nothing, and
deciding the same item again on that day adds nothing. Nothing here is for anybody but the
person: the days before are deleted with the first item of a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import Decision, DecisionState, Review
from openmoderator.wellbeing.models import Exposure

MOST_SEVERE = 3

ADD = """
INSERT INTO wellbeing_exposure
    (user_id, day, harmless, mild, medium, severe, severe_since_break)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (user_id, day) DO UPDATE SET
    harmless = wellbeing_exposure.harmless + excluded.harmless,
    mild = wellbeing_exposure.mild + excluded.mild,
    medium = wellbeing_exposure.medium + excluded.medium,
    severe = wellbeing_exposure.severe + excluded.severe,
    severe_since_break = wellbeing_exposure.severe_since_break + excluded.severe_since_break
RETURNING xmax = 0
"""


@dataclass(frozen=True)
class Seen:
    """How many items a person decided today (UTC), by `Review.severity`."""

    harmless: int = 0
    mild: int = 0
    medium: int = 0
    severe: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.harmless + self.mild + self.medium + self.severe


def today(user: User, now: datetime | None = None) -> Seen:
    """What `user` was shown since midnight UTC."""
    return seen(row_of(user, now or database_now()))


def seen(row: Exposure | None) -> Seen:
    """The counts of a day's row; zeros where there is none."""
    if row is None:
        return Seen()
    return Seen(row.harmless, row.mild, row.medium, row.severe)


def row_of(user: User, now: datetime) -> Exposure | None:
    """The row of the day of `now`; None before the first item."""
    return Exposure.objects.filter(user=user, day=day_of(now)).first()


def day_of(now: datetime) -> date:
    """The UTC day of an aware moment."""
    return now.astimezone(UTC).date()


def count(team: Team, user: User, reviews: Iterable[Review], now: datetime) -> None:
    """Add what was decided to the person's day, inside the caller's transaction."""
    rows = list(reviews)
    again = _seen_before(user, rows, now)
    severities = shown([row for row in rows if row.pk not in again], team.group_alike)
    if severities:
        _add(user, day_of(now), [severities.count(level) for level in range(MOST_SEVERE + 1)])


def shown(rows: Sequence[Review], alike_once: bool) -> list[int]:
    """The severities a person was faced with, each from 0 to 3.

    Items that look alike were one card where the team groups them: they count once, as the
    hardest of them.
    """
    cards: dict[str, int] = {}
    for row in rows:
        card = row.cluster if alike_once and row.cluster else row.pk
        cards[card] = max(cards.get(card, 0), min(row.severity, MOST_SEVERE))
    return list(cards.values())


def _seen_before(user: User, rows: Sequence[Review], now: datetime) -> set[str]:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    taken_back = Decision.objects.filter(
        user=user, review__in=rows, state=DecisionState.WITHDRAWN, decided_at__gte=midnight
    )
    return set(taken_back.values_list("review", flat=True))


def _add(user: User, day: date, counts: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ADD, [user.pk, day, *counts, counts[MOST_SEVERE]])
        (is_new,) = cursor.fetchone() or (False,)
    if is_new:
        Exposure.objects.filter(user=user, day__lt=day).delete()
