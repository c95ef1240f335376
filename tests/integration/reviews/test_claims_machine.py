"""Claims and decisions in any order: never two holders, never an answer lost, nothing shown to
somebody who must not have it, and everything that is alike on one card."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

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
from openmoderator.accounts.teams import create_team
from openmoderator.clock import database_now
from openmoderator.reviews.alike import members, take_out
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import Outcome, decide, take_back, undo_window
from openmoderator.reviews.models import ContentType, Review, State
from openmoderator.reviews.queue import (
    Queue,
    adopt,
    claim,
    claim_ahead,
    extend,
    lease,
    release,
)
from openmoderator.reviews.skipping import skip, unskip
from openmoderator.reviews.timers import finalise_due

REVIEWS = 9
TEXTS = 6
"""Fewer than reviews: some are alike."""
PEOPLE = st.integers(0, 2)
ITEMS = st.integers(0, REVIEWS - 1)


class Claims(RuleBasedStateMachine):
    """Three people at one queue, with a clock that the machine moves."""

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.team = create_team("Machine").team
        self.people: list[User] = [
            User.objects.create_user(f"p{number}@machine.test") for number in range(3)
        ]
        for number in range(REVIEWS):
            item = NewReview(
                type=ContentType.TEXT, content_id=str(number), text=f"words {number % TEXTS}"
            )
            create_review(self.team, item, None, "machine")
        rows = Review.objects.filter(team=self.team).order_by("created_at", "id")
        self.items = [row.pk for row in rows]
        self.queue = Queue(self.team, "Text")
        self.now: datetime = database_now()
        self.pages = {user.pk: uuid4() for user in self.people}
        self.ahead = {user.pk: uuid4() for user in self.people}
        self.shown: dict[int, dict[str, datetime]] = {user.pk: {} for user in self.people}
        self.waits: dict[int, dict[str, datetime]] = {user.pk: {} for user in self.people}
        """What was claimed ahead."""
        self.skipped: dict[int, set[str]] = {user.pk: set() for user in self.people}
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
        token = self.pages[user.pk] = uuid4()
        cards = claim(self.queue, user, count, token, self.now)
        assert len(cards) <= count
        self.waits[user.pk] = {}
        self.shown[user.pk] = self.on_page(user, token, cards)

    @rule(who=PEOPLE, count=st.integers(1, 3))
    def claims_the_next_batch_ahead(self, who: int, count: int) -> None:
        user = self.people[who]
        cards = claim_ahead(self.queue, user, count, self.ahead[user.pk], self.now)
        assert len(cards) <= count
        self.waits[user.pk] = self.on_page(user, self.ahead[user.pk], cards)

    @rule(who=PEOPLE)
    def turns_to_the_next_batch(self, who: int) -> None:
        user = self.people[who]
        adopt(self.team, user, self.ahead[user.pk], self.now)
        self.shown[user.pk] = self.renewed(user, self.waits[user.pk])
        self.waits[user.pk] = {}
        self.pages[user.pk], self.ahead[user.pk] = self.ahead[user.pk], uuid4()

    @rule(who=PEOPLE)
    def shows_a_sign_of_life(self, who: int) -> None:
        user = self.people[who]
        extend(self.team, user, self.pages[user.pk], self.now)
        self.shown[user.pk] = self.renewed(user, self.shown[user.pk])

    @rule(who=PEOPLE)
    def closes_the_page(self, who: int) -> None:
        user = self.people[who]
        release(self.team, user, self.pages[user.pk])
        self.shown[user.pk] = {}

    @rule(who=PEOPLE, item=ITEMS)
    def skips(self, who: int, item: int) -> None:
        user = self.people[who]
        for pk in skip(self.team, user, [self.items[item]]):
            self.skipped[user.pk].add(pk)
            self.shown[user.pk].pop(pk, None)
            self.waits[user.pk].pop(pk, None)

    @rule(who=PEOPLE)
    def wants_to_see_everything_again(self, who: int) -> None:
        unskip(self.team, self.people[who])
        self.skipped[self.people[who].pk].clear()

    @rule(who=st.none() | PEOPLE, item=ITEMS)
    def somebody_assigns(self, who: int | None, item: int) -> None:
        """As the act of the room does it: only what nobody has on a page."""
        free = Review.objects.filter(pk=self.items[item], state=State.WAITING, claimed_by=None)
        free.update(assigned_to=None if who is None else self.people[who])

    @rule(who=st.none() | PEOPLE, item=ITEMS)
    def an_item_becomes_unfit_for_somebody(self, who: int | None, item: int) -> None:
        free = Review.objects.filter(pk=self.items[item], state=State.WAITING, claimed_by=None)
        free.update(not_for=None if who is None else self.people[who])

    @rule(item=ITEMS, who=PEOPLE)
    def takes_an_outlier_out(self, who: int, item: int) -> None:
        user, pk = self.people[who], self.items[item]
        held = Review.objects.filter(pk=pk, claimed_by=user, state=State.WAITING).exists()
        assert held or not take_out(self.team, user, pk)
        take_out(self.team, user, pk)

    def on_page(self, user: User, token: UUID, cards: list[Review]) -> dict[str, datetime]:
        """Everything on the cards, with the end of its lease; checks what a page may show."""
        clusters = [card.cluster for card in cards]
        assert len(clusters) == len(set(clusters))
        found = members(self.team, user, token, cards)
        rows = [*cards, *(row for others in found.values() for row in others)]
        held = Review.objects.filter(claimed_by=user, claim_token=token, state=State.WAITING)
        assert {row.pk for row in rows} == set(held.values_list("pk", flat=True))
        for row in rows:
            assert row.not_for_id != user.pk
            assert row.assigned_to_id in (None, user.pk)
            assert row.pk not in self.skipped[user.pk]
        return {row.pk: self.now + lease(self.team) for row in rows}

    def renewed(self, user: User, shown: dict[str, datetime]) -> dict[str, datetime]:
        held = set(
            Review.objects.filter(claimed_by=user, state=State.WAITING).values_list("pk", flat=True)
        )
        return {pk: self.now + lease(self.team) for pk in shown if pk in held}

    @rule(who=PEOPLE, tag=st.booleans())
    def presses_next(self, who: int, tag: bool) -> None:
        user = self.people[who]
        answers = {pk: {"a": tag} for pk in self.shown[user.pk]}
        stored = []
        for item in decide(self.team, user, uuid4(), answers, self.now):
            self.waits[user.pk].pop(item.review_id, None)
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
            pk
            for page in (*self.shown.values(), *self.waits.values())
            for pk, until in page.items()
            if until > self.now
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
