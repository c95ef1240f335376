"""Putting back what has no task: the safety net under the transactional queue."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from openmoderator.jobs.enqueuing import defer_run
from openmoderator.jobs.models import Job, Status

QUIET = timedelta(seconds=60)
"""A job without progress for this long, and without a task, is enqueued again."""

UNATTENDED = """
SELECT id FROM jobs_job AS job
WHERE status = %s AND progress_at < clock_timestamp() - %s * interval '1 second' AND NOT EXISTS (
    SELECT FROM procrastinate_jobs AS task
    WHERE task.queueing_lock = 'job:' || job.id AND task.status IN ('todo', 'doing')
)
ORDER BY progress_at LIMIT 500
"""


def sweep(quiet: timedelta = QUIET) -> int:
    """Enqueue every unfinished job that no task will end. Returns how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(UNATTENDED, [Status.IN_PROGRESS.value, quiet.total_seconds()])
            found = [row[0] for row in cursor.fetchall()]
        return sum(defer_run(job) for job in Job.objects.filter(pk__in=found))
