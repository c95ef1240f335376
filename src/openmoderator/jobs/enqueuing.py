"""Enqueuing the runs of jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from openmoderator.jobs.models import Job
from openmoderator.queueing import enqueue

RUN: Final = "jobs.run"
QUEUE: Final = "jobs"
FETCHES: Final = "fetches"
"""Jobs that must fetch have a queue of their own: a slow host must not hold up texts and
uploaded pictures."""


def defer_run(job: Job, wait: timedelta | None = None) -> bool:
    """Enqueue a run inside the caller's transaction; at most one waits for each job."""
    queue = FETCHES if job.source_url else QUEUE
    return enqueue(RUN, queue, f"job:{job.pk}", wait, job_id=job.pk)
