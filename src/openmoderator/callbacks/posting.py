"""One attempt of a delivery: claim, post, record. Holds no transaction while it posts.

At least once: the attempt is stored before the post and the outcome after it. A process
that dies in between leaves a claim that runs out, and the next attempt posts again with the
same message id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.callbacks.hosts import HostSlots
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.schedule import ATTEMPTS, next_attempt
from openmoderator.callbacks.signals import delivered
from openmoderator.callbacks.signing import signed_headers
from openmoderator.callbacks.storable import storable
from openmoderator.callbacks.tasks import defer_delivery
from openmoderator.clock import database_now
from openmoderator.egress.errors import shown
from openmoderator.egress.policy import policy_from
from openmoderator.egress.post import Answer, post
from openmoderator.egress.urls import host_of
from openmoderator.errors import OpenModeratorError

log = structlog.get_logger(__name__)

POST_SECONDS: Final = 20.0
CLAIM: Final = timedelta(seconds=POST_SECONDS + 10)
"""How long an attempt can last at most, with a margin; then it may be taken again."""
FIRST_PUT_BACK: Final = 1.0
LONGEST_PUT_BACK: Final = 30.0

SLOTS: Final = HostSlots()
# Jitter is no secret.
_RANDOM: Final = Random()  # noqa: S311


@dataclass(frozen=True)
class Outcome:
    """What came of a post: an answer, or the reason why there is none."""

    answer: Answer | None
    error: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the receiver said 2xx."""
        return self.answer is not None and 200 <= self.answer.status < 300


def deliver(delivery_id: UUID | str, put_backs: int = 0) -> None:
    """Make one attempt if the delivery is pending, due and taken by nobody else.

    When its receiver has no free slot, the delivery is put back for about a second (longer
    the more often that happens) and no attempt is counted.
    """
    delivery = Delivery.objects.filter(pk=delivery_id, state=State.PENDING).first()
    if delivery is None:
        return
    host = host_of(delivery.url)
    with SLOTS.slot(host) as free:
        if not free:
            _put_back(delivery, put_backs)
            return
        attempt = _claim(delivery_id)
        if attempt is None:
            return
        outcome = _post(attempt)
        SLOTS.note(host, reached=outcome.answer is not None)
        _record(attempt.pk, outcome)


def _put_back(delivery: Delivery, put_backs: int) -> None:
    seconds = min(FIRST_PUT_BACK * 1.5 ** min(put_backs, 20), LONGEST_PUT_BACK)
    wait = timedelta(seconds=seconds * _RANDOM.uniform(0.8, 1.2))
    with transaction.atomic():
        defer_delivery(delivery, database_now() + wait, put_backs + 1)


@transaction.atomic
def _claim(delivery_id: UUID | str) -> DeliveryAttempt | None:
    """Begin an attempt, or find that there is nothing to do now."""
    delivery = _locked(delivery_id)
    now = database_now()
    if delivery is None or delivery.state != State.PENDING or delivery.next_attempt_at is None:
        return None
    if delivery.next_attempt_at > now:
        _see_to_a_task(delivery, delivery.next_attempt_at)
        return None
    if delivery.attempts_of_schedule >= ATTEMPTS:
        _give_up(delivery)
        return None
    delivery.attempts_made += 1
    delivery.next_attempt_at = now + CLAIM
    delivery.save(update_fields=["attempts_made", "next_attempt_at"])
    return DeliveryAttempt.objects.create(
        delivery=delivery, number=delivery.attempts_made, started_at=now
    )


def _see_to_a_task(delivery: Delivery, due: datetime) -> None:
    """Somebody else's attempt may die, so leave a task behind for when its claim runs out."""
    if not ProcrastinateJob.objects.filter(pk=delivery.task_id, status="todo").exists():
        defer_delivery(delivery, due)


def _post(attempt: DeliveryAttempt) -> Outcome:
    delivery = attempt.delivery
    config = settings.OPENMODERATOR
    try:
        policy = policy_from(config.allow_private_networks, total_seconds=POST_SECONDS)
        secret = delivery.team.webhook_secret()
        signature = signed_headers(secret, delivery.message_id, delivery.body, datetime.now(tz=UTC))
        headers = {"Content-Type": "application/json", **signature}
        return Outcome(post(delivery.url, delivery.body.encode(), headers, policy))
    except OpenModeratorError as error:
        return Outcome(None, str(error))


@transaction.atomic
def _record(attempt_id: int, outcome: Outcome) -> None:
    """Store the outcome. Safe when another attempt began or ended in the meantime."""
    attempt = DeliveryAttempt.objects.filter(pk=attempt_id).first()
    delivery = _locked(attempt.delivery_id) if attempt else None
    if attempt is None or delivery is None:
        return  # the team was deleted during the post
    _complete(attempt, outcome)
    if outcome.accepted:
        _mark_delivered(delivery)
    elif delivery.state == State.PENDING and delivery.attempts_made == attempt.number:
        _plan_next(delivery, outcome)


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


def _plan_next(delivery: Delivery, outcome: Outcome) -> None:
    wait = next_attempt(delivery.attempts_of_schedule, _RANDOM)
    status = outcome.answer.status if outcome.answer else None
    log.info(
        "callback.attempt_failed",
        delivery=str(delivery.pk),
        attempt=delivery.attempts_made,
        status=status,
        error=outcome.error,
    )
    if wait is None:
        _give_up(delivery)
        return
    delivery.next_attempt_at = database_now() + wait
    delivery.save(update_fields=["next_attempt_at"])
    defer_delivery(delivery, delivery.next_attempt_at)


def _give_up(delivery: Delivery) -> None:
    delivery.state = State.FAILED
    delivery.next_attempt_at = None
    delivery.save(update_fields=["state", "next_attempt_at"])
    log.error(
        "callback.failed",
        delivery=str(delivery.pk),
        kind=delivery.kind,
        subject=delivery.subject_id,
        url=shown(delivery.url),
        attempts=delivery.attempts_made,
    )


def _locked(delivery_id: UUID | str) -> Delivery | None:
    locked = Delivery.objects.select_for_update(of=("self",)).select_related("team")
    return locked.filter(pk=delivery_id).first()
