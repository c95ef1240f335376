"""Deciding until it is final, and a team that asks for second opinions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Decision, Review
from openmoderator.reviews.timers import finalise

Answer = Callable[..., Decision]


@pytest.fixture
def answer(team: Team) -> Answer:
    """Decides a review and makes the decision final."""

    def decide_for_good(user: User, review: Review, *on: str) -> Decision:
        decide(team, user, uuid4(), {review.pk: dict.fromkeys(on, True)})
        made = Decision.objects.get(review=review, state="pending")
        assert finalise(made.pk, database_now() + timedelta(hours=1)) == 1
        made.refresh_from_db()
        return made

    return decide_for_good


@pytest.fixture
def asking(team: Team) -> Team:
    """The team, with a second opinion on every decision."""
    team.second_opinion_percent = 100
    team.save()
    return team
