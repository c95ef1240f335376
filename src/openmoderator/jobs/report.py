"""The execution report, written line by line while a job runs (contract 9.3).

Every write passes the fence: a run that is no longer the newest of its job, or whose job has
ended, changes nothing and learns so by `StaleRun`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from openmoderator.clock import DatabaseNow
from openmoderator.errors import OpenModeratorError
from openmoderator.jobs.models import Job, ReportLine, Status


class StaleRun(OpenModeratorError):
    """Another run of this job has begun, or the job has ended; this run must stop."""

    code = "StaleRun"


@dataclass(frozen=True)
class Run:
    """One run of a job; `number` is its place among the job's runs, from 1."""

    job: Job
    number: int


def begin(job_id: str) -> Run | None:
    """Open a run and its report; None when the job has ended or does not exist."""
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(no_key=True, of=("self",))
            .select_related("team", "stored", "version__workflow")
            .filter(pk=job_id, status=Status.IN_PROGRESS)
            .first()
        )
        if job is None:
            return None
        job.tries += 1
        Job.objects.filter(pk=job.pk).update(tries=job.tries, progress_at=DatabaseNow())
        write_line(job, f"Starting Execution - Try {job.tries}")
    return Run(job, job.tries)


def say(run: Run, message: str) -> None:
    """Add a line at once, so that it is seen while the job runs. Raises `StaleRun`."""
    with transaction.atomic():
        _pass_fence(run)
        write_line(run.job, message)


def lock(run: Run) -> Job:
    """The job's row, locked for the transaction that ends this run. Raises `StaleRun`."""
    job = Job.objects.select_for_update(no_key=True).get(pk=run.job.pk)
    if job.tries != run.number or job.status != Status.IN_PROGRESS:
        raise StaleRun(f"Run {run.number} of job {job.pk} is not the newest one.")
    return job


def write_line(job: Job, message: str) -> None:
    """Add a line without asking the fence; inside a transaction that holds the job."""
    ReportLine.objects.create(job=job, at=DatabaseNow(), message=message)


def _pass_fence(run: Run) -> None:
    current = Job.objects.filter(pk=run.job.pk, tries=run.number, status=Status.IN_PROGRESS)
    if not current.update(progress_at=DatabaseNow()):
        raise StaleRun(f"Run {run.number} of job {run.job.pk} is not the newest one.")
