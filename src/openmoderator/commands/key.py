"""``openmoderator key``: what API callers identify themselves with."""

from __future__ import annotations

from pathlib import Path

import click

from openmoderator.commands.choosing import find_team, team_option
from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import session


@click.group("key")
def command() -> None:
    """Make API keys."""


@command.command("create")
@team_option
@click.option("--name", default="", help="What it is for, to tell keys apart.")
@data_option
@json_option
def create(team_id: str, name: str, data: Path | None, as_json: bool) -> None:
    """Make one more key of a team; the others stay good."""
    with session(data):
        from openmoderator.accounts.keys import create_key

        made = create_key(find_team(team_id), name)
        show(as_json, {"key": made.key}, [f"API key: {made.key}   (shown only now)"])
