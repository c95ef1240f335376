"""Deliveries from the outside: made with what they are about, replayed by hand, swept.

How they are posted is the business of `turns` and `posting`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.callbacks import reachability
from openmoderator.callbacks.models import RECEIVER_LENGTH, Delivery, Receiver, State
from openmoderator.callbacks.payloads import Body, json_text
from openmoderator.callbacks.storable import storable
from openmoderator.callbacks.tasks import wake, wake_with_commit
from openmoderator.clock import database_now
from openmoderator.egress.urls import host_of
from openmoderator.errors import NotFound

GRACE: Final = timedelta(seconds=15)
"""How long a delivery may be due before the sweep sees to a turn at its receiver."""
SWEPT_AT_ONCE: Final = 500


@transaction.atomic
def enqueue(
    *, team: Team, kind: str, subject_id: str, url: str, body: Body, sequence: int = 1
) -> Delivery:
    """Store a callback inside the caller's transaction, with a task for its receiver.

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
            "receiver": host_of(storable(url))[:RECEIVER_LENGTH],
            "body": json_text(body),
            "next_attempt_at": database_now(),
        },
    )
    if created:
        wake_with_commit(delivery.receiver)
    return delivery


@transaction.atomic
def replay(delivery_id: UUID | str) -> Delivery:
    """Start the whole schedule again at once, whatever the state; same message id.

    An attempt under way goes on beside it. Raises `NotFound` when there is no such delivery.
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
    reachability.probe_now(delivery.receiver)
    wake_with_commit(delivery.receiver)
    return delivery


def sweep(now: datetime | None = None) -> int:
    """See to a turn at every receiver with something long due; returns how many lacked one."""
    now = now or database_now()
    reachability.forget_old(now)
    waiting_for_probe = Receiver.objects.filter(
        failures__gte=reachability.UNREACHABLE_AFTER, probe_at__gt=now - GRACE
    )
    late = Delivery.objects.filter(state=State.PENDING, next_attempt_at__lt=now - GRACE)
    receivers = late.exclude(receiver__in=waiting_for_probe.values("name"))
    names = receivers.values_list("receiver", flat=True).distinct()[:SWEPT_AT_ONCE]
    return sum(wake(name) for name in list(names))
