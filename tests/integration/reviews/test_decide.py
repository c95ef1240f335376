"""Next, Prev and the undo window, on the server's clock."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.callbacks.models import Delivery
from openmoderator.clock import database_now
from openmoderator.reviews.buttons import buttons, team_tags
from openmoderator.reviews.decide import Outcome, decide, take_back, undo_seconds_left
from openmoderator.reviews.drafts import drafts_of, keep
from openmoderator.reviews.models import Decision, DecisionState, Review, State
from openmoderator.reviews.queue import Queue, claim, lease
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db
WINDOW = timedelta(seconds=5)


def hold(team: Team, user: User, count: int = 9, now: datetime | None = None) -> list[Review]:
    return claim(Queue(team, "Text"), user, count, uuid4(), now)


def send(
    team: Team, user: User, rows: list[Review], batch: UUID | None = None, **tags: bool
) -> list[Outcome]:
    answers = {row.pk: tags for row in rows}
    return [item.outcome for item in decide(team, user, batch or uuid4(), answers)]


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_next_stores_a_decision_at_once(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    review = make_reviews(1)[0]
    assert send(team, anna, hold(team, anna), r=True) == [Outcome.STORED]
    decision = Decision.objects.get(review=review)
    assert decision.tags == [["a", False], ["r", True]]
    assert decision.final_at - decision.decided_at == WINDOW


def test_a_decided_review_is_not_handed_out_again(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    send(team, anna, hold(team, anna))
    assert hold(team, ben) == []


def test_nothing_is_final_within_the_window(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    send(team, anna, hold(team, anna))
    assert finalise_due(database_now()) == 0
    assert state_of(review) == State.DECIDED


def test_after_the_window_decision_audit_and_callback_are_there(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1, callback_endpoint="https://app.example/hook")[0]
    send(team, anna, hold(team, anna), a=True)
    assert finalise_due(database_now() + WINDOW) == 1
    review.refresh_from_db()
    assert review.state == State.COMPLETE
    assert review.result_tags == [["a", True], ["r", False]]
    assert review.completed_by == anna
    assert AuditEntry.objects.filter(action="review.decided", subject_id=review.pk).count() == 1
    assert Delivery.objects.filter(kind="Review", subject_id=review.pk).count() == 1


def test_a_review_without_an_endpoint_calls_nobody(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    send(team, anna, hold(team, anna))
    finalise_due(database_now() + WINDOW)
    assert not Delivery.objects.exists()


def test_finalising_twice_changes_nothing_the_second_time(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1, callback_endpoint="https://app.example/hook")
    send(team, anna, hold(team, anna))
    later = database_now() + WINDOW
    assert [finalise_due(later), finalise_due(later)] == [1, 0]
    assert Delivery.objects.count() == 1


def test_prev_takes_the_latest_batch_back_with_its_choices(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    first = hold(team, anna, 1)
    send(team, anna, first, a=True)
    second = hold(team, anna, 1)
    send(team, anna, second, r=True)
    assert take_back(team, anna, "Text") == [second[0].pk]
    assert drafts_of(anna, [second[0].pk]) == {second[0].pk: {"a": False, "r": True}}
    assert state_of(first[0]) == State.DECIDED


def test_what_was_taken_back_is_held_by_the_same_person(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    send(team, anna, hold(team, anna))
    take_back(team, anna, "Text")
    assert hold(team, ben) == []
    assert len(hold(team, anna)) == 1


def test_prev_after_the_window_takes_nothing_back(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    send(team, anna, hold(team, anna))
    assert take_back(team, anna, "Text", database_now() + WINDOW) == []


def test_a_later_next_never_shortens_an_earlier_window(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    first = hold(team, anna, 1)
    send(team, anna, first)
    before = Decision.objects.get(review=first[0]).final_at
    send(team, anna, hold(team, anna, 1))
    assert Decision.objects.get(review=first[0]).final_at == before


def test_prev_twice_goes_back_two_batches(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(2)
    send(team, anna, hold(team, anna, 1))
    send(team, anna, hold(team, anna, 1))
    assert take_back(team, anna, "Text") == [made[1].pk]
    assert take_back(team, anna, "Text") == [made[0].pk]


def test_a_withdrawn_decision_is_never_made_final(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    send(team, anna, hold(team, anna))
    take_back(team, anna, "Text")
    assert finalise_due(database_now() + WINDOW) == 0
    assert state_of(review) == State.WAITING
    assert Decision.objects.get().state == DecisionState.WITHDRAWN


def test_the_same_batch_sent_twice_counts_once(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    rows, batch = hold(team, anna), uuid4()
    assert send(team, anna, rows, batch) == [Outcome.STORED]
    assert send(team, anna, rows, batch) == [Outcome.STORED]
    assert Decision.objects.count() == 1


def test_a_next_after_a_lost_lease_counts_when_nobody_else_has_the_review(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    rows = hold(team, anna, now=database_now() - lease(team) - timedelta(minutes=1))
    assert send(team, anna, rows) == [Outcome.STORED]


def test_a_next_for_what_somebody_else_holds_is_kept_as_a_draft_and_says_who(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    hold(team, anna, now=database_now() - lease(team) - timedelta(minutes=1))
    hold(team, ben)
    (answered,) = decide(team, anna, uuid4(), {review.pk: {"a": True}})
    assert (answered.outcome, answered.holder) == (Outcome.KEPT_AS_DRAFT, "ben")
    assert drafts_of(anna, [review.pk]) == {review.pk: {"a": True, "r": False}}
    assert not Decision.objects.exists()


def test_a_preset_that_was_switched_off_stays_off_in_the_draft_that_is_kept(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    Review.objects.filter(pk=review.pk).update(metadata=[["r", "True"]])
    send(team, ben, hold(team, ben))
    send(team, anna, [review])
    review.refresh_from_db()
    kept = drafts_of(anna, [review.pk])[review.pk]
    assert [button.on for button in buttons(review, team_tags(team), kept)] == [False, False]


def test_a_next_for_what_somebody_else_decided_is_kept_as_a_draft(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    send(team, ben, hold(team, ben))
    assert send(team, anna, rows) == [Outcome.KEPT_AS_DRAFT]
    assert Decision.objects.count() == 1


def test_a_review_of_another_team_is_unknown(
    other_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(1)
    assert send(other_team, anna, rows) == [Outcome.UNKNOWN]


def test_a_tag_that_the_review_does_not_have_is_not_stored(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    send(team, anna, hold(team, anna), zz=True)
    assert Decision.objects.get().tags == [["a", False], ["r", False]]


def test_deciding_removes_the_draft(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    review = make_reviews(1)[0]
    keep(anna, review.pk, {"a": True})
    send(team, anna, hold(team, anna))
    assert drafts_of(anna, [review.pk]) == {}


def test_the_seconds_left_follow_the_servers_clock(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    assert undo_seconds_left(team, anna, "Text") == 0
    send(team, anna, hold(team, anna))
    decided = Decision.objects.get().decided_at
    assert undo_seconds_left(team, anna, "Text", decided + timedelta(seconds=2)) == 3
    assert undo_seconds_left(team, anna, "Text", decided + WINDOW) == 0


def test_a_batch_sent_again_after_prev_is_stored_again(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    rows, batch = hold(team, anna), uuid4()
    send(team, anna, rows, batch)
    take_back(team, anna, "Text")
    assert send(team, anna, rows, batch, r=True) == [Outcome.STORED]
    assert state_of(review) == State.DECIDED
    live = Decision.objects.exclude(state=DecisionState.WITHDRAWN).get()
    assert live.tags == [["a", False], ["r", True]]


def test_taking_back_is_recorded(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    review = make_reviews(1)[0]
    send(team, anna, hold(team, anna))
    take_back(team, anna, "Text")
    taken_back = AuditEntry.objects.filter(action="review.taken_back", subject_id=review.pk)
    assert taken_back.get().actor == anna


def test_a_correction_within_the_window_counts_and_moves_no_window(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    rows, batch = hold(team, anna), uuid4()
    send(team, anna, rows, batch, a=True)
    before = Decision.objects.get()
    assert send(team, anna, rows, batch, r=True) == [Outcome.STORED]
    after = Decision.objects.get()
    assert after.tags == [["a", False], ["r", True]]
    assert (after.decided_at, after.final_at) == (before.decided_at, before.final_at)


def test_a_correction_of_what_is_final_is_reported_as_not_counted(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    review = make_reviews(1)[0]
    rows, batch = hold(team, anna), uuid4()
    send(team, anna, rows, batch, a=True)
    finalise_due(database_now() + WINDOW)
    assert send(team, anna, rows, batch, r=True) == [Outcome.NOT_COUNTED]
    assert send(team, anna, rows, batch, a=True) == [Outcome.STORED]
    review.refresh_from_db()
    assert review.result_tags == Decision.objects.get().tags == [["a", True], ["r", False]]


def test_a_batch_of_somebody_else_corrects_nothing(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    rows, batch = hold(team, anna), uuid4()
    send(team, anna, rows, batch, a=True)
    assert send(team, ben, rows, batch, r=True) == [Outcome.KEPT_AS_DRAFT]
    assert Decision.objects.get().tags == [["a", True], ["r", False]]


def test_a_page_of_cards_with_many_members_is_stored_in_a_few_statements(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for count in (3, 300):
        rows = make_reviews(count)
        batch = uuid4()
        with CaptureQueriesContext(connection) as asked:
            assert set(send(team, anna, rows, batch, a=True)) == {Outcome.STORED}
            assert set(send(team, anna, rows, batch, r=True)) == {Outcome.STORED}
        taken.append(len(asked))
    few, many = taken
    assert many <= few + 2


def test_taking_a_large_batch_back_takes_no_more_statements(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for count in (3, 300):
        send(team, anna, make_reviews(count))
        with CaptureQueriesContext(connection) as asked:
            assert len(take_back(team, anna, "Text")) == count
        taken.append(len(asked))
    assert taken[0] == taken[1]


def test_the_reviews_room_tells_what_was_decided_taken_back_and_made_final(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    from openmoderator.reviews.signals import decided, finalised, taken_back

    (review,) = make_reviews(1)
    heard: list[object] = []

    def hear_decided(reviews: list[Review], **_rest: object) -> None:
        heard.append(("decided", [row.pk for row in reviews]))

    def hear_taken_back(reviews: list[Review], **_rest: object) -> None:
        heard.append(("taken back", [row.pk for row in reviews]))

    def hear_finalised(decision: Decision, **_rest: object) -> None:
        heard.append(("final", decision.review_id))

    decided.connect(hear_decided)
    taken_back.connect(hear_taken_back)
    finalised.connect(hear_finalised)
    try:
        send(team, anna, [review])
        take_back(team, anna, "Text")
        send(team, anna, [review])
        finalise_due(database_now() + WINDOW)
    finally:
        decided.disconnect(hear_decided)
        taken_back.disconnect(hear_taken_back)
        finalised.disconnect(hear_finalised)
    assert heard == [
        ("decided", [review.pk]),
        ("taken back", [review.pk]),
        ("decided", [review.pk]),
        ("final", review.pk),
    ]
