"""``openmoderator user``: people of a team."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from openmoderator.commands.choosing import find_team, team_option
from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import base_address, session


@click.group("user")
def command() -> None:
    """Make people's accounts."""


@command.command("create")
@click.argument("email")
@team_option
@click.option("--role", type=click.Choice(["admin", "reviewer"]), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@data_option
@json_option
def create(
    email: str, team_id: str, role: str, password_stdin: bool, data: Path | None, as_json: bool
) -> None:
    """Add the person with the address EMAIL to a team.

    Prints a one-time link on which they choose a password, unless one is given here.
    """
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with session(data) as config:
        from openmoderator.accounts.people import create_user

        team = find_team(team_id)
        made = create_user(email, team, role, password)
        link = base_address(config) + made.link if made.link else None
        values = {"email": made.user.email, "team_id": team.public_id, "role": role, "link": link}
        sentences = [f"{made.user.email} is now {role} of {team.name}."]
        sentences.append(f"Choose a password at: {link}" if link else "The password is set.")
        show(as_json, values, sentences)


@command.command("link")
@click.argument("email")
@data_option
@json_option
def link(email: str, data: Path | None, as_json: bool) -> None:
    """Print a link that signs the person in once, within a quarter of an hour."""
    with session(data) as config:
        from openmoderator.accounts.links import sign_in_link
        from openmoderator.accounts.people import find_user

        address = base_address(config) + sign_in_link(find_user(email))
        show(as_json, {"link": address}, [f"Signs {email} in once: {address}"])
