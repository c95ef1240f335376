"""A database that goes away in the middle of a run is no failure of the item."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.jobs import item
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.finish import BACK_OFF
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.run import run
from openmoderator.workflows.connectors.base import ConnectorInput

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_whose_database_goes_away_again_and_again_still_ends_complete(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = accept(team, NewJob(type="Text", content_id="c", text="what a crap idea"))
    losses = len(BACK_OFF) + 2
    real, runs = item.load, []

    def load(asked: Job) -> ConnectorInput:
        runs.append(asked)
        if len(runs) <= losses:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return real(asked)

    monkeypatch.setattr(item, "load", load)
    for _ in range(losses + 1):
        run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.tries, job.failures) == (Status.COMPLETE, losses + 1, 0)


def test_a_run_cut_off_leaves_a_task_for_the_next(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = accept(team, NewJob(type="Text", content_id="c", text="what a crap idea"))
    first = ProcrastinateJob.objects.get(queueing_lock=f"job:{job.pk}")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [first.pk])

    def load(_asked: Job) -> ConnectorInput:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(item, "load", load)
    run(job.pk)
    waiting = ProcrastinateJob.objects.filter(queueing_lock=f"job:{job.pk}", status="todo")
    assert waiting.count() == 1
