"""How the oldest item of a queue stands against the age by which it should be decided.

Only reckons. The target is the subteam's, or the team's for the queue of the whole team.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from openmoderator.accounts.models import Subteam, Team

SOON = 0.25
"""The part of the target that is left when it begins to be called soon."""


class Standing(StrEnum):
    """What there is to say about a target."""

    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Target:
    """A target of `seconds` for the oldest item, which has waited for `waited` seconds."""

    seconds: int
    waited: float

    @property
    def left(self) -> float:
        """Seconds until the target; negative once it is missed."""
        return self.seconds - self.waited

    @property
    def standing(self) -> Standing:
        """Overdue from the moment on at which nothing is left."""
        if self.left <= 0:
            return Standing.OVERDUE
        return Standing.SOON if self.left < SOON * self.seconds else Standing.FINE

    @property
    def words(self) -> str:
        """What is left, or by how much it is overdue."""
        if self.standing is Standing.OVERDUE:
            return _("overdue by %(time)s") % {"time": in_words(-self.left)}
        return _("%(time)s left") % {"time": in_words(self.left)}

    @property
    def whole(self) -> str:
        """The target itself."""
        return in_words(self.seconds)


def target_of(
    team: Team, subteam: Subteam | None, oldest: datetime | None, now: datetime
) -> Target | None:
    """The target of a queue in which something waits; None without either."""
    minutes = subteam.target_minutes if subteam else team.target_minutes
    if not minutes or oldest is None:
        return None
    return Target(minutes * 60, max(0.0, (now - oldest).total_seconds()))


def in_words(seconds: float) -> str:
    """A time in its two largest units, such as 2 h 5 min."""
    minutes = int(seconds) // 60
    if minutes < 1:
        return _("under a minute")
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        parts = {"hours": hours, "minutes": rest}
        return _("%(hours)d h %(minutes)d min") % parts if rest else _("%(hours)d h") % parts
    parts = {"days": hours // 24, "hours": hours % 24}
    return _("%(days)d d %(hours)d h") % parts if parts["hours"] else _("%(days)d d") % parts
