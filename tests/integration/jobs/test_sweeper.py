"""What has no task is found and enqueued again."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.jobs.sweeper import sweep

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(seconds=-1)


def quiet_job(team: Team) -> Job:
    return accept(team, NewJob("Text", "i", text="words"))


def test_a_job_whose_task_is_gone_is_enqueued_again(team: Team) -> None:
    job = quiet_job(team)
    ProcrastinateJob.objects.all().delete()
    assert sweep(AT_ONCE) == 1
    assert ProcrastinateJob.objects.filter(args={"job_id": job.pk}, status="todo").exists()


def test_a_job_with_a_waiting_task_is_left_alone(team: Team) -> None:
    quiet_job(team)
    assert sweep(AT_ONCE) == 0


def test_a_job_that_made_progress_a_moment_ago_is_left_alone(team: Team) -> None:
    quiet_job(team)
    ProcrastinateJob.objects.all().delete()
    assert sweep() == 0


def test_an_ended_job_is_left_alone(team: Team) -> None:
    run(quiet_job(team).pk)
    ProcrastinateJob.objects.all().delete()
    assert sweep(AT_ONCE) == 0
