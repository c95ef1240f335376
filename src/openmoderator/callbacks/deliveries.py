"""Deliveries from the outside: made with what they are about, replayed by hand, swept.

How they are posted is the business of `turns` and `posting`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
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
REPLAYED_AT_ONCE: Final = 1_000


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
def replay(
    delivery_id: UUID | str, team: Team | None = None, actor: User | None = None
) -> Delivery:
    """Start the whole schedule again at once, whatever the state; same message id.

    An attempt under way goes on beside it. Raises `NotFound` when there is no such delivery,
    or none of the `team` where one is given.
    """
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("team")
    try:
        delivery = (rows if team is None else rows.filter(team=team)).get(pk=delivery_id)
    except (Delivery.DoesNotExist, ValidationError):
        message = f"There is no delivery with the id '{delivery_id}'."
        raise NotFound(message) from None
    record(delivery.team, actor, "delivery.replayed", ("delivery", str(delivery.pk)))
    delivery.state = State.PENDING
    delivery.attempts_before_replay = delivery.attempts_made
    delivery.next_attempt_at = database_now()
    delivery.save(update_fields=["state", "attempts_before_replay", "next_attempt_at"])
    reachability.probe_now(delivery.receiver)
    wake_with_commit(delivery.receiver)
    return delivery


@transaction.atomic
def replay_failed(team: Team, receiver: str, actor: User) -> int:
    """Replay what failed at a receiver, the oldest first, `REPLAYED_AT_ONCE` at most; how many."""
    failed = Delivery.objects.filter(team=team, receiver=receiver, state=State.FAILED)
    chosen = failed.order_by("created_at").select_for_update(skip_locked=True)
    ids = list(chosen.values_list("pk", flat=True)[:REPLAYED_AT_ONCE])
    count = Delivery.objects.filter(pk__in=ids).update(
        state=State.PENDING,
        attempts_before_replay=F("attempts_made"),
        next_attempt_at=database_now(),
    )
    if count:
        detail = {"receiver": receiver, "count": count}
        record(team, actor, "delivery.replayed_failed", ("receiver", receiver[:64]), detail)
        reachability.probe_now(receiver)
        wake_with_commit(receiver)
    return count


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
