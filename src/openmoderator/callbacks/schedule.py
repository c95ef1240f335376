"""When a callback is tried again: ten attempts over 75 hours. Pure.

The steps are those that the Standard Webhooks specification proposes; the jitter keeps a
receiver that comes back from being met by everything at once.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Waits after the first, second ... ninth attempt; together 75 hours, 35 minutes, 5 seconds."""

ATTEMPTS: Final = len(WAITS) + 1
JITTER: Final = 0.1


def next_attempt(attempt_number: int, rng: Random) -> timedelta | None:
    """The wait after this failed attempt (the first is 1), up to a tenth longer or shorter.

    None after the last one. Raises ValueError for a number below 1.
    """
    if attempt_number < 1:
        raise ValueError("attempts are counted from 1")
    if attempt_number >= ATTEMPTS:
        return None
    return WAITS[attempt_number - 1] * rng.uniform(1 - JITTER, 1 + JITTER)
