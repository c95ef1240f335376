"""Making golden items from completed reviews, texts and pictures, and retiring them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.content.store import put_picture, put_text
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.errors import BadInput, NotFound
from openmoderator.quality.answers import Pairs
from openmoderator.quality.copies import refer_again
from openmoderator.quality.models import GoldenItem
from openmoderator.reviews.models import ContentType, Purpose, Review, State

LONGEST_TEXT: Final = 10_000
LONGEST_WHY: Final = 2_000


class NoLongerKept(BadInput):
    """The content of the review is gone, so it cannot become a golden item."""

    code = "ContentGone"


class NoSuchGoldenItem(NotFound):
    """No golden item of that id in this team."""


def usable(team: Team, review_id: str) -> Review | None:
    """The team's completed review of that id, if there is one a golden item can be made of."""
    rows = Review.objects.select_related("stored", "team")
    return rows.filter(team=team, pk=review_id, state=State.COMPLETE, purpose=Purpose.WORK).first()


def from_review(team: Team, user: User, review: Review, tags: Pairs, why: str) -> GoldenItem:
    """Make a completed review's item golden. Raises `NoLongerKept`."""
    with transaction.atomic():
        content = refer_again(review.stored)
        if content is None:
            raise NoLongerKept(
                f"The content of review {review.pk} is no longer kept. Choose a newer review,"
                " or upload the item."
            )
        return _make(team, user, content, review.type, tags, why, review.metadata)


def from_text(team: Team, user: User, text: str, tags: Pairs, why: str) -> GoldenItem:
    """Make a typed text golden. Raises `BadInput` when it is empty or too long."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise BadInput(f"Write a text of 1 to {LONGEST_TEXT:,} characters.")
    with transaction.atomic():
        return _make(team, user, put_text(team, text), ContentType.TEXT, tags, why)


def from_picture(team: Team, user: User, data: bytes, tags: Pairs, why: str) -> GoldenItem:
    """Make an uploaded picture golden. Raises an error that names what is wrong with it."""
    picture = decode(data, DecodeLimits(max_pixels=settings.OPENMODERATOR.max_pixels))
    with transaction.atomic():
        content = put_picture(team, data, picture.media_type, picture.width, picture.height)
        return _make(team, user, content, ContentType.IMAGE, tags, why)


def retire(team: Team, user: User, item_id: UUID) -> GoldenItem:
    """Ask nobody any more; copies that still wait go, answers stay. Raises `NoSuchGoldenItem`."""
    with transaction.atomic():
        item = GoldenItem.objects.select_for_update().filter(team=team, pk=item_id).first()
        if item is None:
            raise NoSuchGoldenItem("There is no such golden item in this team.")
        if item.retired_at is None:
            item.retired_at = database_now()
            item.save(update_fields=["retired_at"])
            waiting = Review.objects.filter(
                golden_answer__golden=item, state=State.WAITING, claimed_by=None
            )
            ids = list(waiting.select_for_update(skip_locked=True, of=("self",)).values_list("pk"))
            Review.objects.filter(pk__in=[pk for (pk,) in ids]).delete()
            record(team, user, "quality.golden_retired", ("golden", str(item.pk)))
    return item


def _make(
    team: Team,
    user: User,
    content: Content,
    type_: str,
    tags: Pairs,
    why: str,
    metadata: object = None,
) -> GoldenItem:
    item = GoldenItem.objects.create(
        team=team,
        type=type_,
        stored=content,
        metadata=metadata or [],
        tags=[list(pair) for pair in tags],
        why=why.strip()[:LONGEST_WHY],
        created_by=user,
    )
    record(team, user, "quality.golden_made", ("golden", str(item.pk)), {"tags": item.tags})
    return item
