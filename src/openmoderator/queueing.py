"""Enqueuing background tasks inside the transaction of the row they are about.

Tasks are named, not imported: a process that only enqueues need not load what they do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def enqueue(
    task: str, queue: str, lock: str, wait: timedelta | None = None, **arguments: Any
) -> bool:
    """Defer the task of that name unless one with the same `lock` waits already.

    False says that one does; the savepoint keeps the caller's transaction usable after it.
    """
    options: dict[str, Any] = {"queue": queue, "queueing_lock": lock}
    if wait is not None:
        options["schedule_in"] = {"seconds": int(wait.total_seconds())}
    try:
        with transaction.atomic():
            app.configure_task(task, **options).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
