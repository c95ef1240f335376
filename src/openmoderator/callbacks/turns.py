"""Turns at a receiver: one task posts what is due there, delivery after delivery, for a while.

So the queue holds a few tasks a receiver and not one a delivery, and no receiver keeps a
thread longer than a turn while others wait.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from openmoderator.callbacks import reachability
from openmoderator.callbacks.hosts import HostSlots
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.outcomes import Outcome, record, share_failure
from openmoderator.callbacks.posting import claim, post
from openmoderator.callbacks.tasks import wake, wake_at
from openmoderator.clock import database_now

TURN_SECONDS: Final = 5.0
"""No new attempt begins later than that in a turn."""
A_MOMENT: Final = timedelta(seconds=1)

SLOTS: Final = HostSlots()


def deliver(receiver: str) -> None:
    """Post what is due at the receiver, as long as a turn lasts, and see to the next turn.

    Without a free slot it ends at once: whoever holds one looks again after giving it back.
    A turn that breaks off is made up for by the sweep.
    """
    with SLOTS.slot(receiver) as free:
        if not free:
            return
        made = _take_turn(receiver)
    _see_to_the_next(receiver, made)


def _take_turn(receiver: str) -> int:
    """Make attempts one after the other; returns how many."""
    ends = time.monotonic() + TURN_SECONDS
    made = 0
    while (made == 0 or time.monotonic() < ends) and (attempt := claim(receiver)):
        outcome = post(attempt)
        record(attempt.pk, outcome)
        _judge_receiver(receiver, attempt, outcome)
        made += 1
        # Only a receiver that answers gets a second thread from its backlog.
        if made == 1 and outcome.answer and _due(receiver, database_now()).exists():
            wake(receiver)
    return made


def _judge_receiver(receiver: str, attempt: DeliveryAttempt, outcome: Outcome) -> None:
    if outcome.answer is not None:
        reachability.note_answer(receiver)
    elif not outcome.unreached:
        reachability.probe_now(receiver)
    elif reachability.note_no_answer(receiver):
        share_failure(attempt, outcome.error)


def _see_to_the_next(receiver: str, made: int) -> None:
    """Enqueue the turn that the receiver needs next, if any. Called without a slot."""
    pending = Delivery.objects.filter(state=State.PENDING, receiver=receiver)
    due = pending.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first()
    if due is None:
        return
    now = database_now()
    due = max(due, reachability.closed_until(receiver) or due)
    if due > now:
        wake_at(receiver, due)
    elif made:
        wake(receiver)
    else:
        # Due and yet not taken: somebody holds its row. Do not ask without a pause.
        wake_at(receiver, now + A_MOMENT)


def _due(receiver: str, now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.PENDING, receiver=receiver, next_attempt_at__lte=now)
