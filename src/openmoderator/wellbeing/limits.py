"""When a break is due and when it is enough for today.

The team sets both figures, a person may set stricter ones of their own. Who reads them: the
person's own pages. Severe items alone count (severity 3 of `Review`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.errors import BadInput
from openmoderator.wellbeing.exposure import Seen, day_of, row_of, seen
from openmoderator.wellbeing.models import Exposure

BREAK_AFTER = "break_after"
DAILY_SEVERE_LIMIT = "daily_severe_limit"
MOST = 10_000


class LooserThanTeam(BadInput):
    """A figure of one's own that is looser than the team's. `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class OwnLimits:
    """A person's own figures in severe items; 0 means as the team has it."""

    break_after: int = 0
    daily_severe_limit: int = 0


@dataclass(frozen=True)
class Limits:
    """Where a person stands today."""

    seen: Seen
    severe_left: int | None
    """Severe items until the daily limit; None where there is no limit."""
    break_due: bool
    reached: bool
    """Whether the daily limit is reached, so that the queue goes to others."""
    break_after: int = 0
    """The figure that holds, the stricter of two; 0 means never."""
    daily_limit: int = 0
    """The same for the day; 0 means none."""


def state(team: Team, user: User, now: datetime | None = None) -> Limits:
    """What `user` was shown today against the limits that hold in `team`. One or two queries."""
    row = row_of(user, now or database_now())
    own = own_limits(user)
    break_after = stricter(team.break_after, own.break_after)
    daily = stricter(team.daily_severe_limit, own.daily_severe_limit)
    counts = seen(row)
    return Limits(
        seen=counts,
        severe_left=max(0, daily - counts.severe) if daily else None,
        break_due=bool(row and break_after and row.severe_since_break >= break_after),
        reached=bool(daily and counts.severe >= daily),
        break_after=break_after,
        daily_limit=daily,
    )


def take_break(user: User, now: datetime | None = None) -> None:
    """A break begins: the count towards the next reminder starts again."""
    now = now or database_now()
    _today(user, now).update(severe_since_break=0, break_at=now)


def later(team: Team, user: User, now: datetime | None = None) -> None:
    """Put the reminder aside; it comes again after half as many items."""
    now = now or database_now()
    whole = state(team, user, now).break_after
    _today(user, now).filter(severe_since_break__gte=whole).update(
        severe_since_break=whole - (whole + 1) // 2, break_at=now
    )


def stricter(team_figure: int, own_figure: int) -> int:
    """The smaller of two figures of which 0 sets no limit."""
    return min(filter(None, (team_figure, own_figure)), default=0)


def own_limits(user: User) -> OwnLimits:
    """The person's own figures."""
    return OwnLimits(_figure(user, BREAK_AFTER), _figure(user, DAILY_SEVERE_LIMIT))


def set_own_limits(team: Team, user: User, own: OwnLimits) -> None:
    """Keep the person's own figures. Raises `LooserThanTeam`, and then keeps neither."""
    _check(BREAK_AFTER, own.break_after, team.break_after)
    _check(DAILY_SEVERE_LIMIT, own.daily_severe_limit, team.daily_severe_limit)
    with transaction.atomic():
        kept = User.objects.select_for_update().get(pk=user.pk)
        figures = {BREAK_AFTER: own.break_after, DAILY_SEVERE_LIMIT: own.daily_severe_limit}
        others = {key: kept.preferences[key] for key in kept.preferences.keys() - figures}
        kept.preferences = {**others, **{key: figures[key] for key in figures if figures[key]}}
        kept.save(update_fields=["preferences"])
    user.preferences = kept.preferences


def _today(user: User, now: datetime) -> QuerySet[Exposure]:
    return Exposure.objects.filter(user=user, day=day_of(now))


def _figure(user: User, key: str) -> int:
    """A kept figure; anything else that stands there counts as none."""
    kept = user.preferences.get(key)
    return kept if isinstance(kept, int) and 0 < kept <= MOST else 0


def _check(field: str, own: int, team_figure: int) -> None:
    if not 0 <= own <= MOST:
        raise LooserThanTeam(field, f"Write a number from 0 to {MOST}.")
    if team_figure and own > team_figure:
        raise LooserThanTeam(
            field,
            f"Your team has {team_figure}. Yours can only be stricter: {team_figure} or fewer,"
            " or 0 for the team's own.",
        )
