"""In which order the queue is given out, and who never gets what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import QueueOrder, Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.queue import (
    Queue,
    claim,
    claimed_until,
    lease,
    others_hold,
    release,
)
from openmoderator.reviews.signals import claiming

pytestmark = pytest.mark.django_db


def ids(rows: list[Review]) -> list[str]:
    return [row.pk for row in rows]


def set_(review: Review, **fields: Any) -> None:
    Review.objects.filter(pk=review.pk).update(**fields)


def scored(team: Team, *scores: str) -> list[Review]:
    """Text reviews with these scores, oldest first."""
    return [
        create_review(
            team,
            NewReview(
                ContentType.TEXT, "1", text=f"text {number}", metadata=[("adultScore", score)]
            ),
            None,
            "test",
        )
        for number, score in enumerate(scores)
    ]


def test_the_newest_come_first_where_the_team_wants_it(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    team.queue_order = QueueOrder.NEWEST
    made = make_reviews(4)
    assert ids(claim(Queue(team, "Text"), anna, 3, uuid4())) == ids(made[:0:-1])


def test_the_highest_scores_come_first_and_of_equal_ones_the_oldest(team: Team, anna: User) -> None:
    team.queue_order = QueueOrder.SCORE
    low, high, also_high, none = scored(team, "0.2", "0.9", "0.9", "none")
    wanted = ids([high, also_high, low, none])
    assert ids(claim(Queue(team, "Text"), anna, 4, uuid4())) == wanted


@pytest.mark.parametrize("order", QueueOrder.values)
@pytest.mark.parametrize("of_subteam", [False, True])
def test_each_order_is_read_from_an_index_and_never_sorted(
    team: Team, order: str, of_subteam: bool
) -> None:
    team.queue_order = order
    waiting = Queue(team, "Text", team.subteams.create(name="s") if of_subteam else None).waiting()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = waiting[:12].explain()
    assert "Index" in plan
    assert "Sort" not in plan


def test_what_is_assigned_to_somebody_is_shown_to_nobody_else(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    set_(made[0], assigned_to=ben)
    assert ids(claim(Queue(team, "Text"), anna, 5, uuid4())) == [made[1].pk]


def test_what_is_assigned_to_the_person_comes_before_what_is_older(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(4)
    set_(made[3], assigned_to=anna)
    assert ids(claim(Queue(team, "Text"), anna, 2, uuid4())) == ids([made[3], made[0]])


def test_what_the_person_holds_is_kept_before_what_is_assigned_to_them(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    claim(Queue(team, "Text"), anna, 1, uuid4())
    set_(made[1], assigned_to=anna)
    assert ids(claim(Queue(team, "Text"), anna, 1, uuid4())) == [made[0].pk]


def test_a_second_look_is_not_for_the_person_it_looks_at(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    set_(made[0], not_for=anna)
    queue = Queue(team, "Text")
    assert ids(claim(queue, anna, 5, uuid4())) == [made[1].pk]
    assert ids(claim(queue, ben, 5, uuid4())) == [made[0].pk]


def test_what_became_somebody_elses_while_it_was_held_is_given_back(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    queue = Queue(team, "Text")
    claim(queue, anna, 2, uuid4())
    set_(made[0], assigned_to=ben)
    assert ids(claim(queue, anna, 2, uuid4())) == [made[1].pk]
    assert ids(claim(queue, ben, 2, uuid4())) == [made[0].pk]


def test_the_time_at_which_it_was_first_shown_stays_while_it_is_held(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    queue, token, start = Queue(team, "Text"), uuid4(), database_now()
    claim(queue, anna, 1, token, start)
    claim(queue, anna, 1, token, start + timedelta(seconds=20))
    review.refresh_from_db()
    assert review.claimed_at == start
    release(team, anna, token)
    review.refresh_from_db()
    assert review.claimed_at is None


def test_what_another_person_left_behind_is_shown_anew(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    queue, start = Queue(team, "Text"), database_now()
    later = start + lease(team) + timedelta(seconds=1)
    claim(queue, anna, 1, uuid4(), start)
    claim(queue, ben, 1, uuid4(), later)
    review.refresh_from_db()
    assert (review.claimed_by, review.claimed_at) == (ben, later)


def test_who_claims_is_told_before_free_reviews_are_taken(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made, added = make_reviews(1), []

    def add(count: int, queue: Queue, user: User, **_: object) -> None:
        added.append((count, user))
        made.extend(make_reviews(1, callback_endpoint="x"))

    claiming.connect(add, sender=Queue)
    try:
        assert len(claim(Queue(team, "Text"), anna, 1, uuid4())) == 1
        claim(Queue(team, "Text"), anna, 1, uuid4())
    finally:
        claiming.disconnect(add, sender=Queue)
    assert added == [(1, anna)]


def test_the_clock_of_a_page_shows_when_its_lease_ends(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    token, now = uuid4(), database_now()
    assert claimed_until(team, anna, token) is None
    claim(Queue(team, "Text"), anna, 1, token, now)
    assert claimed_until(team, anna, token) == now + lease(team)


def test_others_are_named_with_how_many_they_hold(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(5)
    queue = Queue(team, "Text")
    claim(queue, ben, 3, uuid4())
    claim(queue, anna, 1, uuid4())
    assert others_hold(queue, anna) == [(ben, 3)]
    assert others_hold(queue, ben) == [(anna, 1)]
    assert others_hold(queue, anna, database_now() + lease(team) + timedelta(seconds=1)) == []
