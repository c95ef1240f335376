"""The background task of deliveries, and how one is enqueued.

The delivery remembers its newest task, so that the sweep can tell which has none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from procrastinate.contrib.django import app

from openmoderator.callbacks.models import Delivery

QUEUE: Final = "deliveries"


@app.task(queue=QUEUE, name="callbacks.deliver")
def deliver(delivery_id: str, put_backs: int = 0) -> None:
    """Make one attempt; may run twice, also at the same moment."""
    from openmoderator.callbacks.posting import deliver as make_attempt

    make_attempt(delivery_id, put_backs)


def defer_delivery(delivery: Delivery, at: datetime, put_backs: int = 0) -> None:
    """Enqueue an attempt for that time inside the caller's transaction.

    `put_backs` counts how often in a row the receiver's slots were all taken.
    """
    task = deliver.configure(schedule_at=at)
    delivery.task_id = task.defer(delivery_id=str(delivery.pk), put_backs=put_backs)
    Delivery.objects.filter(pk=delivery.pk).update(task_id=delivery.task_id)
