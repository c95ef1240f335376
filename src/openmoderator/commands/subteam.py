"""``openmoderator subteam``: parts of a team that reviews can be sent to."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.choosing import find_team, team_option
from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import session


@click.group("subteam")
def command() -> None:
    """Make subteams."""


@command.command("create")
@click.argument("name")
@team_option
@data_option
@json_option
def create(name: str, team_id: str, data: Path | None, as_json: bool) -> None:
    """Make a subteam called NAME."""
    with session(data):
        from openmoderator.accounts.subteams import create_subteam

        team = find_team(team_id)
        made = create_subteam(team, name)
        values = {"team_id": team.public_id, "name": made.name}
        show(as_json, values, [f"Made the subteam {made.name} of {team.name}."])
