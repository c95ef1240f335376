"""What a worker process does by the clock, beside the queues.

The table names functions of the rooms; it imports them when they are due, so that nothing
here knows what they do. Each is guarded: one that fails is logged and the others go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import structlog
from django.db import connections

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Clock:
    """Functions without arguments, by dotted name, that one thread calls in turn."""

    name: str
    seconds: float
    chores: tuple[str, ...]


TIMERS = Clock(
    "timers",
    1.0,
    (
        "openmoderator.reviews.timers.finalise_due",
        "openmoderator.reviews.timers.release_expired",
    ),
)
"""Undo windows and leases: people wait for these, so nothing slow belongs here."""

HOUSEKEEPING = Clock(
    "housekeeping",
    10.0,
    (
        "openmoderator.runtime.rescue.rescue_stalled",
        "openmoderator.jobs.sweeper.sweep",
        "openmoderator.reviews.sweeper.sweep",
        "openmoderator.reviews.notices.tell_subteams",
        "openmoderator.callbacks.deliveries.sweep",
        "openmoderator.lists.sweeper.sweep",
        "openmoderator.content.retention.expire",
        "openmoderator.runtime.rescue.forget_old_tasks",
    ),
)

CLEANING = Clock(
    "cleaning",
    3600.0,
    (
        "openmoderator.content.objects.remove_forsaken",
        "openmoderator.lists.retention.remove_unused",
        "openmoderator.accounts.sessions.remove_expired",
    ),
)

CLOCKS = (TIMERS, HOUSEKEEPING, CLEANING)


def resolve(name: str) -> Callable[[], Any]:
    """The function of a dotted name."""
    module, _, function = name.rpartition(".")
    found: Callable[[], Any] = getattr(import_module(module), function)
    return found


def guarded(name: str, function: Callable[[], Any]) -> bool:
    """Call `function`, log what it raises, and give its database connection back."""
    try:
        function()
    except Exception:
        log.exception("chore.failed", chore=name)
        return False
    finally:
        connections.close_all()
    return True


class Ticker(threading.Thread):
    """One thread that does `chores` every `seconds`, until told to stop."""

    def __init__(self, name: str, seconds: float, chores: dict[str, Callable[[], Any]]) -> None:
        super().__init__(name=name, daemon=True)
        self._seconds = seconds
        self._chores = chores
        self._stopping = threading.Event()

    @classmethod
    def of(cls, clock: Clock) -> Ticker:
        """A ticker for a row of the table; every name must lead to a function."""
        return cls(clock.name, clock.seconds, {name: resolve(name) for name in clock.chores})

    def run(self) -> None:
        """Start at once; a slow round delays the next one only."""
        while not self._stopping.is_set():
            for name, function in self._chores.items():
                guarded(name, function)
                if self._stopping.is_set():
                    return
            self._stopping.wait(self._seconds)

    def stop(self) -> None:
        """End after the chore under way."""
        self._stopping.set()
