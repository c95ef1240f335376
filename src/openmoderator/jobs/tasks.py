"""The background task of jobs."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmoderator.jobs.enqueuing import QUEUE, RUN


@app.task(queue=QUEUE, name=RUN)
def run(job_id: str) -> None:
    """Run a job once; may run twice, also at the same moment."""
    # Not at the top: every process loads this file, and few need the detectors.
    from openmoderator.jobs import run as running

    running.run(job_id)
