"""Background tasks of jobs."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from openmoderator.jobs.models import Job
from openmoderator.queueing import enqueue


@app.task(queue="jobs", name="jobs.run")
def run(job_id: str) -> None:
    """Run a job once; may run twice, also at the same moment."""
    # Not at the top: processes that only enqueue need no detectors.
    from openmoderator.jobs import run as running

    running.run(job_id)


def lock(job_id: str) -> str:
    """The queueing lock: at most one waiting task a job."""
    return f"job:{job_id}"


def defer_run(job: Job, wait: timedelta | None = None) -> bool:
    """Enqueue a run inside the caller's transaction.

    Jobs that must fetch have a queue of their own: a slow host must not hold up texts and
    uploaded pictures.
    """
    queue = "fetches" if job.source_url else "jobs"
    return enqueue(run, lock(job.pk), wait, queue, job_id=job.pk)
