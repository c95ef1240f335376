"""The tag buttons of stored reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmoderator.accounts.models import Team
from openmoderator.reviews.models import Review
from openmoderator.reviews.tagging import TagChoice, TeamTag, choices
from openmoderator.tags.tags import visible_tags


def team_tags(team: Team) -> tuple[TeamTag, ...]:
    """The visible tags of `team`, in its order."""
    return tuple(TeamTag(tag.code, tag.name, tag.colour) for tag in visible_tags(team))


def buttons(
    review: Review, tags: Iterable[TeamTag], draft: Mapping[str, bool] | None = None
) -> tuple[TagChoice, ...]:
    """Buttons of one review, as the person's draft sets them; where there is none, as whoever
    moved the review here had set them, or else the metadata."""
    return choices(tags, review.metadata, review.carried_tags if draft is None else draft)
