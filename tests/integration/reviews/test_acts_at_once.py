"""Holding, moving, taking back, submitting and reopening at the same moment as something else.

Each on a connection of its own. Nobody waits in a circle, and no answer is lost.
"""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews
from tests.integration.reviews.test_at_the_same_moment import at_once

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews import alike, holding, limbo, moving, removal, reversal
from openmoderator.reviews.decide import Outcome, decide, take_back, undo_window
from openmoderator.reviews.models import Decision, DecisionState, Review, State
from openmoderator.reviews.queue import Queue, claim, claim_ahead
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


@pytest.fixture
def vera(team: Team) -> User:
    """An administrator."""
    return create_user("vera@team.test", team, "admin", "correct horse battery").user


def shuffled(ids: list[str], seed: int) -> list[str]:
    """The same ids in another order."""
    mixed = list(ids)
    random.Random(seed).shuffle(mixed)
    return mixed


def test_next_counts_or_is_kept_whoever_holds_or_moves_the_reviews_meanwhile(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    night = create_subteam(team, "Night")
    for turn in range(ROUNDS):
        ids = [row.pk for row in make_reviews(12)]
        outcomes, held, moved, _ = at_once(
            partial(decide, team, anna, uuid4(), {pk: {"a": True} for pk in ids}),
            partial(holding.hold, team, ben, shuffled(ids, turn), 5),
            partial(moving.move, team, ben, shuffled(ids, turn + 1), night),
            partial(claim, Queue(team, "Text"), ben, 12, uuid4()),
        )
        assert isinstance(outcomes, list)
        stored = {it.review_id for it in outcomes if it.outcome is Outcome.STORED}
        kept = {it.review_id for it in outcomes if it.outcome is Outcome.KEPT_AS_DRAFT}
        assert stored | kept == set(ids)
        rows = {row.pk: row for row in Review.objects.filter(pk__in=ids)}
        assert {pk for pk, row in rows.items() if row.state == State.DECIDED} == stored
        assert not stored & {pk for pk, row in rows.items() if row.state == State.HELD}
        assert Decision.objects.filter(review__in=stored).count() == len(stored)
        assert isinstance(held, list)
        assert isinstance(moved, list)
        Review.objects.filter(pk__in=ids).update(state=State.COMPLETE, claimed_by=None)


def test_prev_and_a_press_sent_again_never_wait_in_a_circle(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        ids = [row.pk for row in make_reviews(24)]
        batch = uuid4()
        decide(team, anna, batch, {pk: {"a": True} for pk in ids})
        back, again = at_once(
            lambda: take_back(team, anna, "Text"),
            partial(decide, team, anna, batch, {pk: {} for pk in ids}),
        )
        assert isinstance(back, list)
        assert sorted(back) == sorted(ids)
        assert isinstance(again, list)
        states = set(Review.objects.filter(pk__in=ids).values_list("state", flat=True))
        live = Decision.objects.filter(review__in=ids, state=DecisionState.PENDING).count()
        assert (states, live) in (({State.WAITING}, 0), ({State.DECIDED}, len(ids)))
        Decision.objects.filter(review__in=ids).update(state=DecisionState.WITHDRAWN)
        Review.objects.filter(pk__in=ids).update(state=State.COMPLETE, claimed_by=None)


def test_of_submitting_and_taking_back_at_once_one_succeeds(
    team: Team, anna: User, vera: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        ids = [row.pk for row in make_reviews(6)]
        decide(team, anna, uuid4(), {pk: {"a": True} for pk in ids})
        decisions = list(Decision.objects.filter(review__in=ids).values_list("pk", flat=True))
        submitted, back, prev = at_once(
            partial(limbo.submit_now, team, vera, decisions),
            partial(limbo.take_back, team, anna, decisions),
            partial(take_back, team, anna, "Text"),
        )
        done = [answer for answer in (submitted, back, prev) if answer]
        assert len(done) == 1
        assert isinstance(done[0], list)
        assert sorted(done[0]) == sorted(ids)
        finalise_due(database_now())
        wanted = State.COMPLETE if submitted else State.WAITING
        assert set(Review.objects.filter(pk__in=ids).values_list("state", flat=True)) == {wanted}
        Review.objects.filter(pk__in=ids).update(state=State.COMPLETE, claimed_by=None)


def test_of_two_who_reopen_at_once_one_reopens(
    team: Team, anna: User, vera: User, make_reviews: MakeReviews
) -> None:
    for turn in range(ROUNDS):
        ids = [row.pk for row in make_reviews(6)]
        decide(team, anna, uuid4(), {pk: {} for pk in ids})
        finalise_due(database_now() + undo_window(team) + timedelta(seconds=1))
        first, second = at_once(
            partial(reversal.reopen, team, vera, shuffled(ids, turn)),
            partial(reversal.reopen, team, vera, shuffled(ids, turn + 1)),
        )
        assert isinstance(first, list)
        assert isinstance(second, list)
        assert sorted([*first, *second]) == sorted(ids)
        assert Decision.objects.filter(state=DecisionState.REVERSED, review__in=ids).count() == 6
        Review.objects.filter(pk__in=ids).update(state=State.COMPLETE)


def test_an_item_taken_out_while_it_is_decided_is_decided_once(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    for _ in range(ROUNDS):
        pk = make_reviews(1)[0].pk
        claim(Queue(team, "Text"), anna, 1, uuid4())
        outcomes, _taken = at_once(
            partial(decide, team, anna, uuid4(), {pk: {"a": True}}),
            partial(alike.take_out, team, anna, pk),
        )
        assert isinstance(outcomes, list)
        assert [it.outcome for it in outcomes] == [Outcome.STORED]
        assert Review.objects.get(pk=pk).state == State.DECIDED


def test_what_is_claimed_ahead_is_nobody_elses(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(40)
    queue = Queue(team, "Text")
    for _ in range(ROUNDS):
        ahead, other, third = at_once(
            lambda: {row.pk for row in claim_ahead(queue, anna, 8, uuid4())},
            lambda: {row.pk for row in claim(queue, ben, 8, uuid4())},
            lambda: {row.pk for row in claim_ahead(queue, ben, 8, uuid4())},
        )
        assert isinstance(ahead, set)
        assert isinstance(other, set)
        assert isinstance(third, set)
        assert ahead
        assert not ahead & (other | third)
        Review.objects.update(claimed_by=None, claimed_until=None, claim_token=None)


def test_what_becomes_final_while_it_is_deleted_is_final_or_gone(
    team: Team, anna: User, vera: User, make_reviews: MakeReviews
) -> None:
    for turn in range(ROUNDS):
        ids = [row.pk for row in make_reviews(6)]
        decide(team, anna, uuid4(), {pk: {} for pk in ids})
        end = database_now() + undo_window(team) + timedelta(seconds=1)
        deleted, _ = at_once(
            partial(removal.delete, team, vera, shuffled(ids, turn)), partial(finalise_due, end)
        )
        assert isinstance(deleted, list)
        finalise_due(end)
        left = Review.objects.filter(pk__in=ids)
        assert set(left.values_list("pk", flat=True)) == set(ids) - set(deleted)
        assert set(left.values_list("state", flat=True)) <= {State.COMPLETE}
