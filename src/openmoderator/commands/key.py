"""``openmoderator key``: what API callers identify themselves with."""

from __future__ import annotations

from datetime import UTC, datetime, time
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
@click.option(
    "--expires",
    "last_day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day (UTC) on which it works, as 2027-01-31. Without it the key never expires.",
)
@data_option
@json_option
def create(
    team_id: str, name: str, last_day: datetime | None, data: Path | None, as_json: bool
) -> None:
    """Make one more key of a team; the others stay good."""
    end = datetime.combine(last_day, time(23, 59, 59), UTC) if last_day else None
    with session(data):
        from openmoderator.accounts.keys import create_key

        made = create_key(find_team(team_id), name, expires_at=end)
        values = {"key": made.key, "expires": end.isoformat() if end else None}
        until = f", good until {end:%Y-%m-%d} (UTC)" if end else ""
        show(as_json, values, [f"API key: {made.key}   (shown only now{until})"])
