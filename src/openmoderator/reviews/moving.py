"""Moving reviews between the queues of a team (review-tool 5 and 20: assign or escalate)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.clock import database_now
from openmoderator.reviews import alike
from openmoderator.reviews.acting import UNCLAIMED, at_hand, note_act
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.errors import NotOfTheTeam
from openmoderator.reviews.models import Review

LOOKED_AT: Final = 200
"""How many pictures of one move are compared with what waits in their new queue. Of a larger
move each keeps the company it had, since those alike move together."""


def move(
    team: Team,
    user: User,
    ids: Iterable[str],
    subteam: Subteam | None,
    now: datetime | None = None,
) -> list[str]:
    """Move reviews that wait or are held to a subteam's queue (None: the whole team's).

    What the mover toggled goes along as `carried_tags`; an assignment ends. Returns the ids
    moved; passed over is what is decided, there already, or on somebody else's page. Raises
    `NotOfTheTeam` for another team's subteam.
    """
    if subteam is not None and subteam.team_id != team.pk:
        message = f"{team} has no such subteam. Choose one of its own."
        raise NotOfTheTeam(message)
    target = subteam.pk if subteam else None
    with transaction.atomic():
        now = now or database_now()
        rows = [row for row in at_hand(team, user, ids, now) if row.subteam_id != target]
        done = [row.pk for row in rows]
        Review.objects.filter(pk__in=done).update(
            subteam=subteam, assigned_to=None, modified_at=now, **UNCLAIMED
        )
        _carry(user, rows)
        _place([row for row in rows if row.pdq is not None], subteam)
        note_act(team, user, "review.moved", done, {"to": subteam.name if subteam else ""})
    return done


def _carry(user: User, rows: list[Review]) -> None:
    """Let what the mover toggled stand where the next person has toggled nothing."""
    drafts = drafts_of(user, [row.pk for row in rows])
    carried = [row for row in rows if row.pk in drafts]
    for row in carried:
        row.carried_tags = drafts[row.pk]
    Review.objects.bulk_update(carried, ["carried_tags"], batch_size=1_000)


def _place(pictures: list[Review], subteam: Subteam | None) -> None:
    """Find what each picture is alike to in its new queue; texts need no looking."""
    if len(pictures) <= LOOKED_AT:
        for row in pictures:
            row.subteam = subteam
            alike.place(row)
