"""Reopening what is complete, and deleting reviews."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.audit.models import AuditEntry
from openmoderator.callbacks.models import Delivery
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.content.retention import expire
from openmoderator.reviews.decide import Outcome, decide
from openmoderator.reviews.errors import AdministratorsOnly
from openmoderator.reviews.models import Decision, DecisionState, Review, State
from openmoderator.reviews.notes import add_note
from openmoderator.reviews.removal import delete, delete_by_content_id
from openmoderator.reviews.reversal import reopen, without_content
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db
HOOK = "https://app.example/hook"


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator."""
    return create_user("lead@team.test", team, "admin", "correct horse battery").user


def complete(team: Team, user: User, rows: list[Review], **tags: bool) -> None:
    decide(team, user, uuid4(), {row.pk: tags for row in rows})
    finalise_due(database_now() + timedelta(hours=2))


def test_a_reopened_review_waits_again_and_keeps_its_result_until_then(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    complete(team, anna, [review], a=True)
    assert reopen(team, lead, [review.pk], "the caller asked") == [review.pk]
    review.refresh_from_db()
    assert (review.state, review.assigned_to) == (State.WAITING, None)
    assert review.result_tags == [["a", True], ["r", False]]
    assert Decision.objects.get().state == DecisionState.REVERSED
    assert AuditEntry.objects.get(action="review.reopened").detail == {"why": "the caller asked"}


def test_the_new_decision_corrects_the_first_and_so_does_its_callback(
    team: Team, anna: User, ben: User, lead: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1, callback_endpoint=HOOK)
    complete(team, anna, [review], a=True)
    reopen(team, lead, [review.pk])
    complete(team, ben, [review], r=True)
    first, second = Delivery.objects.order_by("sequence")
    new = Decision.objects.get(state=DecisionState.FINAL)
    assert new.corrects == Decision.objects.get(state=DecisionState.REVERSED)
    assert "Corrects" not in json.loads(first.body)
    told = json.loads(second.body)
    assert told["Corrects"] == first.message_id != second.message_id
    assert set(told) - {"Corrects"} == set(json.loads(first.body))
    assert told["ReviewerResultTags"] == {"a": "False", "r": "True"}


def test_a_second_correction_names_the_first_correction(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1, callback_endpoint=HOOK)
    complete(team, anna, [review])
    for _ in range(2):
        reopen(team, lead, [review.pk])
        complete(team, anna, [review])
    _first, second, third = Delivery.objects.order_by("sequence")
    assert json.loads(third.body)["Corrects"] == second.message_id


def test_a_reopened_review_can_be_given_to_the_administrator(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    complete(team, anna, rows)
    reopen(team, lead, [rows[0].pk], to=lead)
    assert Review.objects.get().assigned_to == lead


def test_reviewers_reopen_nothing(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    rows = make_reviews(1)
    complete(team, anna, rows)
    with pytest.raises(AdministratorsOnly):
        reopen(team, anna, [rows[0].pk])


def test_what_is_not_complete_too_old_or_of_another_team_is_passed_over(
    team: Team, other_team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    old, waiting = make_reviews(2)
    complete(team, anna, [old])
    late = database_now() + timedelta(hours=team.reopen_hours + 3)
    assert reopen(team, lead, [old.pk, waiting.pk], now=late) == []
    create_user("lead@team.test", other_team, "admin")
    assert reopen(other_team, lead, [old.pk]) == []


def test_a_page_of_before_the_reversal_that_sends_again_counts_for_nothing_new(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    batch = uuid4()
    decide(team, anna, batch, {review.pk: {"a": True}})
    finalise_due(database_now() + timedelta(hours=2))
    reopen(team, lead, [review.pk])
    (same,) = decide(team, anna, batch, {review.pk: {"a": True}})
    (other,) = decide(team, anna, batch, {review.pk: {"r": True}})
    assert (same.outcome, other.outcome) == (Outcome.STORED, Outcome.NOT_COUNTED)
    assert Review.objects.get().state == State.WAITING
    assert Decision.objects.count() == 1


def test_content_is_kept_while_a_reopened_review_waits(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    complete(team, anna, rows)
    assert Content.objects.get().expires_at is not None
    reopen(team, lead, [rows[0].pk])
    assert Content.objects.get().expires_at is None
    assert without_content(team, [rows[0].pk]) == []


def test_a_review_whose_content_is_gone_can_be_reopened_and_says_so(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    complete(team, anna, rows)
    Content.objects.update(expires_at=database_now())
    expire()
    assert reopen(team, lead, [rows[0].pk]) == [rows[0].pk]
    assert without_content(team, [rows[0].pk]) == [rows[0].pk]


def test_deleting_leaves_the_record_of_it_and_nothing_else(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    gone, stays = make_reviews(2, callback_endpoint=HOOK)
    complete(team, anna, [gone])
    add_note(team, anna, gone.pk, "a note")
    reopen(team, lead, [gone.pk])
    complete(team, anna, [gone])
    Delivery.objects.filter(sequence=1).update(state="delivered")
    assert delete(team, lead, [gone.pk]) == [gone.pk]
    assert list(Review.objects.all()) == [stays]
    assert not Decision.objects.exists()
    assert not Content.objects.filter(pk=str(gone.stored_id)).exclude(text=None).exists()
    # What has not been told yet is told first.
    assert list(Delivery.objects.values_list("sequence", flat=True)) == [2]
    assert AuditEntry.objects.filter(action="review.deleted", actor=lead).count() == 1
    expire()
    assert Content.objects.count() == 1


def test_the_second_looks_at_a_deleted_review_go_with_it(
    team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    origin, shadow = make_reviews(2)
    Review.objects.filter(pk=shadow.pk).update(origin=origin, purpose="opinion")
    complete(team, anna, [origin])
    complete(team, anna, [shadow])
    delete(team, lead, [origin.pk])
    assert not Review.objects.exists()


def test_deleting_by_content_id_takes_every_review_of_it(
    team: Team, other_team: Team, lead: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    again = make_reviews(1)[0]
    assert len(delete_by_content_id(team, lead, again.content_id)) == 2
    assert Review.objects.count() == 1


def test_reviewers_delete_nothing_and_nobody_deletes_of_another_team(
    team: Team, other_team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    with pytest.raises(AdministratorsOnly):
        delete(team, anna, [rows[0].pk])
    create_user("lead@team.test", other_team, "admin")
    assert delete(other_team, lead, [rows[0].pk]) == []
