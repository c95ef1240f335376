"""How many reviews wait and are done, for badges, dashboards and a person's own pace.

Only reads. Counts work alone: second opinions and known answers are nobody's business. What is
final is read from `DecidedCount`, so that nobody counts a million rows; a reversal counts as one
decision more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import (
    ContentType,
    DecidedCount,
    Decision,
    DecisionState,
    Purpose,
    Review,
    State,
)

MOST = 10_000
"""Where badges stop counting, so that a page stays quick however long the queue is."""
Key = tuple[int | None, str]
"""Subteam (None: the whole team) and type."""


@dataclass(frozen=True)
class TypeCount:
    """One type of content in one queue; `oldest` is when its oldest waiting review came."""

    type: str
    pending: int = 0
    held: int = 0
    limbo: int = 0
    """Decided, but it can still be taken back."""
    completed: int = 0
    """Decisions that became final."""
    oldest: datetime | None = None

    @property
    def total(self) -> int:
        """Everything of the type."""
        return self.pending + self.held + self.limbo + self.completed


@dataclass(frozen=True)
class QueueCount:
    """One subteam's queue (None: the whole team's) with its types in a fixed order."""

    subteam: Subteam | None
    types: tuple[TypeCount, ...]

    @property
    def oldest(self) -> datetime | None:
        """When the oldest that waits came, of any type."""
        return min((count.oldest for count in self.types if count.oldest), default=None)


@dataclass(frozen=True)
class MyPace:
    """What one person decided of one type: since midnight UTC and within the last hour."""

    today: int
    hour: int


def pending_by_type(team: Team, most: int = MOST) -> dict[str, int]:
    """What waits in any queue by type, each counted up to `most`.

    Second looks count, too: they are work that waits, and a badge without them would betray them.
    """
    waiting = Review.objects.filter(team=team, state=State.WAITING)
    # In the order of the queue's index, so that counting stops there and reads no row.
    waiting = waiting.order_by("subteam_id", "created_at", "id")
    return {type_: waiting.filter(type=type_)[:most].count() for type_ in ContentType.values}


def queue_counts(team: Team) -> tuple[QueueCount, ...]:
    """Every queue of the team, the whole team's first, then subteams by name.

    Four questions, however many queues there are. What a subteam that is gone decided counts
    for the whole team, where its reviews are now.
    """
    queues: list[Subteam | None] = [None, *team.subteams.order_by("name", "pk")]
    found = _Found(frozenset(subteam.pk for subteam in queues if subteam))
    for row in _by_queue(team, State.WAITING).annotate(oldest=Min("created_at")):
        found.add(row["subteam"], row["type"], pending=row["count"], oldest=row["oldest"])
    for row in _by_queue(team, State.HELD):
        found.add(row["subteam"], row["type"], held=row["count"])
    for row in _in_limbo(team):
        found.add(row["subteam"], row["review__type"], limbo=row["count"])
    for row in _final(team):
        found.add(row["subteam_id"], row["type"], completed=row["sum"])
    return tuple(QueueCount(subteam, found.types(subteam)) for subteam in queues)


def totals(queues: Iterable[QueueCount]) -> tuple[TypeCount, ...]:
    """The same counts for the team as a whole, by type."""
    columns = zip(*(queue.types for queue in queues), strict=True)
    return tuple(_sum(column) for column in columns)


def my_pace(team: Team, user: User, type_: str, now: datetime | None = None) -> MyPace:
    """How many reviews of a type `user` decided, not counting what was taken back."""
    now = now or database_now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    hour_ago = now - timedelta(hours=1)
    counted = (
        Decision.objects.filter(
            user=user, team=team, type=type_, decided_at__gte=min(midnight, hour_ago)
        )
        .exclude(state=DecisionState.WITHDRAWN)
        .aggregate(
            today=Count("pk", filter=Q(decided_at__gte=midnight)),
            hour=Count("pk", filter=Q(decided_at__gte=hour_ago)),
        )
    )
    return MyPace(counted["today"], counted["hour"])


@dataclass
class _Found:
    """Counts by queue and type while they are put together."""

    known: frozenset[int]
    counts: dict[Key, TypeCount] = field(default_factory=dict)

    def add(
        self, subteam: int | None, type_: str, oldest: datetime | None = None, **more: int
    ) -> None:
        """Add figures to one type of one queue."""
        key = (subteam if subteam in self.known else None, type_)
        before = self.counts.get(key, TypeCount(type_))
        summed = {name: getattr(before, name) + count for name, count in more.items()}
        self.counts[key] = replace(before, oldest=oldest or before.oldest, **summed)

    def types(self, subteam: Subteam | None) -> tuple[TypeCount, ...]:
        """The types of a queue in their order."""
        key = subteam.pk if subteam else None
        return tuple(
            self.counts.get((key, type_), TypeCount(type_)) for type_ in ContentType.values
        )


def _by_queue(team: Team, state: State) -> QuerySet[Any, Any]:
    """Rows of subteam, type and count of what is in a state that few are in."""
    rows = Review.objects.filter(team=team, state=state, purpose=Purpose.WORK).order_by()
    return rows.values("subteam", "type").annotate(count=Count("*"))


def _in_limbo(team: Team) -> QuerySet[Any, Any]:
    """The same of what is decided and not final yet, found by its decisions."""
    rows = Decision.objects.filter(
        team=team, state=DecisionState.PENDING, review__purpose=Purpose.WORK
    )
    return (
        rows.order_by()
        .values("review__type", subteam=F("review__subteam"))
        .annotate(count=Count("*"))
    )


def _final(team: Team) -> QuerySet[Any, Any]:
    rows = DecidedCount.objects.filter(team=team, tag="").order_by()
    return rows.values("subteam_id", "type").annotate(sum=Sum("count"))


def _sum(counts: Sequence[TypeCount]) -> TypeCount:
    return TypeCount(
        counts[0].type,
        sum(count.pending for count in counts),
        sum(count.held for count in counts),
        sum(count.limbo for count in counts),
        sum(count.completed for count in counts),
        min((count.oldest for count in counts if count.oldest), default=None),
    )
