"""Counts of the dashboard and the badges."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.counts import pending_by_type, queue_counts, totals
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import DecidedCount, Review
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db

OTHER_INDEXES = """
SELECT indexrelid::regclass::text FROM pg_index
WHERE indrelid = 'reviews_review'::regclass AND NOT indisunique
AND indexrelid <> 'review_waiting_work'::regclass
"""


def test_each_queue_counts_its_own_pending_and_decided_reviews(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    escalated = create_subteam(team, "escalation")
    mine = make_reviews(5)
    Review.objects.filter(pk__in=[row.pk for row in mine[:2]]).update(subteam=escalated)
    decide(team, anna, uuid.uuid4(), {mine[0].pk: {}, mine[2].pk: {}})

    whole, sub = queue_counts(team)

    text = {count.type: count for count in whole.types}["Text"]
    assert (whole.subteam, text.pending, text.limbo) == (None, 2, 1)
    assert text.oldest == mine[3].created_at
    text = {count.type: count for count in sub.types}["Text"]
    assert (sub.subteam, text.pending, text.limbo) == (escalated, 1, 1)
    assert text.oldest == mine[1].created_at


def test_a_queue_in_which_everything_is_decided_has_no_oldest(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    decide(team, anna, uuid.uuid4(), {review.pk: {}})

    (whole,) = queue_counts(team)
    image, text = totals([whole])

    assert (image.pending, image.limbo, image.oldest) == (0, 0, None)
    assert (text.pending, text.limbo, text.oldest) == (0, 1, None)


def test_what_is_final_is_counted_from_the_tally(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    escalated = create_subteam(team, "escalation")
    first, second = make_reviews(2)
    Review.objects.filter(pk=second.pk).update(subteam=escalated)
    decide(team, anna, uuid.uuid4(), {first.pk: {"a": True}, second.pk: {}})
    finalise_due(database_now() + timedelta(hours=1))

    counted = [queue.types[1] for queue in queue_counts(team)]

    assert [(count.limbo, count.completed) for count in counted] == [(0, 1), (0, 1)]


def test_what_a_subteam_decided_counts_for_the_whole_team_once_it_is_gone(team: Team) -> None:
    gone = create_subteam(team, "gone")
    DecidedCount.objects.create(
        team=team, day=date(2026, 3, 5), subteam_id=gone.pk, type="Text", count=7
    )
    gone.delete()
    (whole,) = queue_counts(team)
    assert whole.types[1].completed == 7


def test_held_reviews_are_counted_apart_from_those_that_wait(
    team: Team, make_reviews: MakeReviews
) -> None:
    held, _waiting = make_reviews(2)
    Review.objects.filter(pk=held.pk).update(state="held", held_until=database_now())
    (whole,) = queue_counts(team)
    assert (whole.types[1].pending, whole.types[1].held, whole.types[1].total) == (1, 1, 2)


def test_only_work_is_counted_on_the_dashboard(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    waiting, held, decided = make_reviews(3)
    decide(team, anna, uuid.uuid4(), {decided.pk: {}})
    Review.objects.filter(pk=held.pk).update(state="held", held_until=database_now())
    Review.objects.filter(pk=waiting.pk).update(purpose="golden")
    Review.objects.exclude(pk=waiting.pk).update(purpose="opinion")
    (whole,) = queue_counts(team)
    assert [count.total for count in whole.types] == [0, 0]


def test_a_badge_counts_second_looks_that_wait_like_any_other_item(
    team: Team, make_reviews: MakeReviews
) -> None:
    second, _work = make_reviews(2)
    Review.objects.filter(pk=second.pk).update(purpose="opinion")
    assert pending_by_type(team) == {"Image": 0, "Text": 2}


def test_the_dashboard_asks_as_much_of_many_queues_as_of_one(
    team: Team, make_reviews: MakeReviews
) -> None:
    with CaptureQueriesContext(connection) as few:
        queue_counts(team)
    rows = make_reviews(4)
    for number, row in enumerate(rows):
        subteam = create_subteam(team, f"queue {number}")
        Review.objects.filter(pk=row.pk).update(subteam=subteam)
    with CaptureQueriesContext(connection) as many:
        queue_counts(team)
    assert len(many) == len(few)


def test_badges_count_every_queue_of_the_team_and_no_other_team(
    team: Team, other_team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(3)

    assert pending_by_type(team) == {"Image": 0, "Text": 3}
    assert pending_by_type(other_team) == {"Image": 0, "Text": 0}


def test_a_claim_of_the_whole_team_reads_its_queue_in_order_from_an_index(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(3)
    with CaptureQueriesContext(connection) as asked:
        claim(Queue(team, "Text"), anna, 2, uuid.uuid4())
    sql = next(query["sql"] for query in asked if "SKIP LOCKED" in query["sql"])

    with connection.cursor() as cursor:
        # A handful of rows would be scanned whole; forbid what no large table would choose.
        for method in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{method} = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "review_default_queue" in plan
    assert "Sort" not in plan


def test_what_waits_is_counted_from_an_index_alone(team: Team, make_reviews: MakeReviews) -> None:
    make_reviews(3)
    with CaptureQueriesContext(connection) as asked:
        queue_counts(team)
    sql = next(query["sql"] for query in asked if "'waiting'" in query["sql"])

    with connection.cursor() as cursor:
        # A handful of rows says nothing of what is cheap: leave the one way that is meant.
        cursor.execute(OTHER_INDEXES)
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
        for method in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{method} = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Only Scan using review_waiting_work" in plan
