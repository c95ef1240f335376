"""The four first steps of a new team, each ticked by what has happened, gone when all are."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from openmoderator.accounts.models import Membership, Team
from openmoderator.callbacks.models import Delivery


@dataclass(frozen=True)
class Steps:
    """Which of the steps are behind the team."""

    sent: bool
    decided: bool
    called_back: bool
    invited: bool

    @property
    def are_open(self) -> bool:
        """Whether any is left."""
        return not all(astuple(self))


def first_steps(team: Team, items: int, completed: int) -> Steps:
    """The steps of `team`, of which the counts of its reviews are known already."""
    return Steps(
        sent=items > 0,
        decided=completed > 0,
        called_back=Delivery.objects.filter(team=team).exists(),
        invited=Membership.objects.filter(team=team)[:2].count() > 1,
    )
