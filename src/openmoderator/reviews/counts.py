"""How many reviews wait and are done, for badges, dashboards and a person's own pace.

Only reads. A review whose undo window runs counts as completed: nobody has to look at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import ContentType, Decision, DecisionState, Review, State

MOST = 10_000
"""Where badges stop counting, so that a page stays quick however long the queue is."""


@dataclass(frozen=True)
class TypeCount:
    """One type of content in one queue; `oldest` is when its oldest waiting review came."""

    type: str
    pending: int = 0
    completed: int = 0
    oldest: datetime | None = None

    @property
    def total(self) -> int:
        """Everything of the type."""
        return self.pending + self.completed


@dataclass(frozen=True)
class QueueCount:
    """One subteam's queue (None: the whole team's) with its types in a fixed order."""

    subteam: Subteam | None
    types: tuple[TypeCount, ...]


@dataclass(frozen=True)
class MyPace:
    """What one person decided of one type: since midnight UTC and within the last hour."""

    today: int
    hour: int


def pending_by_type(team: Team, most: int = MOST) -> dict[str, int]:
    """Waiting reviews of every queue by type, each counted up to `most`."""
    waiting = Review.objects.filter(team=team, state=State.WAITING).order_by()
    return {type_: waiting.filter(type=type_)[:most].count() for type_ in ContentType.values}


def queue_counts(team: Team) -> tuple[QueueCount, ...]:
    """Every queue of the team, the whole team's first, then subteams by name.

    Reads two partial indexes and no row: waiting reviews by one, the others by the other.
    """
    found: dict[tuple[int | None, str], TypeCount] = {
        (row["subteam"], row["type"]): TypeCount(
            row["type"], pending=row["count"], oldest=row["oldest"]
        )
        for row in _by_queue(team, Q(state=State.WAITING)).annotate(oldest=Min("created_at"))
    }
    for row in _by_queue(team, ~Q(state=State.WAITING)):
        key = (row["subteam"], row["type"])
        found[key] = replace(found.get(key, TypeCount(row["type"])), completed=row["count"])
    queues: list[Subteam | None] = [None, *team.subteams.order_by("name")]
    return tuple(QueueCount(subteam, _types(found, subteam)) for subteam in queues)


def totals(queues: Iterable[QueueCount]) -> tuple[TypeCount, ...]:
    """The same counts for the team as a whole, by type."""
    columns = zip(*(queue.types for queue in queues), strict=True)
    return tuple(
        TypeCount(
            column[0].type,
            sum(cell.pending for cell in column),
            sum(cell.completed for cell in column),
            min((cell.oldest for cell in column if cell.oldest), default=None),
        )
        for column in columns
    )


def my_pace(team: Team, user: User, type_: str, now: datetime | None = None) -> MyPace:
    """How many reviews of a type `user` decided, not counting what was taken back."""
    now = now or database_now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    hour_ago = now - timedelta(hours=1)
    counted = (
        Decision.objects.filter(
            user=user, team=team, review__type=type_, decided_at__gte=min(midnight, hour_ago)
        )
        .exclude(state=DecisionState.WITHDRAWN)
        .aggregate(
            today=Count("pk", filter=Q(decided_at__gte=midnight)),
            hour=Count("pk", filter=Q(decided_at__gte=hour_ago)),
        )
    )
    return MyPace(counted["today"], counted["hour"])


def _by_queue(team: Team, which: Q) -> QuerySet[Any, Any]:
    """Rows of subteam, type and count. Not of the id: the index of the done ones has none."""
    rows = Review.objects.filter(which, team=team).order_by()
    return rows.values("subteam", "type").annotate(count=Count("*"))


def _types(
    found: dict[tuple[int | None, str], TypeCount], subteam: Subteam | None
) -> tuple[TypeCount, ...]:
    key = subteam.pk if subteam else None
    return tuple(found.get((key, type_), TypeCount(type_)) for type_ in ContentType.values)
