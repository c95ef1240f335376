"""Counts of the dashboard and the badges."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.counts import pending_by_type, queue_counts, totals
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import Queue, claim

pytestmark = pytest.mark.django_db


def test_each_queue_counts_its_own_pending_and_decided_reviews(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    escalated = create_subteam(team, "escalation")
    mine = make_reviews(5)
    Review.objects.filter(pk__in=[row.pk for row in mine[:2]]).update(subteam=escalated)
    decide(team, anna, uuid.uuid4(), {mine[0].pk: {}, mine[2].pk: {}})

    whole, sub = queue_counts(team)

    text = {count.type: count for count in whole.types}["Text"]
    assert (whole.subteam, text.pending, text.completed) == (None, 2, 1)
    assert text.oldest == mine[3].created_at
    text = {count.type: count for count in sub.types}["Text"]
    assert (sub.subteam, text.pending, text.completed) == (escalated, 1, 1)
    assert text.oldest == mine[1].created_at


def test_a_queue_in_which_everything_is_decided_has_no_oldest(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    decide(team, anna, uuid.uuid4(), {review.pk: {}})

    (whole,) = queue_counts(team)
    image, text = totals([whole])

    assert (image.pending, image.completed, image.oldest) == (0, 0, None)
    assert (text.pending, text.completed, text.oldest) == (0, 1, None)


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
