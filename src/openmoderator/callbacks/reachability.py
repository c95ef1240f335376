"""Which receivers can be reached at all: stored, so that every process knows and none forgets.

A receiver that gave no answer three times in a row counts as unreachable. Then nothing is
posted there but one probe at a time, each wait twice as long as the one before, up to four
minutes; the first answer opens it again. Decides nothing about single deliveries.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from openmoderator.callbacks.models import Receiver
from openmoderator.clock import database_now

UNREACHABLE_AFTER: Final = 3
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=4)
"""Shorter than the shortest wait that follows a third attempt, so that a single delivery to a
receiver that is down still has all its attempts in time."""
FORGOTTEN_AFTER: Final = timedelta(days=7)


def wait_after(failures: int) -> timedelta:
    """How long nothing is posted after so many failures in a row; none while below three."""
    if failures < UNREACHABLE_AFTER:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(failures - UNREACHABLE_AFTER, 10)), LONGEST_WAIT)


def closed_until(receiver: str) -> datetime | None:
    """When the next probe may go there, or None when it counts as reachable."""
    return _unreachable(receiver).values_list("probe_at", flat=True).first()


def lock_unreachable(receiver: str) -> Receiver | None:
    """The receiver's row, locked, if it counts as unreachable: who probes is decided on it."""
    return _unreachable(receiver).select_for_update().first()


def note_answer(receiver: str) -> None:
    """It answered, whatever it said: it is reachable."""
    Receiver.objects.filter(pk=receiver).delete()


@transaction.atomic
def note_no_answer(receiver: str) -> bool:
    """A post got no answer; gives whether the receiver now counts as unreachable."""
    locked = Receiver.objects.select_for_update()
    row, _created = locked.get_or_create(name=receiver, defaults={"probe_at": database_now()})
    row.failures += 1
    row.probe_at = database_now() + wait_after(row.failures)
    row.save(update_fields=["failures", "probe_at"])
    return row.failures >= UNREACHABLE_AFTER


def probe_now(receiver: str) -> None:
    """Let the next post go there at once, for instance because somebody mended it."""
    _unreachable(receiver).update(probe_at=database_now())


def forget_old(now: datetime) -> None:
    """Drop what nobody has posted to for a week."""
    Receiver.objects.filter(probe_at__lt=now - FORGOTTEN_AFTER).delete()


def _unreachable(receiver: str) -> QuerySet[Receiver]:
    return Receiver.objects.filter(pk=receiver, failures__gte=UNREACHABLE_AFTER)
