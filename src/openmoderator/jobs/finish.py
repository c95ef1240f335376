"""The end of a job: reviews, status, the content's release and the callback, in one commit."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from openmoderator.callbacks.deliveries import enqueue
from openmoderator.callbacks.payloads import JobResult, job_body
from openmoderator.clock import database_now
from openmoderator.content.store import drop
from openmoderator.jobs.enqueuing import defer_run
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.report import Run, lock, write_line
from openmoderator.jobs.reviewing import SeenPicture, Tags, known_tags, make_review
from openmoderator.reviews.models import Review
from openmoderator.workflows.evaluation.run import PlannedAction

Pairs = tuple[tuple[str, str], ...]
BACK_OFF = (timedelta(seconds=5), timedelta(seconds=30))
"""Waits before the second and third try of what may pass."""


def complete(
    run: Run, metadata: Pairs, actions: tuple[PlannedAction, ...], seen: SeenPicture | None
) -> None:
    """End the job as Complete; a second call finds it ended. Raises `StaleRun`."""
    with transaction.atomic():
        job = lock(run)
        job.result_metadata = [list(pair) for pair in metadata]
        tags = [known_tags(job, planned) for planned in actions]
        for planned, known in zip(actions, tags, strict=True):
            _note_review(job, make_review(job, planned, known, seen))
        write_line(job, "Execution Complete")
        _end(job, Status.COMPLETE, "Job marked completed and job content has been removed")
        _call_back(job, actions, tags[0] if tags else ())


def fail(run: Run, message: str, may_pass: bool) -> None:
    """Note a failure: try again later when that can help, else end the job as Error."""
    with transaction.atomic():
        job = lock(run)
        if may_pass and job.failures < len(BACK_OFF):
            _try_again(job, message)
        else:
            write_line(job, message)
            _end(job, Status.ERROR, "Job marked as error and job content has been removed")
            _call_back(job, (), ())


def postpone(run: Run) -> None:
    """Begin again soon, when the database went away: that is no failure of the item.

    The number of runs bounds it; where the database is still away, the sweeper sees to it.
    """
    connection.close()  # Django would go on with the one that is lost
    with transaction.atomic():
        defer_run(lock(run), BACK_OFF[0])


def _note_review(job: Job, review: Review) -> None:
    """The first review is the job's; further ones stand in the report (contract 10.4)."""
    if not job.review_id:
        job.review_id = review.pk
    else:
        write_line(job, f"Created a further review: {review.pk}")


def _try_again(job: Job, message: str) -> None:
    wait = BACK_OFF[job.failures]
    job.failures += 1
    job.save(update_fields=["failures"])
    write_line(job, f"{message} Trying again in {wait.seconds} s.")
    defer_run(job, wait)


def _end(job: Job, status: Status, line: str) -> None:
    write_line(job, line)
    drop(job.stored)
    job.stored = None
    job.status = status
    job.finished_at = database_now()
    job.save()


def _call_back(job: Job, actions: tuple[PlannedAction, ...], tags: Tags) -> None:
    """Enqueue the Job callback: to the job's own URL, else the first action's (contract 11)."""
    of_actions = (planned.action.callback_endpoint for planned in actions)
    url = job.callback_endpoint or next((url for url in of_actions if url), "")
    if not url:
        return
    result = JobResult(
        job_id=job.pk,
        review_id=job.review_id,
        workflow_id=job.workflow_name,
        status=job.status,
        content_type=job.type,
        content_id=job.content_id,
        metadata=tuple((key, value) for key, value in job.result_metadata),
        tags=tags,
    )
    enqueue(team=job.team, kind="Job", subject_id=job.pk, url=url, body=job_body(result))
