"""From the items of Review Create to reviews: all of them, or none (contract 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from openmoderator.accounts.models import Subteam, Team
from openmoderator.api.azure.errors import InvalidRequest
from openmoderator.api.azure.fields import MAX_TEXT
from openmoderator.api.azure.schema import NewReviewItem
from openmoderator.egress.urls import check_url
from openmoderator.errors import BadInput
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review

MAX_ITEMS: Final = 1000
"""Items of one call; they are stored in one transaction."""


def create_all(team: Team, items: Sequence[NewReviewItem], subteam: Subteam | None) -> list[Review]:
    """Store a review for each item, in order. Raises `InvalidRequest` before any is stored."""
    new = checked(items)
    with transaction.atomic():
        return [create_review(team, one, subteam, team.public_id) for one in new]


def checked(items: Sequence[NewReviewItem]) -> list[NewReview]:
    """The reviews that are asked for. Raises `InvalidRequest` with every item's problem."""
    if len(items) > MAX_ITEMS:
        message = f"The body has {len(items)} items; send at most {MAX_ITEMS} in one call."
        raise InvalidRequest((message,))
    problems = tuple(
        f"[{index}].Content {problem}"
        for index, item in enumerate(items)
        if (problem := _problem(item))
    )
    if problems:
        raise InvalidRequest(problems)
    return [_new(item) for item in items]


def _problem(item: NewReviewItem) -> str:
    if item.Type == "Text":
        length = len(item.Content)
        too_long = f"has {length} characters; a text may have {MAX_TEXT}."
        return too_long if length > MAX_TEXT else ""
    try:
        check_url(item.Content)
    except BadInput as error:
        return f"must be the address of a picture: {error}."
    return ""


def _new(item: NewReviewItem) -> NewReview:
    is_text = item.Type == "Text"
    return NewReview(
        type=ContentType(item.Type),
        content_id=item.ContentId,
        text=item.Content if is_text else None,
        source_url="" if is_text else item.Content.strip(),
        callback_endpoint=item.CallbackEndpoint,
        metadata=[(pair.Key, pair.Value) for pair in item.Metadata],
    )
