"""The background task of deliveries: a turn at one receiver, never a single delivery.

However many deliveries a receiver has, it has one task that waits to run at once (two or
three when transactions meet) and one for later. Who needs a turn sooner moves the later one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

QUEUE: Final = "deliveries"
NAME: Final = "callbacks.deliver"


@app.task(queue=QUEUE, name=NAME)
def deliver(receiver: str) -> None:
    """Post what is due at a receiver; may run twice, also at the same moment."""
    from openmoderator.callbacks.turns import deliver as take_a_turn

    take_a_turn(receiver)


def wake(receiver: str) -> bool:
    """Enqueue a turn for now inside the caller's transaction; False when one waits already."""
    waiting = _todo().filter(scheduled_at=None, args={"receiver": receiver})
    if waiting.exists():
        return False
    deliver.defer(receiver=receiver)
    return True


def wake_with_commit(receiver: str) -> None:
    """Like `wake`, for a delivery that the caller's transaction is about to commit.

    The turn that waits already may begin before that and see nothing; so look once more after
    the commit. No unique key instead: two transactions would wait for each other.
    """
    if not wake(receiver):
        transaction.on_commit(lambda: wake(receiver), robust=True)


def wake_at(receiver: str, at: datetime) -> None:
    """See to it that there is a turn at that time or earlier."""
    lock = f"callbacks later {receiver}"
    planned = _todo().filter(queueing_lock=lock)
    if planned.filter(scheduled_at__gt=at).update(scheduled_at=at) or planned.exists():
        return
    try:
        with transaction.atomic():
            deliver.configure(schedule_at=at, queueing_lock=lock).defer(receiver=receiver)
    except AlreadyEnqueued:
        planned.filter(scheduled_at__gt=at).update(scheduled_at=at)


def _todo() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(queue_name=QUEUE, task_name=NAME, status="todo")
