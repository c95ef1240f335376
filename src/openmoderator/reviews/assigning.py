"""Assigning reviews to one person, who alone is shown them then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from openmoderator.accounts.models import Membership, Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.acting import UNCLAIMED, at_hand, note_act
from openmoderator.reviews.errors import NotOfTheTeam
from openmoderator.reviews.models import Note, Review
from openmoderator.reviews.notes import checked


def assign(
    team: Team,
    user: User,
    ids: Iterable[str],
    to: User | None,
    note: str = "",
    now: datetime | None = None,
) -> list[str]:
    """Give reviews that wait or are held to a member, or (None) back to everybody.

    `note` is added to each when not empty. Returns the ids assigned; passed over is what is
    decided, on somebody else's page, or must not be shown to that person. Raises
    `NotOfTheTeam` for a stranger and `BadNote`.
    """
    if to is not None and not Membership.objects.filter(team=team, user=to).exists():
        message = f"{to} is not a member of {team}. Choose a member of the team."
        raise NotOfTheTeam(message)
    text = checked(note) if note.strip() else ""
    with transaction.atomic():
        now = now or database_now()
        rows = at_hand(team, user, ids, now)
        done = [row.pk for row in rows if to is None or row.not_for_id != to.pk]
        changed = Review.objects.filter(pk__in=done)
        changed.update(assigned_to=to, modified_at=now)
        changed.exclude(claimed_by=to).update(**UNCLAIMED)
        note_act(team, user, "review.assigned", done, {"to": str(to) if to else ""})
        if text:
            Note.objects.bulk_create(
                Note(review_id=pk, user=user, text=text, at=now) for pk in done
            )
    return done
