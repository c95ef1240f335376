"""Receivers that give no answer: bounded work for the queue, nothing lost, nobody else waits."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.callbacks import posting, reachability
from openmoderator.callbacks.deliveries import replay, sweep
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, Receiver, State
from openmoderator.callbacks.schedule import ATTEMPTS
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now
from openmoderator.runtime.queues import return_connection

pytestmark = pytest.mark.django_db(transaction=True)
Enqueued = Callable[..., Delivery]
A_FEW = 6


@pytest.fixture
def dead() -> str:
    """The URL of a port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/hook"


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a server that takes connections and never says a word."""
    monkeypatch.setattr(posting, "POST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"


def _backlog(like: Delivery, team: Team, count: int) -> None:
    """So many more deliveries to the same receiver, due now."""
    Delivery.objects.bulk_create(
        Delivery(
            team=team,
            kind="Job",
            subject_id=f"backlog-{number}",
            url=like.url,
            receiver=like.receiver,
            body="{}",
            next_attempt_at=database_now(),
        )
        for number in range(count)
    )


def _work() -> None:
    """Run the queue as a worker process does, until nothing is due."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:  # type: ignore[attr-defined]
        worker_app.run_worker(
            queues=["deliveries"],
            concurrency=8,
            wait=False,
            install_signal_handlers=False,
            task_middleware=[return_connection],
        )


def _waiting_tasks() -> int:
    return ProcrastinateJob.objects.filter(status="todo").count()


def _make_unreachable(delivery: Delivery, probe_at: datetime) -> None:
    Receiver.objects.create(name=delivery.receiver, failures=5, probe_at=probe_at)


def _make_due(*deliveries: Delivery) -> None:
    ids = [delivery.pk for delivery in deliveries]
    Delivery.objects.filter(pk__in=ids).update(next_attempt_at=database_now())


@pytest.mark.parametrize("kind", ["dead", "silent"])
def test_a_large_backlog_to_a_lost_receiver_needs_few_tasks_and_delays_no_other(
    request: pytest.FixtureRequest, enqueued: Enqueued, team: Team, receiver: Any, kind: str
) -> None:
    lost = [enqueued(f"lost-{n}", url=request.getfixturevalue(kind)) for n in range(50)]
    _backlog(lost[0], team, 1950)
    alive = enqueued("alive")
    assert _waiting_tasks() <= A_FEW
    for _ in range(3):
        assert sweep(database_now() + timedelta(minutes=2)) <= 2
        assert _waiting_tasks() <= A_FEW
        _work()
        assert _waiting_tasks() <= A_FEW
    alive.refresh_from_db()
    assert alive.state == State.DELIVERED
    pending = Delivery.objects.filter(receiver=lost[0].receiver, state=State.PENDING)
    assert pending.count() == 2000
    assert all(pending.values_list("attempts_made", flat=True))
    posted = DeliveryAttempt.objects.exclude(error__contains="posted once for all")
    assert posted.count() < 100


def test_a_living_receiver_is_drained_from_a_single_task(
    enqueued: Enqueued, team: Team, receiver: Any
) -> None:
    first = enqueued()
    _backlog(first, team, 150)
    _work()
    assert Delivery.objects.filter(state=State.DELIVERED).count() == 151
    assert len({headers["webhook-id"] for headers, _ in receiver.posts}) == 151


def test_an_unreachable_receiver_is_left_alone_until_its_probe_is_due(
    enqueued: Enqueued, receiver: Any
) -> None:
    delivery = enqueued()
    probe_at = database_now() + timedelta(minutes=3)
    _make_unreachable(delivery, probe_at)
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert (receiver.posts, delivery.attempts_made) == ([], 0)
    (later,) = ProcrastinateJob.objects.exclude(scheduled_at=None)
    assert (later.args, later.scheduled_at) == ({"receiver": delivery.receiver}, probe_at)


def test_the_first_answer_lets_all_that_waited_go(enqueued: Enqueued, receiver: Any) -> None:
    deliveries = [enqueued(f"job-{number}") for number in range(5)]
    _make_unreachable(deliveries[0], database_now())
    deliver(deliveries[0].receiver)
    assert len(receiver.posts) == 5
    assert not Receiver.objects.exists()
    assert not Delivery.objects.exclude(state=State.DELIVERED).exists()


def test_one_probe_without_an_answer_is_an_attempt_of_all_that_waited(
    enqueued: Enqueued, dead: str
) -> None:
    deliveries = [enqueued(f"job-{number}", url=dead) for number in range(4)]
    _make_unreachable(deliveries[0], database_now())
    deliver(deliveries[0].receiver)
    attempts = DeliveryAttempt.objects.order_by("delivery")
    assert {attempt.delivery_id for attempt in attempts} == {one.pk for one in deliveries}
    assert len({(attempt.started_at, attempt.milliseconds) for attempt in attempts}) == 1
    assert all("connection refused" in attempt.error for attempt in attempts)
    shared = [attempt for attempt in attempts if "posted once for all" in attempt.error]
    assert len(shared) == len(attempts) - 1 == 3


def test_a_shared_attempt_tells_nothing_of_another_address(enqueued: Enqueued, dead: str) -> None:
    deliveries = [enqueued(f"job-{n}", url=f"{dead}/path-{n}?query-{n}") for n in range(3)]
    _make_unreachable(deliveries[0], database_now())
    deliver(deliveries[0].receiver)
    for number, delivery in enumerate(deliveries):
        attempt = DeliveryAttempt.objects.get(delivery=delivery)
        others = {0, 1, 2} - {number}
        assert f"path-{number}" in attempt.error
        assert not any(f"path-{other}" in attempt.error for other in others)
        assert "query" not in attempt.error
        assert not any(str(deliveries[other].pk) in attempt.error for other in others)


def test_what_became_due_after_the_probe_began_waits_for_the_next_one(
    enqueued: Enqueued, receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "POST_SECONDS", 0.3)
    first = enqueued("first")
    _make_unreachable(first, database_now())
    late: list[Delivery] = []

    def one_more_and_no_answer() -> None:
        late.append(enqueued("late"))
        connection.close()
        Event().wait(1.0)

    receiver.during = one_more_and_no_answer
    deliver(first.receiver)
    late[0].refresh_from_db()
    assert (late[0].state, late[0].attempts_made) == (State.PENDING, 0)


def test_every_delivery_to_a_lost_receiver_has_ten_attempts_and_then_shows_as_failed(
    enqueued: Enqueued, dead: str
) -> None:
    deliveries = [enqueued(f"job-{number}", url=dead) for number in range(3)]
    for _ in range(ATTEMPTS):
        reachability.probe_now(deliveries[0].receiver)
        _make_due(*deliveries)
        deliver(deliveries[0].receiver)
    for delivery in deliveries:
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts_made) == (State.FAILED, ATTEMPTS)
        kept = DeliveryAttempt.objects.filter(delivery=delivery)
        assert sorted(kept.values_list("number", flat=True)) == list(range(1, ATTEMPTS + 1))
        assert all(attempt.error and attempt.milliseconds is not None for attempt in kept)


def test_a_probe_whose_process_died_is_followed_by_another(
    enqueued: Enqueued, receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = enqueued("first"), enqueued("second")
    _make_unreachable(first, database_now())
    assert posting.claim(first.receiver) is not None  # and then it dies
    assert posting.claim(first.receiver) is None
    after = database_now() + posting.CLAIM + timedelta(minutes=1)
    ProcrastinateJob.objects.all().delete()
    assert sweep(after) == 1
    Receiver.objects.update(probe_at=database_now())
    _make_due(first, second)
    deliver(first.receiver)
    assert Delivery.objects.filter(state=State.DELIVERED).count() == 2


def test_a_replay_does_not_wait_for_the_probe(enqueued: Enqueued, receiver: Any) -> None:
    delivery = enqueued()
    _make_unreachable(delivery, database_now() + timedelta(minutes=3))
    replay(delivery.pk)
    deliver(delivery.receiver)
    assert len(receiver.posts) == 1


def test_what_we_cannot_sign_says_nothing_about_the_receiver(
    enqueued: Enqueued, receiver: Any, team: Team
) -> None:
    deliveries = [enqueued(f"job-{number}") for number in range(5)]
    sealed = Team.objects.get(pk=team.pk).sealed_webhook_secret
    Team.objects.filter(pk=team.pk).update(sealed_webhook_secret=b"sealed under another key")
    deliver(deliveries[0].receiver)
    assert not Receiver.objects.exists()
    Team.objects.filter(pk=team.pk).update(sealed_webhook_secret=sealed)
    _make_due(*deliveries)
    deliver(deliveries[0].receiver)
    assert len(receiver.posts) == 5


def test_any_answer_counts_as_reachable(enqueued: Enqueued, receiver: Any) -> None:
    receiver.answers = [(503, b"")]
    delivery = enqueued()
    Receiver.objects.create(name=delivery.receiver, failures=2, probe_at=database_now())
    deliver(delivery.receiver)
    assert not Receiver.objects.exists()


def test_receivers_that_nobody_posts_to_are_forgotten(enqueued: Enqueued) -> None:
    _make_unreachable(enqueued(), database_now() - timedelta(days=8))
    sweep()
    assert not Receiver.objects.exists()
