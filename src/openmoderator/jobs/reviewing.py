"""The one place where a job makes reviews."""

from __future__ import annotations

from openmoderator.accounts.models import Subteam
from openmoderator.accounts.subteams import UnknownSubteam, find_subteam
from openmoderator.content.models import Content
from openmoderator.content.store import put_picture
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.jobs.models import Job
from openmoderator.jobs.report import write_line
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review
from openmoderator.tags.models import Tag
from openmoderator.workflows.evaluation.run import PlannedAction


def make_review(job: Job, planned: PlannedAction, picture: bytes | None) -> Review:
    """Make, or find, the review of one action, inside the transaction that ends the job.

    The review has its own reference to the content. An unknown subteam or tag does not
    stop it: the report says so (contract 10.4).
    """
    action = planned.action
    new = NewReview(
        type=ContentType(job.type),
        content_id=job.content_id,
        text=job.stored.text if job.stored is not None else None,
        content=None if picture is None else _stored(job, picture),
        source_url=job.source_url,
        callback_endpoint=action.callback_endpoint or job.callback_endpoint,
        metadata=(
            *((key, value) for key, value in job.result_metadata),
            *_tags(job, planned),
            ("imagename", job.content_id),
        ),
        job_id=job.pk,
        action_index=planned.index,
    )
    return create_review(job.team, new, _subteam(job, action.subteam), job.team.public_id)


def _stored(job: Job, picture: bytes) -> Content:
    seen = decode(picture, DecodeLimits())
    return put_picture(job.team, picture, seen.media_type, seen.width, seen.height)


def _subteam(job: Job, name: str | None) -> Subteam | None:
    try:
        return find_subteam(job.team, name)
    except UnknownSubteam as error:
        write_line(job, f"{error} The review goes to the whole team.")
        return None


def _tags(job: Job, planned: PlannedAction) -> list[tuple[str, str]]:
    known = set(Tag.objects.filter(team=job.team).values_list("code", flat=True))
    for code, _ in planned.tags:
        if code.lower() not in known:
            write_line(job, f"The team has no tag '{code}': it is ignored.")
    return [(code.lower(), str(on)) for code, on in planned.tags if code.lower() in known]
