"""Finding the team that ``--team`` names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from openmoderator.errors import NotFound

if TYPE_CHECKING:
    from openmoderator.accounts.models import Team


def team_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--team ID``, required."""
    return click.option("--team", "team_id", required=True, metavar="ID", help="Id of the team.")(
        function
    )


def find_team(team_id: str) -> Team:
    """The team of that id. Raises `NotFound` naming the ones there are."""
    from openmoderator.accounts.models import Team

    team = Team.objects.filter(public_id=team_id.strip().lower()).first()
    if team is None:
        there = ", ".join(
            Team.objects.order_by("public_id").values_list("public_id", flat=True)[:20]
        )
        hint = f"there are: {there}" if there else "make one with `openmoderator team create NAME`"
        message = f"There is no team with the id '{team_id}'; {hint}."
        raise NotFound(message)
    return team
