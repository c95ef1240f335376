"""Deliveries that run twice at the same moment, die half-way, or meet a busy receiver."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.callbacks import turns
from openmoderator.callbacks.deliveries import replay, sweep
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.posting import CLAIM
from openmoderator.callbacks.schedule import ATTEMPTS
from openmoderator.callbacks.signals import delivered
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now

pytestmark = pytest.mark.django_db(transaction=True)
Enqueued = Callable[..., Delivery]


class Killed(BaseException):
    """Stands for a process that ends without a word."""


def _die(*_arguments: object) -> None:
    raise Killed


def _make_due(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=database_now())


def _in_thread(delivery: Delivery) -> threading.Thread:
    def run() -> None:
        deliver(delivery.receiver)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _hold(receiver: Any) -> tuple[threading.Semaphore, threading.Event]:
    """Make the receiver wait; gives what counts arrivals and what lets all of them go."""
    arrived, release = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        arrived.release()
        release.wait(15)

    receiver.during = wait
    return arrived, release


def test_two_at_the_same_moment_post_once(enqueued: Enqueued, receiver: Any) -> None:
    delivery = enqueued()
    arrived, release = _hold(receiver)
    first = _in_thread(delivery)
    assert arrived.acquire(timeout=10)
    deliver(delivery.receiver)
    release.set()
    first.join()
    assert len(receiver.posts) == 1
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_many_at_the_same_moment_post_once(enqueued: Enqueued, receiver: Any) -> None:
    delivery = enqueued()
    for thread in [_in_thread(delivery) for _ in range(6)]:
        thread.join()
    assert len(receiver.posts) == 1


def test_no_lock_is_held_while_it_posts(enqueued: Enqueued, receiver: Any) -> None:
    delivery = enqueued()
    locked: list[Delivery] = []

    def lock_it() -> None:
        with transaction.atomic():
            locked.append(Delivery.objects.select_for_update(nowait=True).get(pk=delivery.pk))
        connection.close()

    receiver.during = lock_it
    deliver(delivery.receiver)
    assert locked == [delivery]


def test_a_delivery_that_is_deleted_during_its_post_ends_quietly(
    enqueued: Enqueued, receiver: Any
) -> None:
    delivery = enqueued()

    def delete_it() -> None:
        Delivery.objects.filter(pk=delivery.pk).delete()
        connection.close()

    receiver.during = delete_it
    deliver(delivery.receiver)
    deliver(delivery.receiver)
    assert len(receiver.posts) == 1
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("where", ["post", "record"])
def test_what_died_half_way_is_posted_again_with_the_same_id(
    enqueued: Enqueued, receiver: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    delivery = enqueued()
    with monkeypatch.context() as patch:
        patch.setattr(turns, where, _die)
        with pytest.raises(Killed):
            deliver(delivery.receiver)
    deliver(delivery.receiver)  # the claim of the dead one still holds
    posted_before = len(receiver.posts)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts_made) == (State.PENDING, 1)
    ProcrastinateJob.objects.all().delete()
    assert sweep(database_now() + CLAIM + timedelta(minutes=1)) == 1
    _make_due(delivery)
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED
    assert len(receiver.posts) == posted_before + 1
    assert {headers["webhook-id"] for headers, _ in receiver.posts} == {delivery.message_id}
    unfinished, finished = DeliveryAttempt.objects.filter(delivery=delivery).order_by("number")
    assert (unfinished.milliseconds, finished.status) == (None, 200)


def test_what_dies_in_every_attempt_shows_as_failed(
    enqueued: Enqueued, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = enqueued()
    monkeypatch.setattr(turns, "post", _die)
    for _ in range(ATTEMPTS):
        _make_due(delivery)
        with pytest.raises(Killed):
            deliver(delivery.receiver)
    _make_due(delivery)
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts_made) == (State.FAILED, ATTEMPTS)


def test_what_a_listener_cannot_store_is_not_marked_delivered(
    enqueued: Enqueued, receiver: Any
) -> None:
    def fail(**_signal: object) -> None:
        raise RuntimeError

    delivery = enqueued()
    delivered.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            deliver(delivery.receiver)
    finally:
        delivered.disconnect(fail)
    delivery.refresh_from_db()
    assert delivery.state == State.PENDING
    _make_due(delivery)
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


@pytest.mark.parametrize("late_answer", [200, 500])
def test_an_attempt_that_ends_after_the_next_began_counts_if_it_arrived(
    enqueued: Enqueued, receiver: Any, late_answer: int
) -> None:
    delivery = enqueued()
    arrived, release = _hold(receiver)
    receiver.answers = [(late_answer, b"late")]
    late = _in_thread(delivery)
    assert arrived.acquire(timeout=10)
    newer = timedelta(minutes=5) + database_now()
    Delivery.objects.filter(pk=delivery.pk).update(attempts_made=2, next_attempt_at=newer)
    release.set()
    late.join()
    delivery.refresh_from_db()
    assert DeliveryAttempt.objects.get(delivery=delivery, number=1).status == late_answer
    if late_answer == 200:
        assert delivery.state == State.DELIVERED
    else:
        assert (delivery.state, delivery.next_attempt_at) == (State.PENDING, newer)


@pytest.mark.parametrize("late_answer", [200, 500])
def test_a_replay_during_an_attempt_has_a_schedule_of_its_own(
    enqueued: Enqueued, receiver: Any, late_answer: int
) -> None:
    delivery = enqueued()
    arrived, release = _hold(receiver)
    receiver.answers = [(late_answer, b"late"), (200, b"again")]
    late = _in_thread(delivery)
    assert arrived.acquire(timeout=10)
    replay(delivery.pk)
    release.set()
    late.join()
    delivery.refresh_from_db()
    first, *others = DeliveryAttempt.objects.filter(delivery=delivery).order_by("number")
    assert (first.status, delivery.state) == (late_answer, State.DELIVERED)
    assert [attempt.status for attempt in others] == ([] if late_answer == 200 else [200])


def test_a_busy_receiver_delays_no_other_and_costs_no_attempt(
    enqueued: Enqueued, receiver: Any, receivers: Callable[[], Any]
) -> None:
    other = receivers()
    arrived, release = _hold(receiver)
    busy = [enqueued(f"busy-{number}") for number in range(4)]
    threads = [_in_thread(delivery) for delivery in busy]
    for _ in busy:
        assert arrived.acquire(timeout=10)
    fifth, elsewhere = enqueued("fifth"), enqueued("elsewhere", url=other.url)
    deliver(fifth.receiver)
    deliver(elsewhere.receiver)
    fifth.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (fifth.state, fifth.attempts_made) == (State.PENDING, 0)
    assert elsewhere.state == State.DELIVERED
    release.set()
    for thread in threads:
        thread.join()
    fifth.refresh_from_db()
    assert fifth.state == State.DELIVERED


def test_what_no_slot_was_free_for_is_taken_by_those_who_hold_them(
    enqueued: Enqueued, receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.0)  # one attempt a turn
    arrived, release = _hold(receiver)
    threads = [_in_thread(enqueued(f"busy-{number}")) for number in range(4)]
    for _ in threads:
        assert arrived.acquire(timeout=10)
    fifth = enqueued("fifth")
    deliver(fifth.receiver)
    ProcrastinateJob.objects.all().delete()
    release.set()
    for thread in threads:
        thread.join()
    fifth.refresh_from_db()
    (task,) = ProcrastinateJob.objects.filter(scheduled_at=None)[:1]
    assert task.args == {"receiver": fifth.receiver}
    assert fifth.attempts_made == 0
