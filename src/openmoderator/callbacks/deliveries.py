"""Deliveries from the outside: made with what they are about, replayed by hand, swept.

How one attempt goes is `posting`'s business.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.callbacks.models import Delivery, State
from openmoderator.callbacks.payloads import Body, json_text
from openmoderator.callbacks.posting import deliver
from openmoderator.callbacks.storable import storable
from openmoderator.callbacks.tasks import defer_delivery
from openmoderator.clock import database_now
from openmoderator.errors import NotFound

__all__ = ["deliver", "enqueue", "replay", "sweep"]

GRACE: Final = timedelta(minutes=1)
"""How long a delivery may be due before the sweep asks whether it has a task."""
STALLED: Final = timedelta(minutes=10)
"""How long a running task counts as one; stalled ones are rescued long before."""
SWEPT_AT_ONCE: Final = 500


@transaction.atomic
def enqueue(
    *, team: Team, kind: str, subject_id: str, url: str, body: Body, sequence: int = 1
) -> Delivery:
    """Store a callback and its task inside the caller's transaction.

    `kind` is "Job" or "Review". A second call for the same kind, subject and sequence finds
    the first delivery and changes nothing. The URL is judged at each attempt, not here.
    """
    delivery, created = Delivery.objects.get_or_create(
        kind=kind,
        subject_id=subject_id,
        sequence=sequence,
        defaults={
            "team": team,
            "url": storable(url),
            "body": json_text(body),
            "next_attempt_at": database_now(),
        },
    )
    if created:
        _defer_due(delivery)
    return delivery


@transaction.atomic
def replay(delivery_id: UUID | str) -> Delivery:
    """Start the whole schedule again at once, whatever the state; same message id.

    Raises `NotFound` when there is no such delivery.
    """
    try:
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    except (Delivery.DoesNotExist, ValidationError):
        message = f"There is no delivery with the id '{delivery_id}'."
        raise NotFound(message) from None
    delivery.state = State.PENDING
    delivery.attempts_before_replay = delivery.attempts_made
    delivery.next_attempt_at = database_now()
    delivery.save(update_fields=["state", "attempts_before_replay", "next_attempt_at"])
    _defer_due(delivery)
    return delivery


def sweep(now: datetime | None = None) -> int:
    """Enqueue again what has been due for a minute and has no task; returns how many."""
    now = now or database_now()
    found = 0
    for delivery_id in _without_task(now).values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        with transaction.atomic():
            locked = _without_task(now).select_for_update(skip_locked=True, of=("self",))
            delivery = locked.filter(pk=delivery_id).first()
            if delivery is not None:
                _defer_due(delivery)
                found += 1
    return found


def _without_task(now: datetime) -> QuerySet[Delivery]:
    waiting = ProcrastinateJob.objects.filter(pk=OuterRef("task_id"), status="todo")
    running = ProcrastinateJob.objects.filter(pk=OuterRef("task_id"), status="doing")
    long_due = Q(next_attempt_at__lt=now - STALLED)
    return Delivery.objects.filter(
        ~Exists(waiting),
        long_due | ~Exists(running),
        state=State.PENDING,
        next_attempt_at__lt=now - GRACE,
    ).order_by("next_attempt_at")


def _defer_due(delivery: Delivery) -> None:
    assert delivery.next_attempt_at is not None
    defer_delivery(delivery, delivery.next_attempt_at)
