"""People, pages and clocks at the same reviews at the same moment, on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.decide import Outcome, decide, take_back, undo_window
from openmoderator.reviews.models import Decision, DecisionState, Review, State
from openmoderator.reviews.queue import Queue, claim, extend, release, release_expired
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 25


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what one raises is raised here."""
    barrier = threading.Barrier(len(acts))

    def start(act: Callable[[], object]) -> object:
        try:
            barrier.wait(10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(start, act) for act in acts]]


def test_two_people_who_open_the_page_together_get_different_reviews(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(12)
    queue = Queue(team, "Text")
    for _ in range(ROUNDS):
        first, second = at_once(
            lambda: {row.pk for row in claim(queue, anna, 8, uuid4())},
            lambda: {row.pk for row in claim(queue, ben, 8, uuid4())},
        )
        assert isinstance(first, set)
        assert isinstance(second, set)
        assert not first & second
        Review.objects.update(claimed_by=None, claimed_until=None, claim_token=None)


def test_next_is_stored_whatever_else_touches_the_reviews(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(12)
    queue = Queue(team, "Text")
    for _ in range(ROUNDS):
        token = uuid4()
        held = [row.pk for row in claim(queue, anna, 12, token)]
        now = database_now()

        def press_next(held: list[str] = held) -> list[Outcome]:
            answers = {pk: {"a": True} for pk in reversed(held)}
            return [item.outcome for item in decide(team, anna, uuid4(), answers)]

        outcomes, *_ = at_once(
            press_next,
            lambda token=token: extend(team, anna, token),  # type: ignore[misc]
            lambda now=now: release_expired(now + timedelta(hours=1)),  # type: ignore[misc]
            lambda: claim(queue, anna, 12, uuid4()),
            lambda token=token: release(team, anna, token),  # type: ignore[misc]
        )
        assert outcomes == [Outcome.STORED] * 12
        at_once(lambda: take_back(team, anna, "Text"), lambda: claim(queue, anna, 12, uuid4()))
        assert not Review.objects.exclude(state=State.WAITING).exists()


def test_two_who_answer_the_same_review_together_make_one_decision(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        pk = make_reviews(1)[0].pk
        outcomes = at_once(
            lambda pk=pk: decide(team, anna, uuid4(), {pk: {"a": True}})[0].outcome,  # type: ignore[misc]
            lambda pk=pk: decide(team, ben, uuid4(), {pk: {"r": True}})[0].outcome,  # type: ignore[misc]
        )
        assert sorted(outcomes, key=str) == [Outcome.KEPT_AS_DRAFT, Outcome.STORED]
        assert Decision.objects.filter(review=pk).count() == 1


def test_prev_at_the_end_of_the_window_either_takes_back_or_comes_too_late(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        pk = make_reviews(1)[0].pk
        decide(team, anna, uuid4(), {pk: {"a": True}})
        end = database_now() + undo_window(team)
        taken, finalised = at_once(
            lambda: take_back(team, anna, "Text"),
            lambda end=end: finalise_due(end),  # type: ignore[misc]
        )
        state = Review.objects.get(pk=pk).state
        assert (taken, finalised, state) in (
            ([pk], 0, State.WAITING),
            ([], 1, State.COMPLETE),
        )
        Review.objects.filter(pk=pk).update(state=State.COMPLETE)


def test_a_correction_at_the_end_of_the_window_counts_or_is_reported(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        pk, batch = make_reviews(1)[0].pk, uuid4()
        decide(team, anna, batch, {pk: {"a": True}})
        end = database_now() + undo_window(team)
        corrected, _finalised = at_once(
            lambda pk=pk, batch=batch: decide(team, anna, batch, {pk: {"r": True}})[0].outcome,  # type: ignore[misc]
            lambda end=end: finalise_due(end),  # type: ignore[misc]
        )
        finalise_due(end)
        tags = dict(Review.objects.get(pk=pk).result_tags)
        counted = (
            {"a": False, "r": True} if corrected is Outcome.STORED else {"a": True, "r": False}
        )
        assert tags == counted


def test_a_decision_that_somebody_holds_does_not_hold_up_the_others(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(5)
    for review in made:
        decide(team, anna, uuid4(), {review.pk: {}})
    end = database_now() + undo_window(team) + timedelta(seconds=1)
    with transaction.atomic():
        Decision.objects.select_for_update().get(review=made[0])
        assert at_once(lambda: finalise_due(end)) == [4]
    assert finalise_due(end) == 1
    assert Decision.objects.filter(state=DecisionState.FINAL).count() == 5
