"""``openmoderator team``: the tenants."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import base_address, session


@click.group("team")
def command() -> None:
    """Make teams."""


@command.command("create")
@click.argument("name")
@data_option
@json_option
def create(name: str, data: Path | None, as_json: bool) -> None:
    """Make a team called NAME, with its first API key and its webhook secret.

    Its id, which stands in API addresses, is made from the name.
    """
    with session(data) as config:
        from openmoderator.accounts.teams import create_team

        made = create_team(name)
        team = made.team
        values = {
            "team_id": team.public_id,
            "name": team.name,
            "key": made.key,
            "webhook_secret": made.webhook_secret,
        }
        sentences = [
            f"Made the team {team.name} with the id {team.public_id}.",
            f"API address:    {base_address(config)}",
            f"API key:        {made.key}   (shown only now)",
            f"Webhook secret: {made.webhook_secret}",
            f"Next: openmoderator user create YOU@EXAMPLE.COM --team {team.public_id} --role admin",
        ]
        show(as_json, values, sentences)
