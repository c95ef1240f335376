"""Hold, move, assign, note: what can be done with reviews beside deciding them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.assigning import assign
from openmoderator.reviews.decide import Outcome, decide
from openmoderator.reviews.drafts import drafts_of, keep
from openmoderator.reviews.errors import BadHoldTime, BadNote, NotOfTheTeam, ReviewNotFound
from openmoderator.reviews.holding import held, hold, release
from openmoderator.reviews.models import Decision, Review, State
from openmoderator.reviews.moving import move
from openmoderator.reviews.notes import add_note, notes_of
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import release_expired

pytestmark = pytest.mark.django_db


def ids_of(rows: list[Review]) -> list[str]:
    return [row.pk for row in rows]


def actions(review: Review) -> list[str]:
    rows = AuditEntry.objects.filter(subject_id=review.pk).order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_a_held_review_is_handed_to_nobody_and_listed(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    first, second = make_reviews(2)
    assert hold(team, anna, [first.pk]) == [first.pk]
    assert ids_of(claim(Queue(team, "Text"), ben, 9, uuid4())) == [second.pk]
    assert ids_of(list(held(team, anna))) == [first.pk]
    assert actions(first)[-1] == "review.held"


def test_a_hold_gives_the_claim_up_and_keeps_the_tags(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    claim(Queue(team, "Text"), anna, 1, uuid4())
    keep(anna, review.pk, {"a": True})
    hold(team, anna, [review.pk])
    review.refresh_from_db()
    assert (review.claimed_by, review.claim_token) == (None, None)
    assert drafts_of(anna, [review.pk]) == {review.pk: {"a": True}}


def test_a_hold_lasts_as_long_as_asked_or_as_the_team_says(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    first, second = make_reviews(2)
    now = database_now()
    hold(team, anna, [first.pk], 5, now)
    hold(team, anna, [second.pk], None, now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.held_until == now + timedelta(minutes=5)
    assert second.held_until == now + timedelta(minutes=team.hold_minutes)


@pytest.mark.parametrize("minutes", [0, -1, 43_201])
def test_a_hold_outside_the_range_is_refused(
    team: Team, anna: User, make_reviews: MakeReviews, minutes: int
) -> None:
    (review,) = make_reviews(1)
    with pytest.raises(BadHoldTime):
        hold(team, anna, [review.pk], minutes)


def test_holding_again_starts_the_time_anew(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    now = database_now()
    hold(team, anna, [review.pk], 5, now)
    hold(team, anna, [review.pk], 60, now)
    review.refresh_from_db()
    assert review.held_until == now + timedelta(minutes=60)


def test_the_clock_puts_a_review_back_when_its_hold_ends(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    over, still = make_reviews(2)
    hold(team, anna, [over.pk], 1, database_now() - timedelta(minutes=2))
    hold(team, anna, [still.pk], 1)
    release_expired()
    over.refresh_from_db()
    still.refresh_from_db()
    assert (over.state, over.held_by, over.held_until) == (State.WAITING, None, None)
    assert still.state == State.HELD
    ended = AuditEntry.objects.get(action="review.hold_ended")
    assert (ended.subject_id, ended.actor) == (over.pk, None)


def test_release_puts_back_and_passes_over_what_is_not_held(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    first, second = make_reviews(2)
    hold(team, anna, [first.pk])
    assert release(team, ben, [first.pk, second.pk]) == [first.pk]
    assert len(claim(Queue(team, "Text"), ben, 9, uuid4())) == 2


def test_what_somebody_else_has_on_a_page_is_left_to_them(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    claim(Queue(team, "Text"), ben, 1, uuid4())
    subteam = create_subteam(team, "Second line")
    assert hold(team, anna, ids_of(rows)) == []
    assert move(team, anna, ids_of(rows), subteam) == []
    assert assign(team, anna, ids_of(rows), anna) == []


def test_nothing_of_another_team_is_touched(
    team: Team, other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    ids = ids_of(make_reviews(1))
    assert hold(other_team, anna, ids) == []
    assert move(other_team, anna, ids, create_subteam(other_team, "Theirs")) == []
    assert assign(other_team, anna, ids, None) == []
    with pytest.raises(ReviewNotFound):
        add_note(other_team, anna, ids[0], "hello")


def test_an_answer_for_a_held_review_is_kept_as_a_draft_and_names_who_held_it(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    hold(team, ben, [review.pk])
    (answered,) = decide(team, anna, uuid4(), {review.pk: {"a": True}})
    assert (answered.outcome, answered.holder) == (Outcome.KEPT_AS_DRAFT, "ben")
    assert not Decision.objects.exists()


def test_moving_changes_the_queue_and_carries_what_was_toggled(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    keep(anna, review.pk, {"a": False, "r": True})
    subteam = create_subteam(team, "Second line")
    assert move(team, anna, [review.pk], subteam) == [review.pk]
    assert claim(Queue(team, "Text"), ben, 1, uuid4()) == []
    (row,) = claim(Queue(team, "Text", subteam), ben, 1, uuid4())
    assert row.carried_tags == {"a": False, "r": True}
    assert AuditEntry.objects.get(action="review.moved").detail == {"to": "Second line"}


def test_moving_to_where_it_is_moves_nothing(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    assert move(team, anna, ids_of(make_reviews(1)), None) == []


def test_a_subteam_of_another_team_is_no_target(
    team: Team, other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    ids = ids_of(make_reviews(1))
    with pytest.raises(NotOfTheTeam):
        move(team, anna, ids, create_subteam(other_team, "Theirs"))


def test_an_assigned_review_names_its_person_and_keeps_the_note(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    assert assign(team, anna, [review.pk], ben, "please ask legal") == [review.pk]
    review.refresh_from_db()
    assert review.assigned_to == ben
    (note,) = notes_of([review.pk])[review.pk]
    assert (note.text, note.user) == ("please ask legal", anna)


def test_nobody_is_assigned_who_is_no_member(
    team: Team, other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    from openmoderator.accounts.people import create_user

    stranger = create_user("eve@other.test", other_team, "admin", "correct horse battery").user
    with pytest.raises(NotOfTheTeam):
        assign(team, anna, ids_of(make_reviews(1)), stranger)


def test_nobody_is_assigned_what_they_must_not_be_shown(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    Review.objects.update(not_for=ben)
    assert assign(team, anna, [review.pk], ben) == []


def test_an_old_page_cannot_decide_what_is_assigned_to_somebody_else(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    claim(Queue(team, "Text"), anna, 1, uuid4())
    assign(team, anna, [review.pk], ben)
    (answered,) = decide(team, anna, uuid4(), {review.pk: {"a": True}})
    assert (answered.outcome, answered.holder) == (Outcome.KEPT_AS_DRAFT, "ben")


def test_the_assignee_decides(team: Team, anna: User, ben: User, make_reviews: MakeReviews) -> None:
    (review,) = make_reviews(1)
    assign(team, anna, [review.pk], ben)
    (answered,) = decide(team, ben, uuid4(), {review.pk: {}})
    assert answered.outcome is Outcome.STORED


def test_who_must_not_be_shown_a_review_cannot_decide_it(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    Review.objects.update(not_for=anna)
    (answered,) = decide(team, anna, uuid4(), {review.pk: {"a": True}})
    assert answered.outcome is Outcome.KEPT_AS_DRAFT


@pytest.mark.parametrize("text", ["", "  \n ", "\0", "x" * 4_001])
def test_a_note_that_is_empty_or_too_long_is_refused(
    team: Team, anna: User, make_reviews: MakeReviews, text: str
) -> None:
    (review,) = make_reviews(1)
    with pytest.raises(BadNote):
        add_note(team, anna, review.pk, text)


def test_notes_are_listed_oldest_first_and_their_text_is_not_in_the_audit_record(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    add_note(team, anna, review.pk, "first")
    add_note(team, ben, review.pk, "second")
    assert [note.text for note in notes_of([review.pk])[review.pk]] == ["first", "second"]
    assert [row.detail for row in AuditEntry.objects.filter(action="review.noted")] == [{}, {}]
