"""A team, people and reviews, stored for real."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review

MakeReviews = Callable[..., list[Review]]


@pytest.fixture
def team(db: None) -> Team:
    """A team with its tags and workflows."""
    return create_team("Test Team").team


@pytest.fixture
def other_team(db: None) -> Team:
    """Another tenant."""
    return create_team("Other Team").team


@pytest.fixture
def anna(team: Team) -> User:
    """A reviewer of the team."""
    return create_user("anna@team.test", team, "reviewer", "correct horse battery").user


@pytest.fixture
def ben(team: Team) -> User:
    """Another reviewer of the team."""
    return create_user("ben@team.test", team, "reviewer", "correct horse battery").user


@pytest.fixture
def make_reviews(team: Team) -> MakeReviews:
    """Stores text reviews, oldest first."""

    def make(count: int = 1, **fields: object) -> list[Review]:
        return [
            create_review(
                team,
                NewReview(
                    type=ContentType.TEXT,
                    content_id=f"item-{number}",
                    text=f"text {number} of {timezone.now():%H:%M}",
                    **fields,  # type: ignore[arg-type]
                ),
                None,
                team.public_id,
            )
            for number in range(count)
        ]

    return make
