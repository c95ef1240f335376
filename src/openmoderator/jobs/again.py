"""Running a job again: a new job with the same item, as long as there is one."""

from __future__ import annotations

from django.db import transaction

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.content.models import Content
from openmoderator.content.store import read
from openmoderator.errors import BadInput
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.listing import find
from openmoderator.jobs.models import Job
from openmoderator.reviews.models import Review


class ContentGone(BadInput):
    """Nothing of the job's item is kept, and it has no address to be fetched from."""


@transaction.atomic
def run_again(team: Team, user: User, job_id: str, *, call_back: bool = False) -> Job:
    """A new job of the newest version of the same workflow, with the item of the old one.

    Its callback address goes along only where `call_back` says so. Raises `JobNotFound`,
    `WorkflowNotFound`, or `ContentGone`: a finished job has let go of its content, but a
    review that it made keeps it, and an address can be asked again.
    """
    old = find(team, job_id)
    content = None if old.source_url else kept_content(old)
    if content is None and not old.source_url:
        message = "The content of this job is no longer kept, so it cannot be run again."
        raise ContentGone(message)
    job = accept(team, _same(old, content, old.callback_endpoint if call_back else ""))
    record(team, user, "job.run_again", ("job", job.pk), {"of": old.pk})
    return job


def kept_content(job: Job) -> Content | None:
    """What is left of a job's item: with the job while it runs, then with its review."""
    if job.stored is not None:
        return job.stored
    review = Review.objects.select_related("stored").filter(team=job.team, job_id=job.pk).first()
    return review.stored if review is not None else None


def _same(old: Job, content: Content | None, callback: str) -> NewJob:
    return NewJob(
        type=old.type,
        content_id=old.content_id,
        workflow_name=old.workflow_name,
        text=content.text if content is not None else None,
        source_url=old.source_url or None,
        picture=_bytes(content),
        callback_endpoint=callback,
    )


def _bytes(content: Content | None) -> bytes | None:
    if content is None or content.object_name is None:
        return None
    try:
        return read(content)
    except FileNotFoundError as error:
        raise ContentGone("The picture of this job is no longer kept.") from error
