"""Not for me: passing items on without a reason."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.drafts import drafts_of, save_draft
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.skipping import hand_on, skip, unskip

pytestmark = pytest.mark.django_db


def ids(rows: list[Review]) -> list[str]:
    return [row.pk for row in rows]


@pytest.fixture
def queue(team: Team) -> Queue:
    return Queue(team, "Text")


def test_what_is_skipped_is_free_for_others_and_does_not_come_back(
    team: Team, queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(3)
    claim(queue, anna, 2, uuid4())
    assert skip(team, anna, [made[0].pk]) == [made[0].pk]
    assert ids(claim(queue, anna, 9, uuid4())) == ids(made[1:])
    assert ids(claim(queue, ben, 9, uuid4())) == [made[0].pk]


def test_skipping_twice_is_no_error_and_what_was_toggled_stays(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    pk = make_reviews(1)[0].pk
    save_draft(team, anna, pk, {"a": True})
    assert skip(team, anna, [pk]) == skip(team, anna, [pk])
    assert drafts_of(anna, [pk]) == {pk: {"a": True}}


def test_what_somebody_else_holds_stays_with_them(
    team: Team, queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    pk = make_reviews(1)[0].pk
    claim(queue, ben, 1, uuid4())
    skip(team, anna, [pk])
    assert Review.objects.get(pk=pk).claimed_by == ben


def test_what_is_like_it_goes_with_it(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    same = NewReview(ContentType.TEXT, "1", text="the same words")
    twins = [create_review(team, same, None, "test") for _ in range(2)]
    other = make_reviews(1)[0]
    claim(queue, anna, 9, uuid4())
    assert skip(team, anna, [twins[0].pk]) == sorted(ids(twins))
    assert ids(claim(queue, anna, 9, uuid4())) == [other.pk]


def test_what_was_assigned_to_the_person_is_anybodys_again(
    team: Team, queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    pk = make_reviews(1)[0].pk
    Review.objects.filter(pk=pk).update(assigned_to=anna)
    skip(team, anna, [pk])
    assert ids(claim(queue, ben, 1, uuid4())) == [pk]


def test_other_teams_and_decided_reviews_are_passed_over(
    other_team: Team, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    waiting, decided = make_reviews(2)
    Review.objects.filter(pk=decided.pk).update(state="decided")
    assert skip(other_team, anna, [waiting.pk]) == []
    assert skip(team, anna, [decided.pk, "nothing"]) == []


def test_skipped_reviews_can_be_brought_back(
    team: Team, queue: Queue, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(3)
    skip(team, anna, ids(made))
    assert unskip(team, anna, [made[2].pk]) == 1
    assert ids(claim(queue, anna, 9, uuid4())) == [made[2].pk]
    assert unskip(team, anna) == 2
    assert unskip(team, anna) == 0


def test_handing_on_gives_everything_to_the_others_and_skips_nothing(
    team: Team, queue: Queue, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(4)
    Review.objects.filter(pk=made[3].pk).update(assigned_to=anna)
    claim(queue, anna, 2, uuid4())
    assert hand_on(team, anna) == 2
    assert ids(claim(queue, ben, 2, uuid4())) == ids(made[:2])
    assert ids(claim(queue, anna, 9, uuid4())) == ids(made[2:])


def test_each_act_is_recorded(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    pk = make_reviews(1)[0].pk
    skip(team, anna, [pk])
    unskip(team, anna)
    hand_on(team, anna)
    acts = AuditEntry.objects.filter(actor=anna).order_by("id").values_list("action", flat=True)
    assert list(acts) == ["review.skipped", "review.unskipped", "queue.handed_on"]
