"""Accepting a job: the row, its content and its task commit together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.content.store import put_picture, put_text
from openmoderator.identifiers import job_id
from openmoderator.jobs.enqueuing import defer_run
from openmoderator.jobs.models import Job
from openmoderator.workflows import store


@dataclass(frozen=True)
class NewJob:
    """What a caller asks for. Exactly one of `text`, `source_url` and `picture` is the item."""

    type: str
    content_id: str
    workflow_name: str = ""
    text: str | None = None
    source_url: str | None = None
    picture: bytes | None = None
    callback_endpoint: str = ""


def accept(team: Team, new: NewJob) -> Job:
    """Store the job with the workflow as it is now, and enqueue it.

    Raises `WorkflowNotFound`. Without a name the type's default workflow is taken.
    """
    version = store.find(team, new.workflow_name or store.DEFAULT[new.type])
    with transaction.atomic():
        now = database_now()
        job = Job.objects.create(
            id=job_id(now),
            team=team,
            type=new.type,
            content_id=new.content_id,
            stored=_content(team, new),
            source_url=new.source_url or "",
            version=version,
            workflow_name=version.workflow.name,
            callback_endpoint=new.callback_endpoint,
            created_at=now,
            progress_at=now,
        )
        defer_run(job)
    return job


def _content(team: Team, new: NewJob) -> Content | None:
    if new.text is not None:
        return put_text(team, new.text)
    if new.picture is not None:
        # The type is not known before it is decoded, which a worker does under limits.
        return put_picture(team, new.picture, "application/octet-stream")
    return None
