"""Putting back fetches that lost their task: the safety net under the transactional queue."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from openmoderator.reviews.tasks import defer_fetch

QUIET = timedelta(seconds=60)

UNATTENDED = """
SELECT id FROM reviews_review AS review
WHERE stored_id IS NULL AND source_url <> '' AND content_problem = '' AND state <> 'complete'
AND created_at < clock_timestamp() - %s * interval '1 second' AND NOT EXISTS (
    SELECT FROM procrastinate_jobs AS task
    WHERE task.queueing_lock = 'review-content:' || review.id AND task.status IN ('todo', 'doing')
)
ORDER BY created_at LIMIT 500
"""


def sweep(quiet: timedelta = QUIET) -> int:
    """Enqueue the fetch of every review that waits for its picture without a task."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(UNATTENDED, [quiet.total_seconds()])
            found = [row[0] for row in cursor.fetchall()]
        return sum(defer_fetch(review_id) for review_id in found)
