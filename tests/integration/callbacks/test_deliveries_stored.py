"""Enqueuing, replaying and sweeping deliveries on a real database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.callbacks.deliveries import enqueue, replay, sweep
from openmoderator.callbacks.listing import recent
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.tasks import wake_at
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now
from openmoderator.errors import NotFound

Enqueued = Callable[..., Delivery]
LATER = timedelta(minutes=2)


def _tasks_of(delivery: Delivery) -> list[ProcrastinateJob]:
    tasks = ProcrastinateJob.objects.filter(args__receiver=delivery.receiver)
    return list(tasks.order_by("pk"))


def _set_task_status(delivery: Delivery, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s WHERE args ->> 'receiver' = %s",
            [status, delivery.receiver],
        )


@pytest.mark.django_db
def test_a_delivery_is_stored_with_its_task(enqueued: Enqueued) -> None:
    delivery = enqueued()
    delivery.refresh_from_db()
    (task,) = _tasks_of(delivery)
    assert delivery.state == State.PENDING
    assert delivery.body == (
        '{"JobId":"job-1","Metadata":{"ocrtext":"IF WE DID \\r\\n","nul":"\\u0000"}}'
    )
    assert (task.queue_name, task.status, task.scheduled_at) == ("deliveries", "todo", None)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_neither_delivery_nor_task(enqueued: Enqueued) -> None:
    with transaction.atomic():
        delivery = enqueued()
        assert len(_tasks_of(delivery)) == 1
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert _tasks_of(delivery) == []


@pytest.mark.django_db
def test_enqueuing_again_finds_the_first_and_changes_nothing(
    enqueued: Enqueued, team: Team
) -> None:
    first = enqueued()
    second = enqueue(team=team, kind="Job", subject_id="job-1", url="http://other/", body={})
    first.refresh_from_db()
    assert (second.pk, second.url, second.body) == (first.pk, first.url, first.body)
    assert len(_tasks_of(first)) == 1


@pytest.mark.django_db
def test_another_kind_or_sequence_is_another_delivery(team: Team) -> None:
    for kind, sequence in (("Job", 1), ("Review", 1), ("Review", 2)):
        enqueue(team=team, kind=kind, subject_id="x", url="http://h/", body={}, sequence=sequence)
    assert Delivery.objects.count() == 3
    assert Delivery.objects.values("message_id").distinct().count() == 3


@pytest.mark.django_db(transaction=True)
def test_enqueuing_at_the_same_moment_makes_one_delivery(enqueued: Enqueued) -> None:
    found: list[Delivery] = []
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        found.append(enqueued())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({delivery.pk for delivery in found}) == 1
    assert len(found) == 4
    assert len(_tasks_of(found[0])) == 1


@pytest.mark.django_db
def test_an_address_that_cannot_be_stored_as_it_is_loses_nothing(enqueued: Enqueued) -> None:
    delivery = enqueued(url="http://h/\0\ud800")
    deliver(delivery.receiver)
    attempt = DeliveryAttempt.objects.get(delivery=delivery)
    assert attempt.status is None
    assert attempt.error


@pytest.mark.django_db
def test_a_replay_starts_the_schedule_again_with_the_same_message_id(enqueued: Enqueued) -> None:
    delivery = enqueued()
    _lose_task(delivery)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.FAILED, attempts_made=10, next_attempt_at=None
    )
    replayed = replay(str(delivery.pk))
    replayed.refresh_from_db()
    assert replayed.state == State.PENDING
    assert (replayed.attempts_made, replayed.attempts_of_schedule) == (10, 0)
    assert replayed.message_id == delivery.message_id
    assert [task.status for task in _tasks_of(delivery)] == ["failed", "todo"]


@pytest.mark.django_db
@pytest.mark.parametrize("unknown", ["d0d83d4c-8a5f-4f1d-a0cf-0e0ad7e7a1b8", "not an id", ""])
def test_replaying_what_is_not_there_says_so(unknown: str) -> None:
    with pytest.raises(NotFound, match="There is no delivery"):
        replay(unknown)


def _lose_task(delivery: Delivery) -> None:
    _set_task_status(delivery, "failed")


@pytest.mark.django_db
def test_the_sweep_enqueues_what_is_due_and_has_no_task(enqueued: Enqueued) -> None:
    delivery = enqueued()
    _lose_task(delivery)
    assert sweep(database_now() + LATER) == 1
    assert [task.status for task in _tasks_of(delivery)] == ["failed", "todo"]
    assert sweep(database_now() + LATER) == 0


@pytest.mark.django_db
def test_the_sweep_leaves_alone_what_is_not_long_due(enqueued: Enqueued) -> None:
    _lose_task(enqueued())
    assert sweep() == 0


@pytest.mark.django_db
def test_the_sweep_goes_by_the_clock_of_the_database(enqueued: Enqueued) -> None:
    delivery = enqueued()
    _lose_task(delivery)
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=database_now() - LATER)
    assert sweep() == 1


@pytest.mark.django_db
def test_the_sweep_leaves_alone_what_has_a_task(enqueued: Enqueued) -> None:
    enqueued()
    assert sweep(database_now() + LATER) == 0


@pytest.mark.django_db
def test_the_sweep_trusts_no_task_that_runs(enqueued: Enqueued) -> None:
    _set_task_status(enqueued(), "doing")
    assert sweep(database_now() + LATER) == 1


@pytest.mark.django_db
def test_the_sweep_adds_one_task_for_all_that_wait_at_a_receiver(
    enqueued: Enqueued, receiver: Any
) -> None:
    for number in range(20):
        enqueued(f"job-{number}")
    other = enqueued("elsewhere", url="http://127.0.0.1:9/")
    ProcrastinateJob.objects.all().delete()
    assert sweep(database_now() + LATER) == 2
    assert len(_tasks_of(other)) == 1
    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_task_that_began_before_the_commit_does_not_leave_the_delivery_behind(
    enqueued: Enqueued,
) -> None:
    first = enqueued("first")
    with transaction.atomic():
        enqueued("second")
        _in_another_connection(lambda: _set_task_status(first, "doing"))
    assert [task.status for task in _tasks_of(first)] == ["doing", "todo"]


def _in_another_connection(act: Callable[[], None]) -> None:
    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_is_needed_sooner_moves_the_later_one(enqueued: Enqueued) -> None:
    now = database_now()
    for minutes in (5, 30, 2):
        wake_at("h", now + timedelta(minutes=minutes))
    (task,) = ProcrastinateJob.objects.filter(args__receiver="h")
    assert task.scheduled_at == now + timedelta(minutes=2)


@pytest.mark.django_db
def test_a_host_that_is_longer_than_any_index_loses_nothing(enqueued: Enqueued) -> None:
    delivery = enqueued(url=f"http://{'ä' * 8000}/")
    deliver(delivery.receiver)
    assert DeliveryAttempt.objects.get(delivery=delivery).error


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DELIVERED, State.FAILED])
def test_the_sweep_leaves_alone_what_has_ended(enqueued: Enqueued, state: State) -> None:
    delivery = enqueued()
    _lose_task(delivery)
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    assert sweep(database_now() + LATER) == 0


@pytest.mark.django_db
def test_the_listing_shows_the_newest_first_and_hides_queries(
    enqueued: Enqueued, team: Team
) -> None:
    first, second = enqueued("job-1"), enqueued("job-2")
    Delivery.objects.filter(pk=first.pk).update(state=State.FAILED)
    DeliveryAttempt.objects.create(delivery=first, number=1, started_at=_now(), status=503)
    DeliveryAttempt.objects.create(delivery=first, number=2, started_at=_now(), error="refused")
    rows = recent(team)
    assert [row.subject_id for row in rows] == ["job-2", "job-1"]
    assert (rows[1].last_status, rows[1].last_error) == (None, "refused")
    assert "id=1" not in rows[0].url
    assert [row.id for row in recent(failed=True)] == [str(first.pk)]
    assert [row.id for row in recent(limit=1)] == [str(second.pk)]


def _now() -> datetime:
    return database_now()
