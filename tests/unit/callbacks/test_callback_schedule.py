"""When a callback is tried again."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.callbacks.schedule import ATTEMPTS, WAITS, next_attempt


def test_there_are_ten_attempts_over_75_hours() -> None:
    assert ATTEMPTS == 10
    assert timedelta(hours=75) <= sum(WAITS, timedelta()) < timedelta(hours=76)


@given(st.integers(1, 9), st.randoms(use_true_random=False))
def test_each_wait_is_within_a_tenth_of_its_step(number: int, rng: Random) -> None:
    wait = next_attempt(number, rng)
    assert wait is not None
    assert WAITS[number - 1] * 0.9 <= wait <= WAITS[number - 1] * 1.1


def test_each_step_is_longer_than_the_one_before() -> None:
    assert list(WAITS) == sorted(set(WAITS))


@given(st.integers(10, 10_000))
def test_after_the_last_attempt_comes_none(number: int) -> None:
    assert next_attempt(number, Random(1)) is None


def test_two_deliveries_do_not_come_back_at_the_same_moment() -> None:
    assert next_attempt(3, Random(1)) != next_attempt(3, Random(2))


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        next_attempt(0, Random(1))
