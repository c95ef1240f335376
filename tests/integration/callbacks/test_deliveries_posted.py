"""Attempts against real receivers: what is sent, what is kept, when it is tried again."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks import Webhook

from openmoderator.accounts.models import Team
from openmoderator.callbacks.deliveries import replay
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.schedule import ATTEMPTS
from openmoderator.callbacks.signals import delivered
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now

Enqueued = Callable[..., Delivery]


@pytest.fixture
def heard() -> Iterator[list[Delivery]]:
    """Deliveries that the signal told of."""
    told: list[Delivery] = []

    def listen(delivery: Delivery, **_signal: object) -> None:
        told.append(delivery)

    delivered.connect(listen)
    yield told
    delivered.disconnect(listen)


def _make_due(delivery: Delivery) -> None:
    """Let the time pass that the schedule or a claim asks for."""
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=database_now())


def _attempts(delivery: Delivery) -> list[DeliveryAttempt]:
    return list(DeliveryAttempt.objects.filter(delivery=delivery).order_by("number"))


@pytest.mark.django_db
def test_the_body_arrives_unchanged_with_a_signature_that_the_reference_library_verifies(
    enqueued: Enqueued, receiver: Any, team: Team, heard: list[Delivery]
) -> None:
    delivery = enqueued()
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    ((headers, body),) = receiver.posts
    assert body.decode() == delivery.body
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == delivery.message_id
    Webhook(team.webhook_secret()).verify(body, headers)
    (attempt,) = _attempts(delivery)
    assert (attempt.number, attempt.status, attempt.answer, attempt.error) == (1, 200, "ok", "")
    assert attempt.milliseconds is not None
    assert delivery.state == State.DELIVERED
    assert delivery.delivered_at is not None
    assert heard == [delivery]


@pytest.mark.django_db
def test_a_delivered_callback_is_not_posted_again(
    enqueued: Enqueued, receiver: Any, heard: list[Delivery]
) -> None:
    delivery = enqueued()
    deliver(delivery.receiver)
    deliver(delivery.receiver)
    assert len(receiver.posts) == len(heard) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [301, 400, 404, 410, 500, 503])
def test_another_answer_than_2xx_is_kept_and_tried_again_later(
    enqueued: Enqueued, receiver: Any, heard: list[Delivery], status: int
) -> None:
    receiver.answers = [(status, b"not now")]
    delivery = enqueued()
    before = database_now()
    deliver(delivery.receiver)
    delivery.refresh_from_db()
    (attempt,) = _attempts(delivery)
    assert (attempt.status, attempt.answer) == (status, "not now")
    assert delivery.state == State.PENDING
    assert delivery.next_attempt_at is not None
    assert delivery.next_attempt_at > before + timedelta(seconds=4)
    (task,) = ProcrastinateJob.objects.exclude(scheduled_at=None)
    assert (task.status, task.args) == ("todo", {"receiver": delivery.receiver})
    assert task.scheduled_at == delivery.next_attempt_at
    assert heard == []


@pytest.mark.django_db
def test_every_attempt_bears_the_same_message_id(enqueued: Enqueued, receiver: Any) -> None:
    receiver.answers = [(500, b""), (500, b""), (204, b"")]
    delivery = enqueued()
    for _ in range(3):
        _make_due(delivery)
        deliver(delivery.receiver)
    assert [headers["webhook-id"] for headers, _ in receiver.posts] == [delivery.message_id] * 3
    assert [attempt.status for attempt in _attempts(delivery)] == [500, 500, 204]
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


@pytest.mark.django_db
def test_a_delivery_that_is_not_due_is_left_alone(enqueued: Enqueued, receiver: Any) -> None:
    receiver.answers = [(500, b"")]
    delivery = enqueued()
    deliver(delivery.receiver)
    deliver(delivery.receiver)
    assert len(receiver.posts) == 1


@pytest.mark.django_db
def test_after_ten_attempts_it_shows_as_failed_and_nothing_more_is_enqueued(
    enqueued: Enqueued, receiver: Any
) -> None:
    receiver.answers = [(500, b"")]
    delivery = enqueued()
    for _ in range(ATTEMPTS + 2):
        if Delivery.objects.filter(pk=delivery.pk, state=State.PENDING).exists():
            _make_due(delivery)
        ProcrastinateJob.objects.all().delete()
        deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED
    assert len(receiver.posts) == delivery.attempts_made == ATTEMPTS
    assert delivery.next_attempt_at is None
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_receiver_that_is_not_there_is_an_attempt_with_a_reason(enqueued: Enqueued) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/hook?token=secret"
    delivery = enqueued(url=url)
    deliver(delivery.receiver)
    (attempt,) = _attempts(delivery)
    assert attempt.status is None
    assert "connection refused" in attempt.error
    assert "secret" not in attempt.error
    delivery.refresh_from_db()
    assert delivery.state == State.PENDING


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://[::1]:9/", "not a url", "http://[x/"])
def test_an_address_that_may_not_be_reached_is_an_attempt_with_a_reason(
    enqueued: Enqueued, url: str
) -> None:
    delivery = enqueued(url=url)
    deliver(delivery.receiver)
    (attempt,) = _attempts(delivery)
    assert attempt.status is None
    assert attempt.error


@pytest.mark.django_db
def test_the_first_kilobyte_of_any_answer_can_be_kept(enqueued: Enqueued, receiver: Any) -> None:
    receiver.answers = [(500, b"a\0b\xed\xa0\x80" + b"x" * 5000)]
    delivery = enqueued()
    deliver(delivery.receiver)
    (attempt,) = _attempts(delivery)
    assert attempt.answer.startswith("a\ufffdb\ufffd")
    assert len(attempt.answer) <= 1024


@pytest.mark.django_db
def test_a_secret_that_cannot_be_read_is_an_attempt_with_a_reason(
    enqueued: Enqueued, receiver: Any, team: Team
) -> None:
    Team.objects.filter(pk=team.pk).update(sealed_webhook_secret=b"sealed under another key")
    delivery = enqueued()
    deliver(delivery.receiver)
    (attempt,) = _attempts(delivery)
    assert "OPENMODERATOR_SECRET_KEY" in attempt.error
    assert receiver.posts == []


@pytest.mark.django_db
def test_a_replay_posts_again_and_is_told_of_only_once(
    enqueued: Enqueued, receiver: Any, heard: list[Delivery]
) -> None:
    delivery = enqueued()
    deliver(delivery.receiver)
    replay(delivery.pk)
    deliver(delivery.receiver)
    first, second = (headers["webhook-id"] for headers, _ in receiver.posts)
    assert first == second
    assert [attempt.number for attempt in _attempts(delivery)] == [1, 2]
    assert len(heard) == 1


@pytest.mark.django_db
def test_a_replay_has_ten_attempts_of_its_own(enqueued: Enqueued, receiver: Any) -> None:
    receiver.answers = [(500, b"")]
    delivery = enqueued()
    for _ in range(2):
        replay(delivery.pk)
        for _ in range(ATTEMPTS):
            _make_due(delivery)
            deliver(delivery.receiver)
    delivery.refresh_from_db()
    assert (delivery.state, len(receiver.posts)) == (State.FAILED, 2 * ATTEMPTS)


@pytest.mark.django_db(transaction=True)
def test_a_worker_of_the_queue_delivers(enqueued: Enqueued, receiver: Any) -> None:
    deliveries = [enqueued(f"job-{number}") for number in range(3)]
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:  # type: ignore[attr-defined]
        worker_app.run_worker(
            queues=["deliveries"], wait=False, listen_notify=False, install_signal_handlers=False
        )
    states = Delivery.objects.filter(pk__in=[d.pk for d in deliveries]).values_list("state")
    assert set(states) == {(State.DELIVERED.value,)}
    assert len(receiver.posts) == 3
