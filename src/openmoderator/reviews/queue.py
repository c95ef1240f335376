"""The queue: who holds which waiting review, and for how long.

A claim is a sliding lease. Two people never hold the same review; a lease that ran out, or
that the page gave back, returns the review to everybody. Whoever waits for locks on several
reviews takes them in the order of their ids, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review, State

MAX_CLAIMED = 48
"""The largest number of cards on a page (review-tool 5)."""


@dataclass(frozen=True)
class Queue:
    """One queue: a type of content in a subteam (None: the whole team's)."""

    team: Team
    type: str
    subteam: Subteam | None = None

    def waiting(self) -> QuerySet[Review]:
        """Reviews without a decision, whoever holds them, oldest first."""
        return Review.objects.filter(
            team=self.team, type=self.type, subteam=self.subteam, state=State.WAITING
        ).order_by("created_at", "id")


def lease(team: Team) -> timedelta:
    """How long a claim lasts without a sign of life."""
    return timedelta(seconds=team.lease_seconds or settings.OPENMODERATOR.lease_seconds)


def claim(
    queue: Queue,
    user: User,
    count: int,
    token: UUID,
    now: datetime | None = None,
    first: Collection[str] = (),
) -> list[Review]:
    """Hold up to `count` (1 to 48) reviews for `user` and the page `token`.

    What the person holds already comes first, in queue order, and before it what `first`
    names of it; what is beyond `count` is given back. Free reviews are taken past those that
    others are taking at this moment.
    """
    count = max(1, min(count, MAX_CLAIMED))
    with transaction.atomic():
        now = now or database_now()
        held = _locked(queue.waiting().filter(claimed_by=user))
        held.sort(key=lambda row: row.pk not in first)
        kept = held[:count]
        _set_claims([row.pk for row in held[count:]], None, None, None)
        free = list(
            queue.waiting()
            .filter(_free(now))
            .exclude(pk__in=[row.pk for row in held])
            .select_for_update(skip_locked=True, no_key=True)[: count - len(kept)]
        )
        claimed = kept + free
        _set_claims([row.pk for row in claimed], user, now + lease(queue.team), token)
        _record_seen(queue.team, user, free, now)
    ids = [row.pk for row in claimed]
    rows = Review.objects.select_related("stored", "subteam", "team").in_bulk(ids)
    return sorted((rows[pk] for pk in ids), key=lambda row: (row.created_at, row.pk))


def extend(team: Team, user: User, token: UUID, now: datetime | None = None) -> int:
    """Renew the lease of what the page `token` holds. Returns how many reviews that is."""
    with transaction.atomic():
        until = (now or database_now()) + lease(team)
        ids = [row.pk for row in _locked(_held_by(team, user, token))]
        return Review.objects.filter(pk__in=ids).update(claimed_until=until)


def release(team: Team, user: User, token: UUID) -> int:
    """Give back what the page `token` holds; a page opened since has a token of its own."""
    with transaction.atomic():
        ids = [row.pk for row in _locked(_held_by(team, user, token))]
        _set_claims(ids, None, None, None)
    return len(ids)


def release_all(team: Team, user: User) -> int:
    """Give back everything that `user` holds in `team`, whichever page holds it."""
    with transaction.atomic():
        held = Review.objects.filter(team=team, claimed_by=user, state=State.WAITING)
        ids = [row.pk for row in _locked(held)]
        _set_claims(ids, None, None, None)
    return len(ids)


def release_expired(now: datetime | None = None) -> int:
    """Give back every claim whose lease ran out."""
    now = now or database_now()
    with transaction.atomic():
        # What somebody works on at this moment is looked at again a second later.
        expired = Review.objects.select_for_update(skip_locked=True, no_key=True).filter(
            state=State.WAITING, claimed_by__isnull=False, claimed_until__lt=now
        )
        ids = list(expired.values_list("pk", flat=True))
        _set_claims(ids, None, None, None)
    return len(ids)


def waiting_count(queue: Queue, most: int = 10_000) -> int:
    """How many reviews wait in the queue, counted up to `most`."""
    return queue.waiting().order_by()[:most].count()


def is_held_by_other(review: Review, user: User, now: datetime) -> bool:
    """Whether somebody else's lease on `review` still runs."""
    if review.claimed_by_id in (None, user.pk) or review.claimed_until is None:
        return False
    return review.claimed_until > now


def _locked(rows: QuerySet[Review]) -> list[Review]:
    """Lock `rows` in the order of their ids; returns them oldest first."""
    locked = rows.select_for_update(no_key=True).order_by("pk")
    return sorted(locked, key=lambda row: (row.created_at, row.pk))


def _free(now: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)


def _held_by(team: Team, user: User, token: UUID) -> QuerySet[Review]:
    return Review.objects.filter(team=team, claimed_by=user, claim_token=token, state=State.WAITING)


def _set_claims(
    ids: list[str], user: User | None, until: datetime | None, token: UUID | None
) -> None:
    if ids:
        Review.objects.filter(pk__in=ids).update(
            claimed_by=user, claimed_until=until, claim_token=token
        )


def _record_seen(team: Team, user: User, rows: list[Review], now: datetime) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            team=team,
            at=now,
            actor=user,
            action="review.claimed",
            subject_type="review",
            subject_id=row.pk,
        )
        for row in rows
    )
