"""Decisions that can still be taken back: the list, submitting now, taking back, the window."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.audit.models import AuditEntry
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.errors import AdministratorsOnly, BadWindow
from openmoderator.reviews.limbo import PAGE, in_limbo, set_window, submit_now, take_back
from openmoderator.reviews.models import DecidedCount, Decision, DecisionState, Review, State
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator."""
    return create_user("lead@team.test", team, "admin", "correct horse battery").user


def answer(team: Team, user: User, rows: list[Review], **tags: bool) -> list[Decision]:
    decide(team, user, uuid4(), {row.pk: tags for row in rows})
    return list(Decision.objects.filter(review__in=rows, state=DecisionState.PENDING))


def test_limbo_lists_the_persons_own_with_the_seconds_left(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    mine, theirs = make_reviews(2)
    (decision,) = answer(team, anna, [mine], a=True)
    answer(team, ben, [theirs])
    (row,) = in_limbo(team, anna, now=decision.decided_at + timedelta(seconds=40))
    assert (row.decision, row.seconds_left, row.on) == (decision, 60, ["a"])
    assert len(in_limbo(team)) == 2


def set_undo(team: Team, seconds: int) -> None:
    team.undo_seconds = seconds
    team.save()


def test_limbo_goes_on_after_the_last_of_a_page(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    answer(team, anna, make_reviews(PAGE + 5))
    first = in_limbo(team, anna)
    assert len(first) == PAGE + 1
    last = first[PAGE - 1].decision
    rest = in_limbo(team, anna, after=(last.decided_at, last.pk))
    seen = {row.decision.pk for row in [*first[:PAGE], *rest]}
    assert (len(rest), len(seen)) == (5, PAGE + 5)


def test_submitted_now_is_final_at_the_clocks_next_round(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 3_600)
    decisions = answer(team, anna, make_reviews(2))
    assert len(submit_now(team, anna, [it.pk for it in decisions])) == 2
    assert finalise_due() == 2


def test_what_is_taken_back_is_with_the_person_again_as_a_draft(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    rows = make_reviews(2)
    decisions = answer(team, anna, rows, r=True)
    one = decisions[0]
    assert take_back(team, anna, [one.pk]) == [one.review_id]
    assert drafts_of(anna, [one.review_id])[one.review_id] == {"a": False, "r": True}
    assert claim(Queue(team, "Text"), ben, 9, uuid4()) == []
    assert [row.pk for row in claim(Queue(team, "Text"), anna, 9, uuid4())] == [one.review_id]


def test_a_reviewer_cannot_act_on_what_others_decided(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    ids = [it.pk for it in answer(team, anna, make_reviews(1))]
    assert submit_now(team, ben, ids) == []
    assert take_back(team, ben, ids) == []


def test_what_an_administrator_takes_back_waits_for_anybody(
    team: Team, anna: User, ben: User, lead: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    rows = make_reviews(1)
    (decision,) = answer(team, anna, rows, a=True)
    assert take_back(team, lead, [decision.pk]) == [rows[0].pk]
    assert len(claim(Queue(team, "Text"), ben, 9, uuid4())) == 1
    assert drafts_of(anna, [rows[0].pk]) != {}


def test_too_late_takes_nothing_back(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    (decision,) = answer(team, anna, make_reviews(1))
    assert take_back(team, anna, [decision.pk], decision.final_at) == []


def test_limbo_of_another_team_is_out_of_reach(
    team: Team, other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    set_undo(team, 100)
    (decision,) = answer(team, anna, make_reviews(1))
    assert in_limbo(other_team) == []
    assert take_back(other_team, anna, [decision.pk]) == []


def test_the_window_is_set_by_administrators_within_its_range(
    team: Team, anna: User, lead: User
) -> None:
    set_window(team, lead, 90)
    assert Team.objects.get(pk=team.pk).undo_seconds == 90
    with pytest.raises(BadWindow):
        set_window(team, lead, 3_601)
    with pytest.raises(AdministratorsOnly):
        set_window(team, anna, 10)
    assert AuditEntry.objects.get(action="team.undo_window_set").detail == {"undo_seconds": 90}


def test_a_final_decision_is_counted_once_and_by_tag_left_on(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(3)
    answer(team, anna, rows[:2], a=True, r=True)
    answer(team, anna, rows[2:])
    finalise_due(database_now() + timedelta(minutes=1))
    counted = DecidedCount.objects.filter(team=team, user_id=anna.pk, type="Text")
    assert dict(counted.values_list("tag", "count")) == {"": 3, "a": 2, "r": 2}


def test_what_is_no_work_is_neither_counted_nor_told_outside(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    from openmoderator.callbacks.models import Delivery

    rows = make_reviews(2, callback_endpoint="https://app.example/hook")
    Review.objects.filter(pk=rows[0].pk).update(purpose="opinion")
    Review.objects.filter(pk=rows[1].pk).update(purpose="golden")
    answer(team, anna, rows)
    assert finalise_due(database_now() + timedelta(minutes=1)) == 2
    assert Review.objects.filter(state=State.COMPLETE).count() == 2
    assert not DecidedCount.objects.exists()
    assert not Delivery.objects.exists()


def test_a_decision_knows_when_its_review_was_opened(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    opened = database_now() - timedelta(seconds=30)
    Review.objects.update(claimed_by=anna, claimed_at=opened, claimed_until=opened)
    (decision,) = answer(team, anna, rows)
    assert (decision.opened_at, decision.type) == (opened, "Text")
