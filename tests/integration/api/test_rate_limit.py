"""A key may make so many calls a second, whichever process answers them."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from openmoderator.accounts.keys import create_key
from openmoderator.accounts.models import ApiKey, Team
from openmoderator.accounts.teams import create_team
from openmoderator.api.limits.bucket import RateLimited, seconds_until_one, take_call

SetUp = Callable[..., None]
WORKFLOWS = "/contentmoderator/review/v1.0/teams/{}/workflows"


def ask(team: Team, key: str) -> Any:
    """The answer to a call with that key."""
    headers = {"Ocp-Apim-Subscription-Key": key}
    return Client().get(WORKFLOWS.format(team.public_id), headers=headers)


def age(key: ApiKey, seconds: float) -> None:
    """Let the key's last call be so long ago, or so far ahead where negative."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE api_allowance SET at = at - make_interval(secs => %s) WHERE key_id = %s",
            [seconds, key.pk],
        )


@pytest.fixture
def row(team: Team) -> ApiKey:
    """A key."""
    return create_key(team).row


def taken(key: ApiKey, most: int = 50) -> int:
    """How many calls can be made at once."""
    for count in range(most):
        try:
            take_call(key)
        except RateLimited:
            return count
    return most


def test_without_the_setting_a_key_calls_as_often_as_it_likes(row: ApiKey) -> None:
    assert taken(row) == 50


def test_a_call_beyond_the_limit_is_told_when_to_try_again(
    team: Team, key: str, set_up: SetUp
) -> None:
    set_up(rate_limit=1)
    assert ask(team, key).status_code == 200
    response = ask(team, key)
    assert response.status_code == 429
    assert response["Retry-After"] == "1"
    shown = response.json()
    assert shown["Message"] == "Rate limit is exceeded. Try again in 1 seconds."
    assert shown["Error"]["Code"] == "TooManyRequests"
    assert list(shown) == ["Error", "Message", "TrackingId", "Errors"]


def test_each_key_has_calls_of_its_own(team: Team, key: str, set_up: SetUp) -> None:
    set_up(rate_limit=1)
    assert ask(team, key).status_code == 200
    assert ask(team, create_key(team).key).status_code == 200


def test_a_wrong_key_takes_nothing_from_anybody(team: Team, key: str, set_up: SetUp) -> None:
    set_up(rate_limit=1)
    assert ask(team, "0" * 64).status_code == 401
    assert ask(team, key).status_code == 200


def test_a_bucket_holds_the_calls_of_one_second(row: ApiKey, set_up: SetUp) -> None:
    set_up(rate_limit=10)
    assert taken(row) in (10, 11)  # One more where the machine took a tenth of a second for it.


def test_a_bucket_fills_with_time(row: ApiKey, set_up: SetUp) -> None:
    set_up(rate_limit=2)
    taken(row)
    age(row, 0.6)
    take_call(row)
    age(row, 3600)
    assert taken(row) in (2, 3)


def test_a_clock_that_was_set_back_stops_no_key(row: ApiKey, set_up: SetUp) -> None:
    set_up(rate_limit=1)
    take_call(row)
    age(row, -3600)
    take_call(row)


@pytest.mark.parametrize(
    ("left", "rate", "seconds"), [(0.0, 1, 1), (0.99, 10, 1), (-1.5, 1, 3), (0.5, 1000, 1)]
)
def test_the_wait_is_told_in_whole_seconds(left: float, rate: int, seconds: int) -> None:
    assert seconds_until_one(left, rate) == seconds


@pytest.mark.django_db(transaction=True)
def test_callers_at_the_same_moment_share_one_bucket(settings: Any) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, rate_limit=20)
    row = create_key(create_team("At Once").team).row

    def caller(_: int) -> int:
        try:
            return sum(taken(row, 1) for _ in range(100))
        finally:
            connection.close()

    began = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        calls = sum(threads.map(caller, range(4)))
    assert 20 <= calls <= 20 + 20 * (time.monotonic() - began) + 1
