"""Receivers that are dead, and what becomes of everybody else's callbacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.acceptance.calling import Json, TeamOnIt, Wire, until
from tests.acceptance.receiving import receiver, silent_receiver
from tests.acceptance.running import LOOPBACK, Installation, free_port, installation

DEAD = 40
"""Callbacks to each dead receiver: more than a worker posts at a time."""
LIVING = 20


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    """An installation whose callbacks may go to this machine."""
    with installation(**LOOPBACK) as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """The team with bad receivers."""
    return served.make_team("Unlucky")


@pytest.fixture(scope="module")
def other(served: Installation) -> TeamOnIt:
    """A team that has nothing to do with them."""
    return served.make_team("Lucky")


def test_silent_and_shut_receivers_delay_no_other_callback(
    served: Installation, team: TeamOnIt, other: TeamOnIt
) -> None:
    unlucky, lucky = Wire(served.base, team), Wire(served.base, other)
    shut = f"http://127.0.0.3:{free_port()}/callbacks"
    with (
        silent_receiver("127.0.0.2") as silent,
        receiver(team.secret) as own,
        receiver(other.secret) as others,
    ):
        for url in (silent.url, shut):
            post(unlucky, url, DEAD)
        until(lambda: silent.connections, "the first attempt at the silent receiver")
        mine = post(unlucky, own.url, LIVING)
        theirs = post(lucky, others.url, LIVING)
        until(lambda: own.heard.subjects("Job") == mine, "the team's other receiver")
        until(lambda: others.heard.subjects("Job") == theirs, "the other team's receiver")
        assert silent.connections < DEAD, "the living waited until the dead had been tried"
        waiting = "SELECT count(*) FROM callbacks_delivery WHERE state <> 'delivered'"
        assert served.rows(waiting) == [(2 * DEAD,)]


def test_a_receiver_that_was_down_gets_its_callback_when_it_is_replayed(
    served: Installation, team: TeamOnIt
) -> None:
    port = free_port()
    (job_id,) = post(Wire(served.base, team), f"http://127.0.0.1:{port}/callbacks", 1)
    # The third attempt comes five minutes later: what arrives now is the replay.
    until(lambda: row_of(served, job_id)["attempts"] == 2, "two attempts at nobody")
    failed = row_of(served, job_id)
    assert failed["state"] == "pending"
    assert "cannot be reached" in failed["last_error"]
    with receiver(team.secret, port=port) as up:
        assert served.command("deliveries", "--replay", failed["id"]) == {"replayed": failed["id"]}
        until(lambda: job_id in up.heard.subjects("Job"), "the replayed callback")
        until(lambda: row_of(served, job_id)["state"] == "delivered", "the delivery's state")
    assert row_of(served, job_id)["attempts"] == 3


def post(wire: Wire, url: str, count: int) -> set[str]:
    """Jobs that call back there."""
    return {
        wire.create_job("Text", f"{number}", "hello", CallBackEndpoint=url)
        for number in range(count)
    }


def row_of(served: Installation, job_id: str) -> Json:
    """What ``openmoderator deliveries`` says of the job's callback."""
    rows = served.command("deliveries", "--limit", "500")["deliveries"]
    return next((row for row in rows if row["subject_id"] == job_id), {"attempts": 0})
