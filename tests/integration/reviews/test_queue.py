"""Claims: a sliding lease that two people never share."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import (
    Queue,
    claim,
    extend,
    lease,
    release,
    release_all,
    release_expired,
    waiting_count,
)

pytestmark = pytest.mark.django_db


def ids(rows: list[Review]) -> list[str]:
    return [row.pk for row in rows]


def test_the_oldest_reviews_are_claimed_first(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(5)
    assert ids(claim(Queue(team, "Text"), anna, 3, uuid4())) == ids(made[:3])


def test_two_people_never_hold_the_same_review(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(5)
    first = claim(Queue(team, "Text"), anna, 3, uuid4())
    second = claim(Queue(team, "Text"), ben, 5, uuid4())
    assert ids(first) == ids(made[:3])
    assert ids(second) == ids(made[3:])


def test_what_a_person_holds_comes_back_first(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(5)
    queue = Queue(team, "Text")
    held = ids(claim(queue, anna, 2, uuid4()))
    assert ids(claim(queue, anna, 4, uuid4()))[:2] == held


def test_a_smaller_page_gives_the_rest_back(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(4)
    queue = Queue(team, "Text")
    claim(queue, anna, 4, uuid4())
    claim(queue, anna, 1, uuid4())
    assert ids(claim(queue, ben, 4, uuid4())) == ids(made[1:])


def test_what_is_named_first_is_kept_before_what_is_older(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(3)
    queue = Queue(team, "Text")
    claim(queue, anna, 3, uuid4())
    kept = claim(queue, anna, 1, uuid4(), first=[made[2].pk])
    assert ids(kept) == [made[2].pk]


def test_naming_what_somebody_else_holds_first_takes_nothing_from_them(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    queue = Queue(team, "Text")
    claim(queue, ben, 1, uuid4())
    assert ids(claim(queue, anna, 2, uuid4(), first=[made[0].pk])) == [made[1].pk]


def test_everything_a_person_holds_is_given_back_at_once(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(3)
    queue = Queue(team, "Text")
    claim(queue, anna, 2, uuid4())
    claim(queue, ben, 1, uuid4())
    assert release_all(team, anna) == 2
    assert ids(claim(queue, ben, 3, uuid4())) == ids(made)


def test_a_lease_that_ran_out_returns_the_review_to_everybody(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(1)
    queue = Queue(team, "Text")
    claim(queue, anna, 1, uuid4())
    later = database_now() + lease(team) + timedelta(seconds=1)
    assert ids(claim(queue, ben, 1, uuid4(), later)) == ids(made)


def test_a_sign_of_life_slides_the_lease(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    queue, token = Queue(team, "Text"), uuid4()
    claim(queue, anna, 1, token)
    almost = database_now() + lease(team) - timedelta(seconds=5)
    assert extend(team, anna, token, almost) == 1
    assert claim(queue, ben, 1, uuid4(), almost + timedelta(seconds=60)) == []


def test_a_closed_page_gives_back_what_it_holds(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    queue, token = Queue(team, "Text"), uuid4()
    claim(queue, anna, 2, token)
    assert release(team, anna, token) == 2
    assert ids(claim(queue, ben, 2, uuid4())) == ids(made)


def test_a_page_closed_late_does_not_release_what_a_newer_page_claimed(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    queue, old = Queue(team, "Text"), uuid4()
    claim(queue, anna, 1, old)
    claim(queue, anna, 1, uuid4())
    assert release(team, anna, old) == 0
    assert claim(queue, ben, 1, uuid4()) == []


def test_expired_claims_are_cleared(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    make_reviews(2)
    claim(Queue(team, "Text"), anna, 2, uuid4())
    assert release_expired(database_now() + lease(team) + timedelta(seconds=1)) == 2
    assert not Review.objects.filter(claimed_by__isnull=False).exists()


def test_a_subteam_is_a_queue_of_its_own(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    moved, stays = make_reviews(2)
    subteam = create_subteam(team, "Escalation")
    Review.objects.filter(pk=moved.pk).update(subteam=subteam)
    assert ids(claim(Queue(team, "Text", subteam), anna, 9, uuid4())) == [moved.pk]
    assert ids(claim(Queue(team, "Text"), anna, 9, uuid4())) == [stays.pk]


def test_another_team_has_another_queue(
    other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    assert claim(Queue(other_team, "Text"), anna, 9, uuid4()) == []


def test_claiming_is_recorded_once(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    review = make_reviews(1)[0]
    claim(Queue(team, "Text"), anna, 1, uuid4())
    claim(Queue(team, "Text"), anna, 1, uuid4())
    seen = AuditEntry.objects.filter(action="review.claimed", subject_id=review.pk, actor=anna)
    assert seen.count() == 1


def test_the_count_of_waiting_reviews_stops_at_its_limit(
    team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(4)
    assert waiting_count(Queue(team, "Text")) == 4
    assert waiting_count(Queue(team, "Text"), most=3) == 3
