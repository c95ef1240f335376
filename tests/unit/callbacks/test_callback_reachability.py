"""How long a receiver that gives no answer is left alone."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.callbacks.reachability import LONGEST_WAIT, UNREACHABLE_AFTER, wait_after
from openmoderator.callbacks.schedule import JITTER, WAITS


@given(st.integers(0, UNREACHABLE_AFTER - 1))
def test_a_failure_or_two_keep_nobody_waiting(failures: int) -> None:
    assert wait_after(failures) == timedelta()


@given(st.integers(UNREACHABLE_AFTER, 10_000))
def test_waits_grow_up_to_the_longest(failures: int) -> None:
    assert timedelta() < wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT


def test_a_single_delivery_is_never_held_back_beyond_its_own_schedule() -> None:
    for failures, wait in enumerate(WAITS, start=1):
        assert wait_after(failures) < wait * (1 - JITTER)
