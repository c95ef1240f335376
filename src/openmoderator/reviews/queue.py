"""The queue: who holds which waiting review, and for how long.

A claim is a sliding lease. Two people never hold the same review; a lease that ran out, or
that the page gave back, returns the review to everybody. Whoever waits for locks on several
reviews takes them in the order of their ids, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Count, DateTimeField, Min, QuerySet, Value, When
from django.db.models.functions import Coalesce

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review, State
from openmoderator.reviews.ordering import columns, in_order
from openmoderator.reviews.picking import (
    MOST_ALIKE,
    Card,
    grouped,
    may_have,
    more_alike,
    new_cards,
)
from openmoderator.reviews.severity import SEVERE
from openmoderator.reviews.signals import claiming

MAX_CLAIMED = 48
"""The largest number of cards on a page (review-tool 5)."""


@dataclass(frozen=True)
class Queue:
    """One queue: a type of content in a subteam (None: the whole team's)."""

    team: Team
    type: str
    subteam: Subteam | None = None

    def waiting(self) -> QuerySet[Review]:
        """Reviews without a decision, whoever holds them, in the team's order."""
        return Review.objects.filter(
            team=self.team, type=self.type, subteam=self.subteam, state=State.WAITING
        ).order_by(*columns(self.team.queue_order))


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
    """Hold up to `count` (1 to 48) cards for `user` and the page `token`; returns what they show.

    What the person holds already, under whichever token, comes first, and before it what
    `first` names of it: then only that. What is beyond `count` is given back. After it come
    reviews assigned to the person, then free ones, past those that others are taking at this
    moment; none that the person skipped or must not see. What is like a card is held with it
    and is no card of its own (`alike.members`). The cards are returned in the team's order, the
    assigned ones before the others.
    """
    with transaction.atomic():
        now = now or database_now()
        held = _locked(queue.waiting().filter(claimed_by=user))
        mine = in_order(held, queue.team.queue_order, user)
        mine.sort(key=lambda row: row.pk not in first)
        cards = grouped((row for row in mine if may_have(row, user)), queue.team.group_alike)
        named = sum(any(row.pk in first for row in card) for card in cards)
        shown = _fill(queue, user, cards, min(_bounded(count), named or MAX_CLAIMED), now)
        _hold(queue.team, user, shown, token, now, opened_at=now)
        _give_back_others(held, shown)
    return _read(queue, user, shown)


def claim_ahead(
    queue: Queue, user: User, count: int, token: UUID, now: datetime | None = None
) -> list[Review]:
    """Hold the next `count` (1 to 48) cards under a `token` of their own, before they are shown.

    What the person holds under other tokens stays as it is. Asked again with the same token it
    gives the same cards. Show them with `adopt`, or with a full `claim`, which takes them over.
    """
    with transaction.atomic():
        now = now or database_now()
        held = _locked(queue.waiting().filter(claimed_by=user, claim_token=token))
        mine = in_order(held, queue.team.queue_order, user)
        cards = grouped((row for row in mine if may_have(row, user)), queue.team.group_alike)
        shown = _fill(queue, user, cards, _bounded(count), now)
        _hold(queue.team, user, shown, token, now, opened_at=None)
        _give_back_others(held, shown)
    return _read(queue, user, shown)


def adopt(team: Team, user: User, token: UUID, now: datetime | None = None) -> int:
    """Note that what was claimed ahead under `token` is on the page now, and renew its lease.

    Only then it is recorded as shown. Returns how many reviews that is: fewer than were claimed
    when leases were lost meanwhile.
    """
    with transaction.atomic():
        now = now or database_now()
        rows = _locked(_held_by(team, user, token))
        _record_shown(team, user, [row for row in rows if row.claimed_at is None], now)
        return Review.objects.filter(pk__in=[row.pk for row in rows]).update(
            claimed_until=now + lease(team), claimed_at=Coalesce("claimed_at", Value(now))
        )


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
        _give_back(ids)
    return len(ids)


def release_all(team: Team, user: User) -> int:
    """Give back everything that `user` holds in `team`, whichever page holds it."""
    with transaction.atomic():
        held = Review.objects.filter(team=team, claimed_by=user, state=State.WAITING)
        ids = [row.pk for row in _locked(held)]
        _give_back(ids)
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
        _give_back(ids)
    return len(ids)


def severe_held(team: Team, user: User) -> int:
    """How many of the reviews that `user` holds in `team` are severe."""
    held = Review.objects.filter(team=team, claimed_by=user, state=State.WAITING)
    return held.filter(severity__gte=SEVERE).count()


def waiting_count(queue: Queue, most: int = 10_000) -> int:
    """How many reviews wait in the queue, counted up to `most`."""
    return queue.waiting().order_by()[:most].count()


def claimed_until(team: Team, user: User, token: UUID) -> datetime | None:
    """When the lease of what the page `token` holds ends; None when it holds nothing."""
    ends: datetime | None = _held_by(team, user, token).aggregate(ends=Min("claimed_until"))["ends"]
    return ends


def others_hold(queue: Queue, user: User, now: datetime | None = None) -> list[tuple[User, int]]:
    """Who else holds reviews of the queue at the moment, and how many; by name."""
    held = queue.waiting().order_by().filter(claimed_by__isnull=False)
    counts = dict(
        held.exclude(claimed_by=user)
        .filter(claimed_until__gt=now or database_now())
        .values_list("claimed_by")
        .annotate(count=Count("pk"))
    )
    people = User.objects.filter(pk__in=counts)
    return sorted(((one, counts[one.pk]) for one in people), key=lambda pair: str(pair[0]))


def is_held_by_other(review: Review, user: User, now: datetime) -> bool:
    """Whether somebody else's lease on `review` still runs."""
    if review.claimed_by_id in (None, user.pk) or review.claimed_until is None:
        return False
    return review.claimed_until > now


def _bounded(count: int) -> int:
    return max(1, min(count, MAX_CLAIMED))


def _fill(queue: Queue, user: User, cards: list[Card], count: int, now: datetime) -> list[Card]:
    """The first `count` of `cards`, free ones in place of what is missing, and what is alike."""
    alike = queue.team.group_alike
    kept = [card[:MOST_ALIKE] for card in cards[:count]]
    clusters = {card[0].cluster for card in kept} - {""} if alike else None
    if wanted := count - len(kept):
        claiming.send(sender=Queue, queue=queue, user=user, count=wanted, now=now)
        kept += [[row] for row in new_cards(queue.waiting(), user, now, wanted, clusters)]
    return more_alike(queue.waiting(), user, now, kept) if alike else kept


def _hold(
    team: Team,
    user: User,
    cards: Iterable[Card],
    token: UUID,
    now: datetime,
    opened_at: datetime | None,
) -> None:
    """Claim every review of `cards`. `opened_at` is None while they are not on the page; those
    that come on it now are recorded."""
    rows = [row for card in cards for row in card]
    first_shown = Case(
        When(claimed_by=user, then=Coalesce("claimed_at", Value(opened_at))),
        default=Value(opened_at),
        output_field=DateTimeField(),
    )
    Review.objects.filter(pk__in=[row.pk for row in rows]).update(
        claimed_by=user, claimed_until=now + lease(team), claim_token=token, claimed_at=first_shown
    )
    if opened_at is not None:
        fresh = [row for row in rows if row.claimed_by_id != user.pk or row.claimed_at is None]
        _record_shown(team, user, fresh, now)


def _give_back_others(held: Iterable[Review], shown: Iterable[Card]) -> None:
    """What was held and has no place on the page any more."""
    kept = {row.pk for card in shown for row in card}
    _give_back([row.pk for row in held if row.pk not in kept])


def _give_back(ids: list[str]) -> None:
    if ids:
        Review.objects.filter(pk__in=ids).update(
            claimed_by=None, claimed_until=None, claim_token=None, claimed_at=None
        )


def _read(queue: Queue, user: User, cards: Iterable[Card]) -> list[Review]:
    """What the cards show, with everything that a page says of it."""
    rows = Review.objects.select_related("stored", "subteam", "team").in_bulk(
        [card[0].pk for card in cards]
    )
    return in_order(rows.values(), queue.team.queue_order, user)


def _locked(rows: QuerySet[Review]) -> list[Review]:
    """Lock `rows` in the order of their ids."""
    return list(rows.select_for_update(no_key=True).order_by("pk"))


def _held_by(team: Team, user: User, token: UUID) -> QuerySet[Review]:
    return Review.objects.filter(team=team, claimed_by=user, claim_token=token, state=State.WAITING)


def _record_shown(team: Team, user: User, rows: list[Review], now: datetime) -> None:
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
