"""Jobs for reading: filtered lists by keyset, one job with everything around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from openmoderator.accounts.models import Team
from openmoderator.callbacks.models import Delivery
from openmoderator.errors import NotFound
from openmoderator.jobs.models import Job
from openmoderator.reviews.models import Review

PAGE: Final = 50


class JobNotFound(NotFound):
    """The team has no job of that id."""


@dataclass(frozen=True)
class JobFilter:
    """What of a team's jobs is wanted; what is empty counts for nothing.

    `wanted` is a ContentId, the id of a job or the id of its review, as it is.
    """

    status: str = ""
    type: str = ""
    workflow: str = ""
    wanted: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class JobPage:
    """Some jobs, newest first; `after` asks for the next ones, empty at the end."""

    jobs: tuple[Job, ...]
    after: str


@dataclass(frozen=True)
class Line:
    """A line of a report, and how long after the one before it was written."""

    at: datetime
    message: str
    later: timedelta | None


@dataclass(frozen=True)
class JobStory:
    """One job with its report (newest first), its review and what was called back of both."""

    job: Job
    lines: tuple[Line, ...]
    review: Review | None
    deliveries: tuple[Delivery, ...]


def page(team: Team, wanted: JobFilter, after: str = "", size: int = PAGE) -> JobPage:
    """The jobs that fit, from behind the job `after` on; an unknown one begins anew."""
    rows = _fitting(team, wanted)
    last = Job.objects.filter(team=team, pk=after).only("created_at").first() if after else None
    if last is not None:
        older = Q(created_at=last.created_at, pk__lt=last.pk)
        rows = rows.filter(Q(created_at__lt=last.created_at) | older)
    found = rows.select_related("version").order_by("-created_at", "-pk")[: size + 1]
    jobs = tuple(found)
    return JobPage(jobs[:size], jobs[size - 1].pk if len(jobs) > size else "")


def find(team: Team, job_id: str) -> Job:
    """Raises `JobNotFound`."""
    jobs = Job.objects.select_related("team", "stored", "version__workflow")
    job = jobs.filter(team=team, pk=job_id).first()
    if job is None:
        raise JobNotFound(f"There is no job with the id '{job_id}'.")
    return job


def story(team: Team, job_id: str) -> JobStory:
    """Raises `JobNotFound`."""
    job = find(team, job_id)
    review = None
    if job.review_id:
        review = Review.objects.select_related("stored").filter(team=team, pk=job.review_id).first()
    return JobStory(job, _lines(job), review, _deliveries(job))


def workflow_names(team: Team) -> Sequence[str]:
    """Of all workflows that the team has or had."""
    return list(team.workflows.order_by("name").values_list("name", flat=True))


def _fitting(team: Team, wanted: JobFilter) -> QuerySet[Job]:
    rows = Job.objects.filter(team=team)
    exact = {"status": wanted.status, "type": wanted.type, "workflow_name": wanted.workflow}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.wanted:
        text = wanted.wanted
        rows = rows.filter(Q(content_id=text) | Q(pk=text[:40]) | Q(review_id=text[:40]))
    if wanted.since:
        rows = rows.filter(created_at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(created_at__lt=wanted.until)
    return rows


def _lines(job: Job) -> tuple[Line, ...]:
    written = list(job.report.all())
    before = [*written[1:], None]
    return tuple(
        Line(line.at, line.message, line.at - earlier.at if earlier else None)
        for line, earlier in zip(written, before, strict=False)
    )


def _deliveries(job: Job) -> tuple[Delivery, ...]:
    about = Q(kind="Job", subject_id=job.pk)
    if job.review_id:
        about |= Q(kind="Review", subject_id=job.review_id)
    return tuple(Delivery.objects.filter(about, team=job.team).order_by("created_at"))
