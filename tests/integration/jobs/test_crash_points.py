"""Killed before or after any commit on the way of one item, and begun again: nothing is lost,
nothing is there twice.

A kill is an exception that nothing catches, raised where the commit is; the connection is
dropped as the death of a process would drop it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.callbacks.models import Delivery
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.run import run
from openmoderator.reviews.decide import decide, undo_window
from openmoderator.reviews.models import Decision, Review, State
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "what a crap idea"


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def killed_at(number: int, after: bool) -> Iterator[list[int]]:
    """Die at the commit of that number (from 0), before or after it took effect."""
    real = connections["default"]
    commit, seen = real.commit, [0]

    def dying_commit() -> None:
        mine = seen[0]
        seen[0] += 1
        if mine != number or after:
            commit()
        if mine == number:
            real.close()
            raise Killed

    real.commit = dying_commit  # type: ignore[method-assign]
    try:
        yield seen
    except Killed:
        real.close()
    finally:
        real.__dict__.pop("commit", None)


def every_crash_point(act: Callable[[], object], prepare: Callable[[], None]) -> Iterator[None]:
    """Run `act` once for each commit it makes, killed before and then after that commit."""
    for after in (False, True):
        for number in count():
            prepare()
            with killed_at(number, after) as seen:
                act()
            yield
            if seen[0] <= number:
                break
        assert number > 0, "the act has no commit at all"


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[tuple[str, list[str]]]:
    """A loopback receiver: its URL and the message ids that arrived."""
    arrived: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append(self.headers["webhook-id"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, allow_private_networks=("127.0.0.0/8",)
    )
    yield f"http://127.0.0.1:{server.server_address[1]}/", arrived
    server.shutdown()
    server.server_close()


def test_accepting_stores_the_job_with_its_task_or_nothing(team: Team) -> None:
    def clear() -> None:
        Job.objects.all().delete()
        ProcrastinateJob.objects.all().delete()

    for _ in every_crash_point(lambda: accept(team, NewJob("Text", "i", text=TEXT)), clear):
        assert Job.objects.count() == ProcrastinateJob.objects.count()


def test_a_job_killed_anywhere_ends_once_when_run_again(team: Team) -> None:
    jobs: list[Job] = []
    hook = "http://127.0.0.1:9/hook"

    def fresh() -> None:
        new = NewJob("Text", "i", text=TEXT, callback_endpoint=hook)
        jobs.append(accept(team, new))

    for _ in every_crash_point(lambda: run(jobs[-1].pk), fresh):
        run(jobs[-1].pk)
        run(jobs[-1].pk)
        job = Job.objects.get(pk=jobs[-1].pk)
        assert job.status == Status.COMPLETE
        assert list(Review.objects.filter(job_id=job.pk).values_list("pk", flat=True)) == [
            job.review_id
        ]
        assert Delivery.objects.filter(kind="Job", subject_id=job.pk).count() == 1


def test_an_answer_killed_anywhere_is_stored_whole_or_not_at_all(
    team: Team, anna: User, ben: User
) -> None:
    reviews: list[str] = []

    def fresh() -> None:
        job = accept(team, NewJob("Text", "i", text=TEXT))
        run(job.pk)
        reviews[:] = [row.pk for row in claim(Queue(team, "Text"), anna, 48, uuid4())]

    def answer() -> None:
        decide(team, anna, uuid4(), {pk: {"a": True} for pk in reviews})

    for _ in every_crash_point(answer, fresh):
        stored = Decision.objects.filter(review__in=reviews).count()
        assert stored in (0, len(reviews))
        decided = Review.objects.filter(pk__in=reviews, state=State.DECIDED).count()
        assert decided == stored


def test_an_end_of_window_killed_anywhere_is_made_up_for_once(team: Team, anna: User) -> None:
    latest: list[str] = []

    def fresh() -> None:
        job = accept(team, NewJob("Text", "i", text=TEXT, callback_endpoint="http://127.0.0.1:9/"))
        run(job.pk)
        latest[:] = [Job.objects.get(pk=job.pk).review_id]
        claim(Queue(team, "Text"), anna, 48, uuid4())
        decide(team, anna, uuid4(), {latest[0]: {"a": True}})

    def window_ends() -> None:
        finalise_due(database_now() + undo_window(team) + timedelta(seconds=1))

    for _ in every_crash_point(window_ends, fresh):
        window_ends()
        window_ends()
        assert Review.objects.get(pk=latest[0]).state == State.COMPLETE
        decided = AuditEntry.objects.filter(action="review.decided", subject_id=latest[0])
        assert decided.count() == 1
        delivery = Delivery.objects.get(kind="Review", subject_id=latest[0])
        assert json.loads(delivery.body)["ReviewerResultTags"] == {"a": "True", "r": "False"}


def test_a_delivery_killed_anywhere_arrives_at_least_once_under_one_id(
    team: Team, receiver: tuple[str, list[str]]
) -> None:
    url, arrived = receiver
    latest: list[Delivery] = []

    def fresh() -> None:
        arrived.clear()
        job = accept(team, NewJob("Text", "i", text="fine", callback_endpoint=url))
        run(job.pk)
        latest[:] = [Delivery.objects.get(kind="Job", subject_id=job.pk)]

    for _ in every_crash_point(lambda: deliver(latest[0].receiver), fresh):
        # The claim of the attempt that died runs out.
        Delivery.objects.filter(pk=latest[0].pk, state="pending").update(
            next_attempt_at=database_now()
        )
        deliver(latest[0].receiver)
        delivery = Delivery.objects.get(pk=latest[0].pk)
        assert delivery.state == "delivered"
        assert set(arrived) == {delivery.message_id}
