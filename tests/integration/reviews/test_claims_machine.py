"""Claims and decisions in any order: never two holders, never an answer lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from openmoderator.accounts.models import User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.clock import database_now
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import Outcome, decide, take_back, undo_window
from openmoderator.reviews.models import ContentType, Review, State
from openmoderator.reviews.queue import Queue, claim, extend, lease, release
from openmoderator.reviews.timers import finalise_due

REVIEWS = 6
PEOPLE = st.integers(0, 2)


class Claims(RuleBasedStateMachine):
    """Three people at one queue, with a clock that the machine moves."""

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.team = create_team("Machine").team
        self.people: list[User] = [
            create_user(f"p{number}@machine.test", self.team, "reviewer").user
            for number in range(3)
        ]
        for number in range(REVIEWS):
            item = NewReview(type=ContentType.TEXT, content_id=str(number), text="words")
            create_review(self.team, item, None, "machine")
        self.queue = Queue(self.team, "Text")
        self.now: datetime = database_now()
        self.pages = {user.pk: uuid4() for user in self.people}
        self.shown: dict[int, dict[str, datetime]] = {user.pk: {} for user in self.people}
        self.answered: dict[str, tuple[int, datetime]] = {}
        self.batches: dict[int, list[tuple[datetime, list[str]]]] = {
            user.pk: [] for user in self.people
        }

    @initialize()
    def begin(self) -> None:
        assert Review.objects.filter(team=self.team).count() == REVIEWS

    @rule(who=PEOPLE, count=st.integers(1, 4))
    def opens_the_page(self, who: int, count: int) -> None:
        user = self.people[who]
        self.pages[user.pk] = uuid4()
        rows = claim(self.queue, user, count, self.pages[user.pk], self.now)
        self.shown[user.pk] = {row.pk: self.now + lease(self.team) for row in rows}

    @rule(who=PEOPLE)
    def shows_a_sign_of_life(self, who: int) -> None:
        user = self.people[who]
        extend(self.team, user, self.pages[user.pk], self.now)
        held = set(
            Review.objects.filter(claimed_by=user, state=State.WAITING).values_list("pk", flat=True)
        )
        until = self.now + lease(self.team)
        self.shown[user.pk] = {pk: until for pk in self.shown[user.pk] if pk in held}

    @rule(who=PEOPLE)
    def closes_the_page(self, who: int) -> None:
        user = self.people[who]
        release(self.team, user, self.pages[user.pk])
        self.shown[user.pk] = {}

    @rule(who=PEOPLE, tag=st.booleans())
    def presses_next(self, who: int, tag: bool) -> None:
        user = self.people[who]
        answers = {pk: {"a": tag} for pk in self.shown[user.pk]}
        stored = []
        for item in decide(self.team, user, uuid4(), answers, self.now):
            if item.outcome is Outcome.STORED:
                assert item.review_id not in self.answered
                self.answered[item.review_id] = (user.pk, self.now)
                stored.append(item.review_id)
            else:
                assert self.shown[user.pk][item.review_id] <= self.now, "a live lease was lost"
        if stored:
            self.batches[user.pk].append((self.now, sorted(stored)))
        self.shown[user.pk] = {}

    @rule(who=PEOPLE)
    def presses_prev(self, who: int) -> None:
        user = self.people[who]
        taken = take_back(self.team, user, "Text", self.now)
        batches = self.batches[user.pk]
        if batches and self.now - batches[-1][0] < undo_window(self.team):
            assert sorted(taken) == batches.pop()[1]
        else:
            assert taken == []
        for pk in taken:
            del self.answered[pk]
            self.shown[user.pk][pk] = self.now + lease(self.team)

    @rule(seconds=st.sampled_from([1, 3, 5, 200, 601]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        finalise_due(self.now)

    @invariant()
    def two_people_never_hold_the_same_review(self) -> None:
        live = [
            pk for shown in self.shown.values() for pk, until in shown.items() if until > self.now
        ]
        assert len(live) == len(set(live))

    @invariant()
    def every_answer_is_there(self) -> None:
        rows = Review.objects.filter(team=self.team).exclude(state=State.WAITING)
        assert set(rows.values_list("pk", flat=True)) == set(self.answered)
        for row in rows.filter(state=State.COMPLETE):
            assert row.completed_by_id == self.answered[row.pk][0]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)


@pytest.mark.django_db
def test_claims_hold_in_any_order_of_events() -> None:
    run_state_machine_as_test(
        Claims,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
