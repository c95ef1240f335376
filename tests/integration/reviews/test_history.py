"""The history of one review: everything that happened, in order, in words."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.callbacks.models import Delivery
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.history import history
from openmoderator.reviews.holding import hold, release
from openmoderator.reviews.models import Review
from openmoderator.reviews.moving import move
from openmoderator.reviews.notes import add_note
from openmoderator.reviews.reversal import reopen
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_review(team: Team, anna: User, ben: User, make_reviews: MakeReviews) -> Review:
    """A review with which everything was done."""
    lead = create_user("lead@team.test", team, "admin", "correct horse battery").user
    (review,) = make_reviews(1, callback_endpoint="https://app.example/hook")
    hold(team, anna, [review.pk], 5)
    release(team, ben, [review.pk])
    move(team, anna, [review.pk], create_subteam(team, "Second line"))
    add_note(team, ben, review.pk, "looks fine to me")
    decide(team, anna, uuid4(), {review.pk: {"a": True}})
    finalise_due(database_now() + timedelta(minutes=1))
    reopen(team, lead, [review.pk], "an appeal")
    return review


def test_everything_is_told_in_order_with_who_did_it(busy_review: Review) -> None:
    told = [(event.what, event.who, event.detail) for event in history(busy_review)]
    words = [what for what, _who, _detail in told]
    assert words[0] == "Created"
    assert words[1:5] == ["Held", "Released from hold", "Moved", "Note"]
    assert ("Note", "ben", "looks fine to me") in told
    assert ("Moved", "anna", "to Second line") in told
    assert words[-1] == "Reopened"
    assert told[-1][1:] == ("lead", "an appeal")


def test_a_decision_tells_what_was_left_on_and_that_it_was_reopened(busy_review: Review) -> None:
    (decision,) = [event for event in history(busy_review) if event.kind == "decision"]
    assert (decision.what, decision.on) == ("Decided, reopened later", ("a",))


@pytest.mark.parametrize(
    ("state", "word"),
    [("pending", "Callback made"), ("delivered", "Callback delivered"), ("failed", "given up")],
)
def test_the_state_of_each_callback_is_told(busy_review: Review, state: str, word: str) -> None:
    Delivery.objects.update(state=state, delivered_at=database_now(), attempts_made=10)
    told = [event for event in history(busy_review) if event.kind == "callback"]
    assert any(word in event.what for event in told)
    assert Delivery.objects.get().message_id in told[-1].detail


def test_a_long_history_takes_no_more_queries(
    team: Team,
    anna: User,
    busy_review: Review,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        add_note(team, anna, busy_review.pk, f"note {number}")
    with django_assert_num_queries(4):
        assert len(history(busy_review)) > 25
