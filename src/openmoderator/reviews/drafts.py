"""Drafts: what somebody switched on a review and has not sent, kept on the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Draft, Review, State


def save_draft(team: Team, user: User, review_id: str, tags: Mapping[str, bool]) -> bool:
    """Keep `tags` for a waiting review of the team; False when there is none such."""
    if not Review.objects.filter(pk=review_id, team=team, state=State.WAITING).exists():
        return False
    keep(user, review_id, tags)
    return True


def keep(user: User, review_id: str, tags: Mapping[str, bool]) -> None:
    """Store or replace the person's draft."""
    Draft.objects.update_or_create(review_id=review_id, user=user, defaults={"tags": dict(tags)})


def drafts_of(user: User, review_ids: Iterable[str]) -> dict[str, dict[str, bool]]:
    """The person's drafts by review id."""
    rows = Draft.objects.filter(user=user, review_id__in=list(review_ids))
    return {row.review_id: row.tags for row in rows}
