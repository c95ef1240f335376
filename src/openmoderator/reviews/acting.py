"""What every act on several reviews at once has in common: locks in order, and its record.

An act passes over what it cannot change and returns what it did; it never waits for a
decision while it holds a review (see `decide`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.audit.record import record_all
from openmoderator.reviews.errors import AdministratorsOnly
from openmoderator.reviews.models import Review, State
from openmoderator.reviews.queue import is_held_by_other

MOST: Final = 10_000
"""How many reviews one act takes."""
UNCLAIMED: Final[Mapping[str, None]] = {
    "claimed_by": None,
    "claimed_until": None,
    "claim_token": None,
    "claimed_at": None,
}
"""What a review that nobody has on a page looks like."""


def locked(team: Team, ids: Iterable[str], *states: State) -> list[Review]:
    """The team's reviews of `ids` in one of `states` (none given: any), locked by id."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).filter(
        team=team, pk__in=list(ids)
    )
    if states:
        rows = rows.filter(state__in=states)
    return list(rows.order_by("pk"))


def at_hand(team: Team, user: User, ids: Iterable[str], now: datetime) -> list[Review]:
    """Those of `ids` that wait or are held and that nobody else has on a page, locked."""
    rows = locked(team, ids, State.WAITING, State.HELD)
    return [row for row in rows if not is_held_by_other(row, user, now)]


def note_act(
    team: Team,
    user: User | None,
    action: str,
    ids: Iterable[str],
    detail: Mapping[str, object] | None = None,
) -> None:
    """An audit row for each review."""
    record_all(team, user, action, [("review", pk) for pk in ids], detail)


def is_admin(team: Team, user: User) -> bool:
    """Whether `user` is an administrator of the team."""
    return Membership.objects.filter(team=team, user=user, role=Role.ADMIN).exists()


def admins_only(team: Team, user: User) -> None:
    """Raises `AdministratorsOnly` unless `user` is one of the team."""
    if not is_admin(team, user):
        message = "Only an administrator of the team may do this. Ask one of them."
        raise AdministratorsOnly(message)
