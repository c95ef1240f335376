"""The next batch, held before it is shown."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import Queue, adopt, claim, claim_ahead, lease, release

pytestmark = pytest.mark.django_db


def ids(rows: list[Review]) -> list[str]:
    return [row.pk for row in rows]


@pytest.fixture
def queue(team: Team) -> Queue:
    return Queue(team, "Text")


def test_the_next_free_ones_are_held_and_the_page_keeps_its_own(
    queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(6)
    page, ahead = uuid4(), uuid4()
    claim(queue, anna, 2, page)
    assert ids(claim_ahead(queue, anna, 2, ahead)) == ids(made[2:4])
    assert ids(claim(queue, ben, 9, uuid4())) == ids(made[4:])
    assert set(Review.objects.filter(claim_token=page)) == set(made[:2])


def test_asked_again_it_gives_the_same_and_holds_no_more(
    queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(6)
    claim(queue, anna, 2, uuid4())
    ahead = uuid4()
    first = ids(claim_ahead(queue, anna, 2, ahead))
    assert ids(claim_ahead(queue, anna, 2, ahead)) == first
    assert Review.objects.filter(claimed_by=anna).count() == 4


def test_a_full_claim_takes_over_what_was_held_ahead(
    queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(4)
    claim(queue, anna, 2, uuid4())
    claim_ahead(queue, anna, 2, uuid4())
    token = uuid4()
    assert ids(claim(queue, anna, 4, token)) == ids(made)
    assert Review.objects.filter(claim_token=token).count() == 4


def test_what_is_held_ahead_counts_as_shown_when_it_is_adopted(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    ahead, now = uuid4(), database_now()
    claim_ahead(queue, anna, 1, ahead, now)
    review.refresh_from_db()
    assert review.claimed_at is None
    assert adopt(team, anna, ahead, now + timedelta(seconds=9)) == 1
    shown, adopted = now + timedelta(seconds=9), Review.objects.get()
    assert (adopted.claimed_at, adopted.claimed_until) == (shown, shown + lease(team))


def test_adopting_what_was_lost_says_so(
    team: Team, queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    ahead, now = uuid4(), database_now()
    claim_ahead(queue, anna, 1, ahead, now)
    claim(queue, ben, 1, uuid4(), now + lease(team) + timedelta(seconds=1))
    assert adopt(team, anna, ahead) == 0


def test_it_is_given_back_alone(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(4)
    page, ahead = uuid4(), uuid4()
    claim(queue, anna, 2, page)
    claim_ahead(queue, anna, 2, ahead)
    assert release(team, anna, ahead) == 2
    assert set(Review.objects.filter(claimed_by=anna)) == set(made[:2])


def test_an_expired_page_of_the_same_person_is_not_taken_ahead(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    now = database_now()
    claim(queue, anna, 2, uuid4(), now)
    later = now + lease(team) + timedelta(seconds=1)
    assert claim_ahead(queue, anna, 2, uuid4(), later) == []


def test_it_is_recorded_as_shown_when_it_is_shown_and_once(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    shown = AuditEntry.objects.filter(action="review.claimed", actor=anna)
    ahead = uuid4()
    claim_ahead(queue, anna, 2, ahead)
    assert not shown.exists()
    adopt(team, anna, ahead)
    adopt(team, anna, ahead)
    assert shown.count() == 2


def test_a_full_claim_records_what_was_held_ahead_as_shown(
    queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    claim(queue, anna, 1, uuid4())
    claim_ahead(queue, anna, 1, uuid4())
    claim(queue, anna, 2, uuid4())
    assert AuditEntry.objects.filter(action="review.claimed", actor=anna).count() == 2


def test_what_was_given_back_unseen_was_never_shown(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    ahead = uuid4()
    claim_ahead(queue, anna, 1, ahead)
    release(team, anna, ahead)
    assert not AuditEntry.objects.filter(action="review.claimed").exists()
