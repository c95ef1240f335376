"""From what was tried to a review, or to a job of a workflow: both as real as any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.audit.record import record
from openmoderator.content import cached
from openmoderator.content.store import put_picture
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType
from openmoderator.web.tryout.trials import Item
from openmoderator.workflows.connected import registry_of, thresholds_of
from openmoderator.workflows.connectors.base import ConnectorInput
from openmoderator.workflows.connectors.inquiry import Inquiry
from openmoderator.workflows.evaluation.questions import Question

Pairs: TypeAlias = tuple[tuple[str, str], ...]


def to_review(team: Team, user: User, item: Item, subteam: Subteam | None) -> Item:
    """The item with its review (review-tool 4); one that has a review already stays as it is.

    Runs inside the caller's transaction. Raises `PictureNotCached`.
    """
    if item.review:
        return item
    new = _of_picture(team, item) if item.kept else _of_text(team, item)
    review = create_review(team, new, subteam, str(user))
    record(team, user, "try.sent_to_review", ("review", review.pk))
    return replace(item, review=review.pk)


def to_workflow(team: Team, user: User, item: Item, workflow: str) -> Item:
    """The item with its job; one that has a job already stays as it is.

    Raises `PictureNotCached` or `WorkflowNotFound`.
    """
    if item.job:
        return item
    new = NewJob(
        type="Image" if item.kept else "Text",
        content_id=item.name,
        workflow_name=workflow,
        text=None if item.kept else item.text,
        picture=cached.find(team, item.kept) if item.kept else None,
    )
    job = accept(team, new)
    record(team, user, "try.sent_to_workflow", ("job", job.pk), {"workflow": job.workflow_name})
    return replace(item, job=job.pk)


def _of_picture(team: Team, item: Item) -> NewReview:
    data = cached.find(team, item.kept)
    stored = put_picture(team, data, item.media_type, item.width, item.height)
    metadata = (*_scores(team, item), ("ExternalId", item.name))
    return NewReview(ContentType.IMAGE, item.name, content=stored, metadata=metadata)


def _scores(team: Team, item: Item) -> Pairs:
    """The keys that the old tool gave what was uploaded here."""
    if item.seen is None:
        return ()
    limits, seen = thresholds_of(team), item.seen
    return (
        ("adultScore", f"{seen.adult:.3f}"),
        ("a", str(seen.adult >= limits.adult)),
        ("racyScore", f"{seen.racy:.3f}"),
        ("r", str(seen.racy >= limits.racy)),
    )


def _of_text(team: Team, item: Item) -> NewReview:
    """With the metadata that a job would gain by asking everything."""
    registry = registry_of(team)
    inquiry = Inquiry(registry, ConnectorInput(text=item.text))
    for connector in registry.connectors:
        for spec in connector.outputs:
            if "Text" in spec.content:
                inquiry.ask(Question(connector.name, spec.name))
    metadata = (*inquiry.metadata, ("ExternalId", item.name))
    return NewReview(ContentType.TEXT, item.name, text=item.text, metadata=metadata)
