"""Making reviews, for callers of the API and for jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from openmoderator.accounts.models import Subteam, Team
from openmoderator.audit.record import record
from openmoderator.content.models import Content
from openmoderator.content.store import put_text
from openmoderator.identifiers import ReviewMark, review_id
from openmoderator.reviews import severity
from openmoderator.reviews.alike import settle
from openmoderator.reviews.likeness import Likeness, of_stored
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.severity import Weight
from openmoderator.reviews.tasks import defer_fetch

MARKS = {ContentType.IMAGE: ReviewMark.IMAGE, ContentType.TEXT: ReviewMark.TEXT}


@dataclass(frozen=True)
class NewReview:
    """What a review is made of. Exactly one of `text`, `source_url`, `content` is the item."""

    type: ContentType
    content_id: str
    text: str | None = None
    source_url: str = ""
    content: Content | None = None
    callback_endpoint: str = ""
    metadata: Sequence[tuple[str, str]] = field(default_factory=tuple)
    likeness: Likeness | None = None
    """How the item looks, where somebody has it decoded already; else it is found out here."""
    job_id: str = ""
    action_index: int | None = None


def create_review(team: Team, new: NewReview, subteam: Subteam | None, created_by: str) -> Review:
    """Store a review inside the caller's transaction; a picture by URL is fetched by a task.

    A picture that is there already joins the waiting ones that look like it, which holds the
    team's lock until the transaction ends (see `alike.settle`).

    A review of a job's action is made once: a second call finds the first.
    """
    if new.job_id:
        made = Review.objects.filter(job_id=new.job_id, action_index=new.action_index).first()
        if made is not None:
            return made
    now = timezone.now()
    content = new.content or (None if new.text is None else put_text(team, new.text))
    weight = _weight(team, new, content)
    review = Review(
        id=review_id(now, MARKS[new.type]),
        team=team,
        subteam=subteam,
        type=new.type,
        stored=content,
        source_url=new.source_url,
        content_id=new.content_id,
        callback_endpoint=new.callback_endpoint,
        created_by=created_by,
        created_at=now,
        modified_at=now,
        metadata=[list(pair) for pair in new.metadata],
        score=weight.score,
        severity=weight.severity,
        job_id=new.job_id,
        action_index=new.action_index,
    )
    settle(review, new.likeness or of_stored(content))
    review.save(force_insert=True)
    record(team, None, "review.created", ("review", review.id), {"by": created_by})
    if new.source_url and content is None:
        defer_fetch(review.id)
    return review


def _weight(team: Team, new: NewReview, content: Content | None) -> Weight:
    """Score and severity, without a query: a thousand reviews may come in one call."""
    text = content.text if content is not None and new.type == ContentType.TEXT else None
    return severity.of(new.metadata, severity.thresholds(team), severity.strongest_term(text))
