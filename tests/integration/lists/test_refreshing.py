"""Refreshes that are slow, fail, meet each other or lose their task."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.integration.lists.looking import found

from openmoderator.accounts.models import Team
from openmoderator.lists import building, files, refresh, terms
from openmoderator.lists.building import build
from openmoderator.lists.models import Snapshot, TermList
from openmoderator.lists.progress import shown
from openmoderator.lists.sweeper import sweep

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = timedelta(seconds=-1)


def in_a_thread(act: object) -> threading.Thread:
    def run() -> None:
        try:
            act()  # type: ignore[operator]
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.usefixtures("all_large")
def test_a_refresh_that_no_worker_takes_up_in_time_says_that_it_is_being_built(
    team: Team, words: TermList
) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    state = refresh.refresh(TermList, team, words.pk, "eng", patience=0.2)
    assert (state.in_force, state.problem) == (False, "")
    assert found(team, "zlatch") == []


@pytest.mark.usefixtures("all_large")
def test_a_refresh_waits_for_the_worker(team: Team, words: TermList) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    snapshot = Snapshot.objects.get()
    worker = in_a_thread(lambda: wait_and_build(snapshot))
    assert refresh.refresh(TermList, team, words.pk, "eng", patience=30).in_force
    worker.join()
    assert found(team, "zlatch") == [(words.pk, "zlatch")]


def wait_and_build(before: Snapshot) -> None:
    """As a worker that takes the task when it comes."""
    ended = threading.Event()
    while not Snapshot.objects.filter(wanted__gt=before.wanted).exists():
        ended.wait(0.02)
    build(before.pk)


def test_progress_is_seen_while_the_build_has_not_committed(words: TermList) -> None:
    snapshot = Snapshot.objects.get()
    with shown(snapshot.pk, 30_000) as progress:
        progress(12_345)
        ended = threading.Event()
        for _ in range(600):
            snapshot.refresh_from_db()
            if snapshot.progress == 12_345:
                break
            ended.wait(0.05)
    assert (snapshot.progress, snapshot.total) == (12_345, 30_000)


def test_two_processes_that_build_at_the_same_moment_publish_once(
    team: Team, words: TermList
) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    asked = refresh.request_refresh(TermList, team, words.pk, "eng")
    threads = [in_a_thread(lambda: build(asked.pk)) for _ in range(4)]
    for thread in threads:
        thread.join()
    row = Snapshot.objects.get()
    assert (row.built, row.wanted, row.entries) == (asked.wanted, asked.wanted, 2)
    assert found(team, "zlatch") == [(words.pk, "zlatch")]


def test_an_older_build_that_ends_later_changes_nothing(
    team: Team, words: TermList, tmp_path: Path
) -> None:
    from django.db import transaction

    older = refresh.request_refresh(TermList, team, words.pk, "eng")
    terms.add(team, words.pk, "eng", "zlatch")
    refresh.refresh(TermList, team, words.pk, "eng")
    in_force = Snapshot.objects.get()
    terms.delete(team, words.pk, "eng", "zlatch")
    with transaction.atomic():
        building._publish(older, tmp_path / "snapshot", None)
    row = Snapshot.objects.get()
    assert (row.sha256, row.built) == (in_force.sha256, in_force.built)


def test_a_build_without_a_task_is_enqueued_again(team: Team, words: TermList) -> None:
    assert sweep(AT_ONCE) == 0
    asked = refresh.request_refresh(TermList, team, words.pk, "eng")
    assert sweep(AT_ONCE) == 0
    ProcrastinateJob.objects.all().delete()
    assert sweep() == 0
    assert sweep(AT_ONCE) == 1
    (task,) = ProcrastinateJob.objects.all()
    assert (task.queue_name, task.task_name) == ("lists", "lists.build")
    build(**task.args)
    assert Snapshot.objects.get().built == asked.wanted


def test_a_build_that_fails_is_told_and_tried_again_later_each_time(
    team: Team, words: TermList, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = refresh.request_refresh(TermList, team, words.pk, "eng")

    def no_room(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(files, "put", no_room)
        for _ in range(2):
            with pytest.raises(OSError, match="No space left"):
                build(asked.pk)
        state = refresh.await_build(asked.pk, asked.wanted, 5)
    assert not state.in_force
    assert "No space left" in state.problem
    row = Snapshot.objects.get()
    assert (row.failures, row.built) == (2, asked.wanted - 1)
    assert found(team, "blorp") == [(words.pk, "blorp")]
    build(asked.pk)
    row.refresh_from_db()
    assert (row.failures, row.problem, row.built) == (0, "", asked.wanted)


def test_a_refresh_whose_disk_is_full_says_so(
    team: Team, words: TermList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "put", no_room)
    state = refresh.refresh(TermList, team, words.pk, "eng")
    assert (state.in_force, "No space left" in state.problem) == (False, True)
    assert found(team, "blorp") == [(words.pk, "blorp")]


def test_a_list_that_is_deleted_while_it_is_built_is_gone(team: Team, words: TermList) -> None:
    asked = refresh.request_refresh(TermList, team, words.pk, "eng")
    words.delete()
    assert build(asked.pk)
    assert not Snapshot.objects.exists()
