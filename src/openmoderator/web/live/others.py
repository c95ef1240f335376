"""Who else is at work: how many people hold how many reviews, by type of content."""

from __future__ import annotations

from django.db.models import Count

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import ContentType, Review, State


def others(team: Team, user: User) -> dict[str, dict[str, int]]:
    """``{"image": {"people": n, "items": m}, ...}`` of everybody but `user`."""
    rows = (
        Review.objects.filter(team=team, state=State.WAITING, claimed_by__isnull=False)
        .exclude(claimed_by=user)
        .order_by()
        .values("type")
        .annotate(people=Count("claimed_by", distinct=True), items=Count("pk"))
    )
    found = {row["type"]: {"people": row["people"], "items": row["items"]} for row in rows}
    return {
        type_.lower(): found.get(type_, {"people": 0, "items": 0}) for type_ in ContentType.values
    }
