"""Putting back builds that have no task: the safety net under the transactional queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import connection, transaction

from openmoderator.lists.refreshing import defer_build

QUIET = timedelta(seconds=60)
"""A build that was asked for so long ago, or failed, is enqueued again; after each failure the
pause doubles, up to 64 times that."""

UNATTENDED: Final = """
SELECT id FROM lists_snapshot AS snapshot
WHERE wanted > built
  AND tried_at < clock_timestamp() - %s * power(2, least(failures, 6)) * interval '1 second'
  AND NOT EXISTS (
    SELECT FROM procrastinate_jobs AS task
    WHERE task.queueing_lock = 'list-snapshot:' || snapshot.id
      AND task.status IN ('todo', 'doing')
)
ORDER BY tried_at LIMIT 500
"""


def sweep(quiet: timedelta = QUIET) -> int:
    """Enqueue every build that was asked for and that no task will do. Returns how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(UNATTENDED, [quiet.total_seconds()])
            found = [row[0] for row in cursor.fetchall()]
        return sum(defer_build(snapshot_id) for snapshot_id in found)
