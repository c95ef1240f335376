"""Holds: a review set aside for a while, until its time ends or somebody releases it.

Review-tool 9. A held review is in no queue; its tags stay as the person's draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.acting import UNCLAIMED, at_hand, locked, note_act
from openmoderator.reviews.errors import BadHoldTime
from openmoderator.reviews.models import Purpose, Review, State

LONGEST_MINUTES: Final = 30 * 24 * 60


def hold(
    team: Team,
    user: User,
    ids: Iterable[str],
    minutes: int | None = None,
    now: datetime | None = None,
) -> list[str]:
    """Set reviews aside for `minutes` (1 to 43,200; None: the team's default).

    What is held already starts again from the time given. Returns the ids held; what is
    decided or on somebody else's page is passed over. Raises `BadHoldTime`.
    """
    minutes = _checked(team.hold_minutes if minutes is None else minutes)
    with transaction.atomic():
        now = now or database_now()
        done = [row.pk for row in at_hand(team, user, ids, now)]
        until = now + timedelta(minutes=minutes)
        Review.objects.filter(pk__in=done).update(
            state=State.HELD, held_until=until, held_by=user, modified_at=now, **UNCLAIMED
        )
        note_act(team, user, "review.held", done, {"until": until.isoformat()})
    return done


def release(team: Team, user: User, ids: Iterable[str], now: datetime | None = None) -> list[str]:
    """Put held reviews back into their queues. Returns the ids of those that were held."""
    with transaction.atomic():
        done = [row.pk for row in locked(team, ids, State.HELD)]
        _put_back(done, now or database_now())
        note_act(team, user, "review.released", done)
    return done


def release_due(now: datetime | None = None) -> int:
    """Put back every review whose hold has ended. Returns how many. Called by the clock."""
    now = now or database_now()
    with transaction.atomic():
        due = Review.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        rows = list(due.select_related("team").filter(state=State.HELD, held_until__lte=now))
        _put_back([row.pk for row in rows], now)
        for team in {row.team for row in rows}:
            note_act(team, None, "review.hold_ended", [it.pk for it in rows if it.team == team])
    return len(rows)


def held(team: Team, user: User) -> QuerySet[Review]:
    """The team's held reviews, the one that comes back first at the top.

    What `user` holds is there whatever it is for; of others' only real work.
    """
    rows = Review.objects.filter(Q(purpose=Purpose.WORK) | Q(held_by=user), team=team)
    rows = rows.filter(state=State.HELD)
    return rows.select_related("subteam", "held_by", "team").order_by("held_until", "pk")


def _put_back(ids: list[str], now: datetime) -> None:
    Review.objects.filter(pk__in=ids).update(
        state=State.WAITING, held_until=None, held_by=None, modified_at=now
    )


def _checked(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_MINUTES:
        message = f"A hold lasts from 1 to {LONGEST_MINUTES:,} minutes (30 days), not {minutes}."
        raise BadHoldTime(message)
    return minutes
