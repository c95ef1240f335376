"""Decisions of the desk reach the person's counter, and Prev takes nothing off it."""

from __future__ import annotations

from uuid import uuid4

from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.decide import decide, take_back
from openmoderator.reviews.models import Review
from openmoderator.wellbeing.exposure import Seen, today


def severe(make_reviews: MakeReviews) -> Review:
    (row,) = make_reviews(1)
    row.severity = 3
    row.save()
    return row


def test_deciding_counts_and_taking_back_subtracts_nothing(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    row = severe(make_reviews)
    decide(team, anna, uuid4(), {row.pk: {"a": True}})
    assert take_back(team, anna, "Text") == [row.pk]

    assert today(anna) == Seen(severe=1)


def test_the_same_item_decided_again_after_prev_was_seen_once(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    row = severe(make_reviews)
    decide(team, anna, uuid4(), {row.pk: {"a": True}})
    take_back(team, anna, "Text")
    decide(team, anna, uuid4(), {row.pk: {"a": False}})

    assert today(anna) == Seen(severe=1)
