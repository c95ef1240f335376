"""Enqueuing background tasks inside the transaction of the row they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


def enqueue(
    task: Task[Any, Any, Any],
    lock: str,
    wait: timedelta | None = None,
    queue: str | None = None,
    **arguments: Any,
) -> bool:
    """Defer `task` unless one with the same `lock` waits already; False says it does.

    `queue` overrules the task's own.

    The savepoint keeps the caller's transaction usable after the unique violation.
    """
    options: dict[str, Any] = {} if queue is None else {"queue": queue}
    if wait is not None:
        options["schedule_in"] = {"seconds": int(wait.total_seconds())}
    try:
        with transaction.atomic():
            task.configure(queueing_lock=lock, **options).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
