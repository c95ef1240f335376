"""What came of a post and what follows: delivered, tried again by the schedule, or failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction

from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.schedule import ATTEMPTS, next_attempt
from openmoderator.callbacks.signals import delivered
from openmoderator.callbacks.storable import storable
from openmoderator.clock import database_now
from openmoderator.egress.errors import shown
from openmoderator.egress.post import Answer

log = structlog.get_logger(__name__)

SHARED_AT_ONCE: Final = 200
# Jitter is no secret.
_RANDOM: Final = Random()  # noqa: S311


@dataclass(frozen=True)
class Outcome:
    """What came of a post: an answer, or the reason why there is none.

    `unreached` says that the receiver gave none although it was asked: no connection, or no
    status in time. An address that may not be reached says nothing about its receiver.
    """

    answer: Answer | None
    error: str = ""
    unreached: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the receiver said 2xx."""
        return self.answer is not None and 200 <= self.answer.status < 300


@transaction.atomic
def record(attempt_id: int, outcome: Outcome) -> None:
    """Store the outcome. Safe when another attempt began or ended in the meantime.

    A replay during the attempt began a schedule of its own, and is due already: a failure
    plans nothing then, an arrival ends it.
    """
    attempt = DeliveryAttempt.objects.filter(pk=attempt_id).first()
    delivery = _locked(attempt.delivery_id) if attempt else None
    if attempt is None or delivery is None:
        return  # the team was deleted during the post
    _complete(attempt, outcome)
    if outcome.accepted:
        _mark_delivered(delivery)
    elif _is_newest(attempt, delivery):
        _log_failure(delivery, outcome)
        plan_next(delivery, database_now())
        delivery.save(update_fields=["state", "next_attempt_at"])


def share_failure(attempt: DeliveryAttempt, error: str) -> None:
    """Count a post to an unreachable receiver as an attempt of all that were due there with it.

    Each keeps an attempt with the time and duration of that one post. Stored in batches; the
    rest of one that dies is still due and shares the next probe.
    """
    stored = DeliveryAttempt.objects.select_related("delivery").filter(pk=attempt.pk).first()
    while stored is not None and _share_with_some(stored, storable(error)):
        pass


def plan_next(delivery: Delivery, now: datetime) -> None:
    """Set when a delivery whose attempt failed is tried again, or that it has failed."""
    wait = next_attempt(delivery.attempts_of_schedule, _RANDOM)
    if wait is None:
        give_up(delivery)
    else:
        delivery.next_attempt_at = now + wait


def give_up(delivery: Delivery) -> None:
    """Set that the delivery has failed, and say so in the log."""
    delivery.state = State.FAILED
    delivery.next_attempt_at = None
    log.error(
        "callback.failed",
        delivery=str(delivery.pk),
        kind=delivery.kind,
        subject=delivery.subject_id,
        url=shown(delivery.url),
        attempts=delivery.attempts_made,
    )


def _is_newest(attempt: DeliveryAttempt, delivery: Delivery) -> bool:
    """Whether what comes next hangs on this attempt, not on a later one or on a replay."""
    return (
        delivery.state == State.PENDING
        and delivery.attempts_made == attempt.number
        and delivery.attempts_of_schedule > 0
    )


def _locked(delivery_id: UUID) -> Delivery | None:
    return Delivery.objects.select_for_update().filter(pk=delivery_id).first()


def _complete(attempt: DeliveryAttempt, outcome: Outcome) -> None:
    ended = database_now()
    attempt.milliseconds = max(round((ended - attempt.started_at).total_seconds() * 1000), 0)
    if outcome.answer is not None:
        attempt.milliseconds = outcome.answer.milliseconds
        attempt.status = outcome.answer.status
        attempt.answer = storable(outcome.answer.text)
    attempt.error = storable(outcome.error)
    attempt.save()


def _mark_delivered(delivery: Delivery) -> None:
    first_time = delivery.delivered_at is None
    delivery.state = State.DELIVERED
    delivery.delivered_at = delivery.delivered_at or database_now()
    delivery.next_attempt_at = None
    delivery.save(update_fields=["state", "delivered_at", "next_attempt_at"])
    if first_time:
        delivered.send(sender=Delivery, delivery=delivery)


def _log_failure(delivery: Delivery, outcome: Outcome) -> None:
    log.info(
        "callback.attempt_failed",
        delivery=str(delivery.pk),
        attempt=delivery.attempts_made,
        status=outcome.answer.status if outcome.answer else None,
        error=outcome.error,
    )


@transaction.atomic
def _share_with_some(attempt: DeliveryAttempt, error: str) -> int:
    due = Delivery.objects.filter(
        state=State.PENDING,
        receiver=attempt.delivery.receiver,
        next_attempt_at__lte=attempt.started_at,
    )
    chosen = due.order_by("next_attempt_at").select_for_update(skip_locked=True)
    deliveries = list(chosen[:SHARED_AT_ONCE])
    now = database_now()
    shared = [_shared(delivery, attempt, error) for delivery in deliveries]
    for delivery in deliveries:
        plan_next(delivery, now)
    DeliveryAttempt.objects.bulk_create(one for one in shared if one is not None)
    Delivery.objects.bulk_update(deliveries, ["state", "attempts_made", "next_attempt_at"])
    return len(deliveries)


def _shared(delivery: Delivery, attempt: DeliveryAttempt, error: str) -> DeliveryAttempt | None:
    """The attempt that a delivery has in another's post; none when its own are used up."""
    if delivery.attempts_of_schedule >= ATTEMPTS:
        return None
    delivery.attempts_made += 1
    # The other address may belong to another team, and addresses can be secrets.
    own = error.replace(shown(attempt.delivery.url.strip()), shown(delivery.url.strip()))
    return DeliveryAttempt(
        delivery=delivery,
        number=delivery.attempts_made,
        started_at=attempt.started_at,
        milliseconds=attempt.milliseconds,
        error=f"{own} (posted once for all that waited for this receiver)",
    )
