"""The one place where a job makes reviews."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from openmoderator.accounts.models import Subteam
from openmoderator.accounts.subteams import UnknownSubteam, find_subteam
from openmoderator.content.models import Content
from openmoderator.content.store import put_picture
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.jobs.models import Job
from openmoderator.jobs.report import write_line
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.likeness import Likeness, of_picture
from openmoderator.reviews.models import ContentType, Review
from openmoderator.tags.models import Tag
from openmoderator.workflows.evaluation.run import PlannedAction

Tags = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SeenPicture:
    """The bytes of a job's picture and what decoding told of them."""

    data: bytes
    media_type: str
    width: int
    height: int
    likeness: Likeness


def see(data: bytes) -> SeenPicture:
    """Decode once more for the review, before any lock is held. Raises `NotAPicture`."""
    picture = decode(data, DecodeLimits(max_pixels=settings.OPENMODERATOR.max_pixels))
    likeness = of_picture(picture, data)
    return SeenPicture(data, picture.media_type, picture.width, picture.height, likeness)


def make_review(job: Job, planned: PlannedAction, tags: Tags, seen: SeenPicture | None) -> Review:
    """Make, or find, the review of one action, inside the transaction that ends the job.

    The review has its own reference to the content. An unknown subteam does not stop it:
    the report says so (contract 10.4).
    """
    action = planned.action
    new = NewReview(
        type=ContentType(job.type),
        content_id=job.content_id,
        text=job.stored.text if job.stored is not None else None,
        content=None if seen is None else _stored(job, seen),
        likeness=None if seen is None else seen.likeness,
        source_url=job.source_url,
        callback_endpoint=action.callback_endpoint or job.callback_endpoint,
        metadata=(
            *((key, value) for key, value in job.result_metadata),
            *((code, str(on)) for code, on in tags),
            ("imagename", job.content_id),
        ),
        job_id=job.pk,
        action_index=planned.index,
    )
    return create_review(job.team, new, _subteam(job, action.subteam), job.team.public_id)


def known_tags(job: Job, planned: PlannedAction) -> Tags:
    """What the action's rules set, without tags that the team does not have (contract 10.4)."""
    known = set(Tag.objects.filter(team=job.team).values_list("code", flat=True))
    for code, _ in planned.tags:
        if code.lower() not in known:
            write_line(job, f"The team has no tag '{code}': it is ignored.")
    return tuple((code.lower(), on) for code, on in planned.tags if code.lower() in known)


def _stored(job: Job, seen: SeenPicture) -> Content:
    return put_picture(job.team, seen.data, seen.media_type, seen.width, seen.height)


def _subteam(job: Job, name: str | None) -> Subteam | None:
    try:
        return find_subteam(job.team, name)
    except UnknownSubteam as error:
        write_line(job, f"{error} The review goes to the whole team.")
        return None
