"""Tasks whose worker died go back to their queue.

Knows Procrastinate's tables through its own queries; never what a task does. Every task may
run twice, so rescuing one whose worker was only slow is harmless.
"""

from __future__ import annotations

import structlog
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 4.0
"""Beat of Procrastinate's workers."""
STALLED_SECONDS = 12.0
"""A worker without a beat for so long counts as dead."""
KEEP_FAILED_HOURS = 24 * 7


def rescue_stalled() -> int:
    """Give tasks of dead workers back; returns how many that were."""
    rows = app.connector.get_sync_connector().execute_query_all(
        query=sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=STALLED_SECONDS,
    )
    for row in rows:
        _rescue(row["id"])
    return len(list(rows))


def forget_old_tasks() -> None:
    """Drop what failed or was cancelled more than a week ago; successes go at once."""
    app.connector.get_sync_connector().execute_query(
        query=sql.queries["delete_old_jobs"],
        nb_hours=KEEP_FAILED_HOURS,
        queue=None,
        statuses=["succeeded", "failed", "cancelled", "aborted"],
    )


def _rescue(task_id: int) -> None:
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(task_id, timezone.now())
        log.info("task.rescued", task=task_id)
    except ConnectorException:
        # A twin with the same queueing lock waits already, or the worker lives after all.
        _drop_twin(task_id)


def _drop_twin(task_id: int) -> None:
    query = """
        DELETE FROM procrastinate_jobs dead USING procrastinate_jobs waiting
         WHERE dead.id = %s AND dead.status = 'doing' AND waiting.status = 'todo'
           AND waiting.queueing_lock = dead.queueing_lock"""
    with connection.cursor() as cursor:
        cursor.execute(query, [task_id])
