"""A job accepted -> its first report line, idle, against a bare task deferred -> started.

    python -m bench.job_latency [--jobs N]

One job at a time over HTTP, then one bare Procrastinate task on the same database, in turns.
The start of a job is told twice: from the row's time to the line's, both by the database's
clock, and from the HTTP answer to the line (below zero: the line was there first).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from bench.bare_task import BareQueue, bare_queue
from bench.measuring import Figure, Options, percentile, read_options, report, spread
from bench.serving import Served, served
from openmoderator.demo.client import Caller

BUDGET = "< 200 ms"
PERCENTS = (50, 90, 99)
AGAINST = "bare Procrastinate task, deferred -> started"


@dataclass(frozen=True)
class Taken:
    """Milliseconds of one round."""

    call: float
    from_row: float
    from_answer: float
    bare: float


def one_round(caller: Caller, queue: BareQueue) -> Taken:
    """One job to its end, a pause, one bare task."""
    began = time.time()
    query = {"ContentType": "Text", "ContentId": "bench", "WorkflowName": "default-text"}
    job_id = caller.post("jobs", query, {"ContentValue": "a harmless text"}, quiet=True)["JobId"]
    answered = time.time()
    accepted, first_line = times_of(job_id)
    time.sleep(0.02)
    return Taken(
        call=(answered - began) * 1000,
        from_row=(first_line - accepted) * 1000,
        from_answer=(first_line - answered) * 1000,
        bare=queue.seconds_to_start() * 1000,
    )


def times_of(job_id: str) -> tuple[float, float]:
    """When the job was accepted and its first line written; waits until it has ended."""
    from openmoderator.jobs.models import Job, ReportLine, Status

    time.sleep(0.05)
    while Job.objects.filter(pk=job_id, status=Status.IN_PROGRESS).exists():
        time.sleep(0.01)
    job = Job.objects.get(pk=job_id)
    line = ReportLine.objects.filter(job=job).order_by("id")[0]
    return job.created_at.timestamp(), line.at.timestamp()


def rounds(place: Served, count: int, warm: int = 5) -> list[Taken]:
    """`count` rounds after a few that are not counted."""
    with bare_queue(place.database_url) as queue:
        caller = place.caller
        return [one_round(caller, queue) for _ in range(count + warm)][warm:]


def measure(options: Options) -> list[Figure]:
    """Percentiles of both ways to tell, and of the call that creates a job."""
    with served() as place:
        taken = rounds(place, options.jobs)
    bare = [one.bare for one in taken]
    accepted = [one.from_row for one in taken]
    answered = [one.from_answer for one in taken]
    return [
        *spread(
            "job accepted -> first line",
            accepted,
            AGAINST,
            bare,
            percents=PERCENTS,
            budgets={99: BUDGET},
        ),
        *(
            Figure(
                f"HTTP answer -> first line, p{percent}",
                percentile(answered, percent),
                "ms",
                AGAINST,
                percentile(bare, percent),
            )
            for percent in PERCENTS
        ),
        *spread("Job Create call", [one.call for one in taken], AGAINST, bare, percents=PERCENTS),
    ]


if __name__ == "__main__":
    report(measure, read_options(__doc__, jobs=200))
