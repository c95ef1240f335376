"""The tag buttons of stored reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmoderator.accounts.models import Team
from openmoderator.reviews.models import Review
from openmoderator.reviews.tagging import TagChoice, TeamTag, choices
from openmoderator.tags.tags import visible_tags


def team_tags(team: Team) -> tuple[TeamTag, ...]:
    """The visible tags of `team`, in its order."""
    return tuple(TeamTag(tag.code, tag.name) for tag in visible_tags(team))


def buttons(
    review: Review, tags: Iterable[TeamTag], draft: Mapping[str, bool] | None = None
) -> tuple[TagChoice, ...]:
    """Buttons of one review, as the draft or else the metadata sets them."""
    return choices(tags, review.metadata, draft)
