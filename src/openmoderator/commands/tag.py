"""``openmoderator tag``: what reviewers can say about an item."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.choosing import find_team, team_option
from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import session


@click.group("tag")
def command() -> None:
    """Make tags."""


@command.command("create")
@team_option
@click.option("--code", required=True, help="One or two letters, as it stands in callbacks.")
@click.option("--name", required=True, help="What reviewers read on the button.")
@click.option("--description", default="", help="When to use it.")
@click.option("--colour", default="", help="One of the palette, such as red or teal.")
@data_option
@json_option
def create(
    team_id: str,
    code: str,
    name: str,
    description: str,
    colour: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Make a tag of a team."""
    with session(data):
        from openmoderator.tags.tags import create_tag

        team = find_team(team_id)
        made = create_tag(team, code, name, description, colour)
        values = {"team_id": team.public_id, "code": made.code, "name": made.name}
        show(as_json, values, [f"Made the tag {made.code} ({made.name}) of {team.name}."])
